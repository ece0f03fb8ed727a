import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, definePlugin, extendType, principal, sql, type Principal } from '@fengsui/core';
import { operator, principalOver, scopeMatrix, testEngine, type TestEngine } from '@fengsui/core/testing';
import { readScopes } from '../../src/access/read-ring.ts';
import { DepotType, depots } from './depot-plugin.ts';

const timeout = 60_000;
describe('row-level security for reads, where a deployment asks for it', { timeout }, () => {
  let engine: TestEngine;
  let reads: (who: Principal) => string;
  beforeAll(async () => {
    engine = await testEngine('postgresql', [depots], { readRing: true, limits: { cost: 1_000_000 } });
    reads = readScopes(engine.model);
  });
  afterAll(() => engine.stop());

  it('shows exactly what the compiled scope shows: nothing too much, and nothing missing', async () => {
    const { asked, leaks } = await scopeMatrix(engine);
    expect(leaks.slice(0, 5)).toEqual([]);
    expect(asked).toBeGreaterThan(1_000);
  });

  /** What an operation gives whose statement was compiled for somebody who sees everything: all conditions of scope are gone from it. */
  const unscoped = async (query: string, who: Principal): Promise<string> => {
    const { sql = '', parameters } = engine.explain({ query, principal: operator });
    expect(parameters).toBe(0);
    return String(await engine.database.text({ text: sql }, [], 'light', reads(who)));
  };
  const half = (area: string): Principal => principalOver(area, ['depot.read', 'area.read', 'authenticated']);
  it.each<[string, Principal]>([
    ['one county', principalOver('430102')],
    [
      'a county and a city',
      principal(
        'two',
        'two',
        ['430102001', '4302'].map((area) => ({ area, permissions: ['*'] })),
      ),
    ],
    ['some permissions', half('4301')],
    ['a zone', principalOver('430102Z01')],
    ['no grant at all', principal('none', 'none', [])],
    ['nobody', anonymous],
  ])('a statement without its scope still gives no foreign row, to %s', async (_name, who) => {
    let rows = 0;
    for (const type of engine.model.types.values()) {
      const { plural } = type.type;
      const query = `{ ${plural}(first: 100) { totalCount nodes { id } } }`;
      const given = JSON.parse(await unscoped(query, who)) as Record<string, { totalCount: number; nodes: readonly object[] }>;
      const compiled = who.has(type.permission) ? (await engine.query(query, {}, who)).data : undefined;
      expect(given, type.name).toEqual(compiled ?? { [plural]: { totalCount: 0, nodes: [] } });
      rows += given[plural]?.nodes.length ?? 0;
    }
    expect(rows > 0).toBe(who.grants.length > 0 || who.has('authenticated'));
  });

  it('holds for what stands behind relations and counts', async () => {
    const query =
      '{ depots(first: 100) { nodes { id twin { id } area { code } lines { totalCount } keeperCount } } depotsAggregate { count } }';
    const who = principalOver('430102');
    const inside = await unscoped(query, who);
    expect(JSON.parse(inside)).toEqual((await engine.query(query, {}, who)).data);
    // The same statement without the ring shows what it holds back.
    const { sql = '' } = engine.explain({ query, principal: operator });
    expect(String(await engine.database.text({ text: sql }, [])).length).toBeGreaterThan(3 * inside.length);
  });

  it('shows nothing to a read that says nothing, and opens nothing else to its role', async () => {
    const ask = (text: string): Promise<unknown> =>
      Promise.resolve(engine.database.rows({ text }, [], '{}')).catch((error: Error) => error.message);
    expect(await ask('SELECT id FROM depot')).toEqual([]);
    expect(await ask('SELECT code FROM area')).toEqual([]);
    for (const text of [
      'SELECT * FROM fengsui_personal',
      'SELECT * FROM fengsui_api_key',
      'SELECT * FROM fengsui_audit',
      'SELECT * FROM fengsui_event',
      'SELECT * FROM fengsui_idempotency',
    ])
      expect(await ask(text), text).toMatch(/permission denied/);
    expect(await ask(`UPDATE depot SET name = 'x'`)).toMatch(/permission denied|read-only/);
    expect(await engine.database.rows({ text: 'SELECT current_user AS name' }, [], '{}')).toEqual([{ name: 'fengsui_reader' }]);
    expect(await engine.database.rows({ text: 'SELECT current_user AS name' }, [])).not.toEqual([{ name: 'fengsui_reader' }]);
  });

  it('leaves connections as they were after a statement that fails', async () => {
    await expect(engine.database.rows({ text: 'SELECT 1 / 0' }, [], '{}')).rejects.toThrow(/division by zero/);
    const names = await Promise.all(Array.from({ length: 8 }, () => engine.database.rows({ text: 'SELECT current_user AS name' }, [])));
    expect(names.flat().filter(({ name }) => name === 'fengsui_reader')).toEqual([]);
    expect((await engine.query('{ depots { totalCount } }')).errors).toBeUndefined();
  });

  it('holds for what a dry run shows, inside its transaction', async () => {
    const seeing = definePlugin({
      id: 'seeing',
      version: '0.1.0',
      core: '^0.1',
      schema: [extendType(DepotType, (t) => ({ seenBy: t.sql('String', '由谁所读。Who reads it.', () => sql`current_user`) }))],
    });
    const ringed = await testEngine('postgresql', [depots, seeing], { readRing: true });
    await ringed.database.script([
      `INSERT INTO area (code, name, level, version, created_at, updated_at) VALUES ('430102', '芙蓉区', 'COUNTY', 1, 'epoch', 'epoch')`,
    ]);
    const text = `mutation { createDepot(input: { name: "甲", areaId: "area_430102" }, dryRun: true) { depot { name seenBy area { name } } userErrors { code } } }`;
    expect(await ringed.query(text, {}, principalOver('430102'))).toEqual({
      data: { createDepot: { depot: { name: '甲', seenBy: 'fengsui_reader', area: { name: '芙蓉区' } }, userErrors: [] } },
      extensions: { cost: 52 },
    });
    // The connection is whose it was: the next command writes.
    expect((await ringed.query(text.replace('dryRun: true', 'dryRun: false'), {}, principalOver('430102'))).errors).toBeUndefined();
    await ringed.stop();
  });

  it('is made once, and again only when the model is another', async () => {
    const policies = async (): Promise<unknown> =>
      engine.database.rows({ text: `SELECT oid::text FROM pg_policy WHERE polname = 'fengsui_see' ORDER BY oid` }, []);
    const before = await policies();
    const same = await testEngine('postgresql', [depots], { readRing: true, database: engine.databaseUrl });
    expect(await policies()).toEqual(before);
    await same.stop();
  });
});

describe('the same option on SQLite', () => {
  it('is refused at the start, with what to do', async () => {
    await expect(testEngine('sqlite', [], { readRing: true })).rejects.toThrow(/readRing.*SQLite does not have: take the option out/);
  });
});
