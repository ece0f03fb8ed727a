import { describe, expect, it } from 'vitest';
import { definePlugin } from '@fengsui/core';
import { dialects } from '@fengsui/core/testing';
import { EnterpriseRegistered, registerEnterprise } from '../../src/modules/enterprise/commands/register-enterprise.ts';
import { AreaRecoded } from '../../src/modules/area/commands/recode-areas.ts';
import { instances, until } from './instances.ts';
import { register } from './register.ts';

describe.each(dialects)('subscribers, on %s', (dialect) => {
  const { start, second } = instances(dialect);

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
    const engine = await start(plugin, { now: () => today });
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
    const engine = await start(plugin, { now: () => today });
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
});
