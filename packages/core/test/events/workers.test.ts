import { afterEach, describe, expect, it } from 'vitest';
import { createEngine, definePlugin, type Engine, type Plugin } from '@fengsui/core';
import { dialects, testEngine, type TestEngine } from '@fengsui/core/testing';
import { EnterpriseRegistered, registerEnterprise } from '../../src/modules/enterprise/commands/register-enterprise.ts';
import { AreaRecoded } from '../../src/modules/area/commands/recode-areas.ts';
import { register, someAreas } from './register.ts';

const secret = 'a secret of the tests, 32 letters long';
const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  for (const end = performance.now() + 8_000; !(await holds());) {
    if (performance.now() > end) throw new Error('It never came');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

describe.each(dialects)('subscribers, on %s', (dialect) => {
  const running: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const stop of running.splice(0).reverse()) await stop();
  });
  const start = async (plugin: Plugin, now?: () => Date): Promise<TestEngine> => {
    const engine = await testEngine(dialect, [plugin], now === undefined ? {} : { now });
    running.push(() => engine.stop());
    await someAreas(engine);
    return engine;
  };
  const second = async (engine: TestEngine, plugin: Plugin, now?: () => Date): Promise<Engine> => {
    const other = await createEngine({
      plugins: [plugin],
      database: engine.databaseUrl,
      secret,
      poolSize: 2,
      ...(now === undefined ? {} : { now }),
    });
    running.push(() => other.stop());
    return other;
  };

  it('are told of every event in order; one that throws gets it again later and holds up no other', async () => {
    let today = new Date('2026-05-01T00:00:00Z');
    let broken = true;
    const [well, ill]: string[][] = [[], []];
    const plugin = definePlugin({
      id: 'watch',
      version: '0.1.0',
      core: '^0.1',
      subscribers: [
        { id: 'well', on: [EnterpriseRegistered], run: ({ payload }) => void well?.push(String(payload['name'])) },
        {
          id: 'ill',
          on: [EnterpriseRegistered],
          run: ({ payload }) => {
            if (broken && payload['name'] === '乙') throw new Error('not today');
            ill?.push(String(payload['name']));
          },
        },
      ],
    });
    const engine = await start(plugin, () => today);
    for (const name of ['甲', '乙', '丙']) await register(engine, name);
    await engine.workers.runSubscribers();
    expect([well, ill]).toEqual([['甲', '乙', '丙'], ['甲']]);
    await engine.workers.runSubscribers();
    expect(ill).toEqual(['甲']);
    const [row] = await engine.database.rows({ text: "SELECT failures, error FROM fengsui_worker WHERE id = 'watch.ill'" }, []);
    expect(row).toEqual({ failures: 1, error: 'Error: not today' });
    broken = false;
    today = new Date('2026-05-01T00:00:02Z');
    await engine.workers.runSubscribers();
    expect([well, ill]).toEqual([
      ['甲', '乙', '丙'],
      ['甲', '乙', '丙'],
    ]);
  });

  it('pass over what they do not listen to once, and not again at each wake-up', async () => {
    const seen: string[] = [];
    const plugin = definePlugin({
      id: 'watch',
      version: '0.1.0',
      core: '^0.1',
      subscribers: [{ id: 'rare', on: [AreaRecoded], run: ({ subjectId }) => void seen.push(subjectId) }],
    });
    const engine = await start(plugin);
    const begins: unknown[] = [];
    const rows = engine.database.rows.bind(engine.database);
    // as: a database is data of functions; the test puts itself in front of one of them
    (engine.database as { rows: typeof rows }).rows = (asked, params, reads) => {
      if (asked.text.includes('FROM fengsui_event') && asked.text.includes('type IN')) begins.push(params[0]);
      return rows(asked, params, reads);
    };
    const run = async (): Promise<number> => {
      begins.length = 0;
      await engine.workers.runSubscribers();
      return Number(begins[0]);
    };
    const from: number[] = [];
    for (const name of ['甲', '乙', '丙']) {
      await register(engine, name);
      from.push(await run());
    }
    expect(from[0]).toBeLessThan(from[1] ?? 0);
    expect(from[1]).toBeLessThan(from[2] ?? 0);
    const at = dialect === 'sqlite' ? '0' : "'epoch'";
    await engine.database.script([
      `INSERT INTO fengsui_event (at, type, entity, key, area, principal, request, payload) VALUES (${at}, 'area.recoded', 'Area', '430102', '430102', 'test', 'test', '{}')`,
    ]);
    await run();
    await run();
    expect(seen).toEqual(['area_430102']);
  });

  it('act through commands once, though an event comes to them twice', async () => {
    let times = 0;
    let today = new Date('2026-05-01T00:00:00Z');
    const plugin = definePlugin({
      id: 'mirror',
      version: '0.1.0',
      core: '^0.1',
      subscribers: [
        {
          id: 'copy',
          on: [EnterpriseRegistered],
          run: async ({ payload }, { act }) => {
            if (String(payload['name']).endsWith('分部')) return;
            await act(registerEnterprise, { areaId: 'area_430103', name: `${String(payload['name'])}分部`, industry: 'TRADE' });
            times += 1;
            if (times === 1) throw new Error('after the work was done');
          },
        },
      ],
    });
    const engine = await start(plugin, () => today);
    await register(engine, '甲');
    await engine.workers.runSubscribers();
    today = new Date('2026-05-01T00:01:00Z');
    await engine.workers.runSubscribers();
    expect(times).toBe(2);
    const { data } = await engine.query('{ enterprises(orderBy: [{ name: ASC }]) { nodes { name area { code } } } }');
    expect(data).toEqual({
      enterprises: {
        nodes: [
          { name: '甲', area: { code: '430102' } },
          { name: '甲分部', area: { code: '430103' } },
        ],
      },
    });
    const audit = await engine.database.rows({ text: "SELECT principal FROM fengsui_audit WHERE principal LIKE 'system%'" }, []);
    expect(audit).toEqual([{ principal: 'system:mirror.copy' }]);
  });

  it.skipIf(dialect === 'sqlite')('run by themselves once started, each event on one of two instances', async () => {
    const seen: string[] = [];
    const plugin = definePlugin({
      id: 'watch',
      version: '0.1.0',
      core: '^0.1',
      subscribers: [{ id: 'one', on: [EnterpriseRegistered], run: ({ payload }) => void seen.push(String(payload['name'])) }],
    });
    const engine = await start(plugin);
    const other = await second(engine, plugin);
    await Promise.all([engine.workers.start(), other.workers.start()]);
    const names = Array.from({ length: 30 }, (_none, at) => `n${at}`);
    for (const name of names) await register(engine, name);
    await until(() => seen.length >= 30);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(seen).toEqual(names);
  });

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
    const engine = await start(plugin, () => today);
    const other = await second(engine, plugin, () => today);
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
    const engine = await testEngine(dialect, [plugin], {
      now: () => today,
      onError: (error, id) => errors.push(`${id}: ${String(error)}`),
    });
    running.push(() => engine.stop());
    await someAreas(engine);
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
    const engine = await testEngine(dialect, [plugin], {
      now: () => today,
      onError: (error, id) => errors.push(`${id}: ${String(error)}`),
    });
    running.push(() => engine.stop());
    await someAreas(engine);
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
    const engine = await start(plugin, () => today);
    const other = await second(engine, plugin, () => today);
    const dying = await createEngine({
      plugins: [plugin],
      database: engine.databaseUrl,
      secret,
      poolSize: 2,
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
    const engine = await start(plugin, () => today);
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
