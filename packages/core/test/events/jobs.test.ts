import { describe, expect, it } from 'vitest';
import { definePlugin } from '@fengsui/core';
import { dialects } from '@fengsui/core/testing';
import { registerEnterprise } from '../../src/modules/enterprise/commands/register-enterprise.ts';
import { instances, until } from './instances.ts';

describe.each(dialects)('jobs, on %s', (dialect) => {
  const { start, second } = instances(dialect);

  it('jobs run when they are due by the clock, on one instance, and what passed meanwhile is made up once', async () => {
    let today = new Date('2026-05-01T00:00:00Z');
    const ran: string[] = [];
    const job = (id: string, schedule: object): never =>
      ({ id, ...schedule, run: ({ now }: { now: () => Date }) => void ran.push(`${id} ${now().toISOString().slice(5, 16)}`) }) as never;
    const plugin = definePlugin({
      id: 'clock',
      version: '0.1.0',
      core: '^0.1',
      jobs: [job('hourly', { every: { hours: 1 } }), job('nightly', { cron: '0 2 * * *' })],
    });
    const engine = await start(plugin, { now: () => today });
    const other = await second(engine, plugin, { now: () => today });
    const due = async (at: string): Promise<readonly string[]> => {
      today = new Date(at);
      // Two engines of one process cannot wait for each other's lock on SQLite, which blocks the thread: there they take turns.
      const both =
        dialect === 'sqlite'
          ? [await engine.workers.runDueJobs(), await other.workers.runDueJobs()]
          : await Promise.all([engine.workers.runDueJobs(), other.workers.runDueJobs()]);
      return both
        .flat()
        .filter((id) => id.startsWith('clock.'))
        .sort();
    };
    expect(await due('2026-05-01T00:00:00Z')).toEqual([]);
    expect(await due('2026-05-01T01:00:00Z')).toEqual(['clock.hourly']);
    expect(await due('2026-05-01T01:30:00Z')).toEqual([]);
    // 02:00 in Asia/Shanghai is 18:00 UTC of the day before.
    expect(await due('2026-05-01T18:00:00Z')).toEqual(['clock.hourly', 'clock.nightly']);
    expect(await due('2026-05-01T18:10:00Z')).toEqual([]);
    expect(await due('2026-05-01T19:00:00Z')).toEqual(['clock.hourly']);
    expect(ran).toHaveLength(4);
  });

  it('a job that throws is noted, tried again ever later, and stops no other; it does nothing twice', async () => {
    let today = new Date('2026-05-01T00:00:00Z');
    let fails = 2;
    const errors: string[] = [];
    const counts: unknown[] = [];
    const plugin = definePlugin({
      id: 'clock',
      version: '0.1.0',
      core: '^0.1',
      jobs: [
        {
          id: 'a-fails',
          every: { days: 1 },
          run: async ({ act, query }) => {
            await act(registerEnterprise, { areaId: 'area_430102', name: '甲', industry: 'TRADE' });
            fails -= 1;
            if (fails >= 0) throw new Error('half-way');
            counts.push(await query('{ enterprises { totalCount } }'));
          },
        },
        { id: 'b-works', every: { days: 1 }, run: () => undefined },
      ],
    });
    const engine = await start(plugin, {
      now: () => today,
      onError: (error, id) => errors.push(`${id}: ${String(error)}`),
    });
    const due = async (at: string): Promise<readonly string[]> => {
      today = new Date(at);
      return (await engine.workers.runDueJobs()).filter((id) => id.startsWith('clock.'));
    };
    await due('2026-05-01T00:00:00Z');
    expect(await due('2026-05-02T00:00:00Z')).toEqual(['clock.a-fails', 'clock.b-works']);
    expect(await due('2026-05-02T00:00:09Z')).toEqual([]);
    expect(await due('2026-05-02T00:00:10Z')).toEqual(['clock.a-fails']);
    expect(await due('2026-05-02T00:00:20Z')).toEqual([]);
    expect(await due('2026-05-02T00:00:30Z')).toEqual(['clock.a-fails']);
    expect(await due('2026-05-02T23:59:59Z')).toEqual([]);
    expect(await due('2026-05-03T00:00:00Z')).toEqual(['clock.a-fails', 'clock.b-works']);
    expect(counts).toEqual([{ enterprises: { totalCount: 1 } }, { enterprises: { totalCount: 2 } }]);
    expect(errors).toEqual(['clock.a-fails: Error: half-way', 'clock.a-fails: Error: half-way']);
  });

  it('a job that hangs is cut at its limit: its lease is freed, it is told, it may act no more, and it is tried again', async () => {
    let today = new Date('2026-05-01T00:00:00Z');
    let hangs = true;
    let late: Promise<string> | undefined;
    const errors: string[] = [];
    const plugin = definePlugin({
      id: 'clock',
      version: '0.1.0',
      core: '^0.1',
      jobs: [
        {
          id: 'a-hangs',
          every: { days: 1 },
          timeLimitSeconds: 0.3,
          run: async ({ act, signal }) => {
            if (!hangs) return act(registerEnterprise, { areaId: 'area_430102', name: '后', industry: 'TRADE' });
            // It hears of its end, and tries to act all the same.
            late = new Promise((resolve) =>
              signal.addEventListener('abort', () =>
                act(registerEnterprise, { areaId: 'area_430102', name: '迟', industry: 'TRADE' }).then(
                  () => resolve('acted'),
                  (error: unknown) => resolve(String(error)),
                ),
              ),
            );
            return new Promise(() => undefined);
          },
        },
        { id: 'b-works', every: { days: 1 }, run: () => undefined },
      ],
    });
    const engine = await start(plugin, {
      now: () => today,
      onError: (error, id) => errors.push(`${id}: ${String(error)}`),
    });
    const due = async (at: string): Promise<readonly string[]> => {
      today = new Date(at);
      return (await engine.workers.runDueJobs()).filter((id) => id.startsWith('clock.'));
    };
    await due('2026-05-01T00:00:00Z');
    const before = performance.now();
    expect(await due('2026-05-02T00:00:00Z')).toEqual(['clock.a-hangs', 'clock.b-works']);
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(await late).toContain('TimeLimitExceeded');
    expect(errors).toEqual([expect.stringContaining('clock.a-hangs: TimeLimitExceeded: clock.a-hangs was cut after 0.3 s')]);
    expect(await engine.workers.failing()).toEqual([
      { id: 'clock.a-hangs', failures: 1, error: expect.stringContaining('was cut'), retryAt: new Date('2026-05-02T00:00:10Z') },
    ]);
    expect(await due('2026-05-02T00:00:09Z')).toEqual([]);
    hangs = false;
    expect(await due('2026-05-02T00:00:10Z')).toEqual(['clock.a-hangs']);
    expect(await engine.workers.failing()).toEqual([]);
    expect((await engine.query('{ enterprises { nodes { name } } }')).data).toEqual({ enterprises: { nodes: [{ name: '后' }] } });
  });

  it('a job that hangs does not hold up the end of its instance, and another one gets it', async () => {
    let today = new Date('2026-05-01T00:00:00Z');
    const errors: string[] = [];
    const plugin = definePlugin({
      id: 'clock',
      version: '0.1.0',
      core: '^0.1',
      jobs: [{ id: 'hangs', every: { days: 1 }, run: () => new Promise(() => undefined) }],
    });
    const engine = await start(plugin, { now: () => today });
    const other = await second(engine, plugin, { now: () => today });
    const dying = await second(engine, plugin, {
      now: () => today,
      onError: (error, id) => errors.push(`${id}: ${String(error)}`),
    });
    await dying.workers.runDueJobs();
    today = new Date('2026-05-02T00:00:00Z');
    await dying.workers.start();
    await until(async () => {
      const [row] = await engine.database.rows({ text: "SELECT holder FROM fengsui_worker WHERE id = 'clock.hangs'" }, []);
      return row?.['holder'] !== null;
    });
    const before = performance.now();
    await dying.stop();
    expect(performance.now() - before).toBeLessThan(6_000);
    expect(errors).toEqual([expect.stringContaining('its instance stops')]);
    expect(await other.workers.failing()).toMatchObject([{ id: 'clock.hangs', failures: 1 }]);
  });

  it('a worker whose holder died is taken over when its lease is over', async () => {
    let today = new Date('2026-05-01T00:00:00Z');
    let ran = 0;
    const plugin = definePlugin({
      id: 'clock',
      version: '0.1.0',
      core: '^0.1',
      jobs: [{ id: 'one', every: { days: 1 }, run: () => void (ran += 1) }],
    });
    const engine = await start(plugin, { now: () => today });
    await engine.workers.runDueJobs();
    today = new Date('2026-05-02T00:00:00Z');
    const lease = dialect === 'sqlite' ? String(today.getTime() + 60_000) : `'2026-05-02T00:01:00Z'`;
    await engine.database.script([`UPDATE fengsui_worker SET holder = 'dead', lease_until = ${lease} WHERE id = 'clock.one'`]);
    await engine.workers.runDueJobs();
    expect(ran).toBe(0);
    today = new Date('2026-05-02T00:01:01Z');
    await engine.workers.runDueJobs();
    expect(ran).toBe(1);
  });
});
