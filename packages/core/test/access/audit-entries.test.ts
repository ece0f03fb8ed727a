import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { anonymous, defineCommand, definePlugin, principal, type Principal } from '@fengsui/core';
import { dialects, operator, principalOver, testEngine, type TestEngine } from '@fengsui/core/testing';
import { Depot, depots, DepotChanged } from './depot-plugin.ts';

const forgedEntity = { ...Depot, name: 'AuditEntry' } as unknown as typeof Depot;
/** A plugin that knows the entity's name and tries to write an entry of its own. */
const forge = defineCommand({
  name: 'forge',
  description: '伪造。Forges.',
  permission: 'depot.write',
  input: z.object({}),
  payload: {},
  emits: [DepotChanged],
  run: ({ store, emit }) => {
    const entry = store.create(forgedEntity, {} as never);
    emit(DepotChanged, entry);
    return {};
  },
});
const forger = definePlugin({ id: 'forger', version: '0.1.0', core: '^0.1', schema: [forge] });
const auditor = principalOver('430102', ['audit.read'], 'auditor');
const reason = '深夜险情，需电话联系';
interface Entry {
  readonly id: string;
  readonly command: string;
  readonly operation: string;
  readonly subjectId: string | null;
  readonly [field: string]: unknown;
}

describe.each(dialects)('the audit as people read it, on %s', (dialect) => {
  let engine: TestEngine;
  const thrown: unknown[] = [];
  let clock = Date.UTC(2026, 0, 1);
  const ids: Record<string, string> = {};
  const run = async (query: string, input: object, who: Principal = operator): Promise<string> => {
    clock += 60_000;
    const { data, errors } = await engine.query(query, { input }, who);
    expect(errors).toBeUndefined();
    const [[name, answer] = ['', {}]] = Object.entries(data as unknown as Record<string, Record<string, { id?: string } | null>>);
    expect(answer?.['userErrors'], name).toEqual([]);
    return (answer?.['depot'] ?? answer?.['keeper'])?.id ?? '';
  };
  const entries = async (args = '', selection = '', who = auditor): Promise<readonly Entry[]> => {
    const { data, errors } = await engine.query(
      `{ audit${args === '' ? '' : `(${args})`} { nodes { id command operation subjectId ${selection} } } }`,
      {},
      who,
    );
    expect(errors).toBeUndefined();
    return (data as unknown as { audit: { nodes: readonly Entry[] } }).audit.nodes;
  };
  const told = (all: readonly Entry[]): readonly string[] => all.map(({ command, operation }) => `${command} ${operation}`);
  beforeAll(async () => {
    engine = await testEngine(dialect, [depots, forger], { now: () => new Date(clock), onError: (error) => void thrown.push(error) });
    const at = dialect === 'sqlite' ? '0' : "'epoch'";
    await engine.database.script([
      `INSERT INTO area (code, name, level, version, created_at, updated_at) VALUES ${['43', '4301', '430102', '430103'].map((code) => `('${code}', '${code}', 'COUNTY', 1, ${at}, ${at})`).join(', ')}`,
    ]);
    const create = 'mutation C($input: CreateDepotInput!) { createDepot(input: $input) { depot { id } userErrors { code } } }';
    ids['own'] = await run(create, { name: '甲库', areaId: 'area_430102' }, principalOver('430102', ['*'], 'duty'));
    ids['foreign'] = await run(create, { name: '乙库', areaId: 'area_430103' });
    const hire = 'mutation H($input: HireKeeperInput!) { hireKeeper(input: $input) { keeper { id } userErrors { code } } }';
    ids['keeper'] = await run(hire, { name: '欧阳长河', phone: '13812345678', areaId: 'area_430102' });
    const keeperId = ids['keeper'];
    await run('mutation R($input: RevealKeeperInput!) { revealKeeper(input: $input) { userErrors { code } } }', {
      keeperId,
      fields: ['PHONE'],
      reason,
    });
    await run('mutation M($input: ChangeKeeperInput!) { changeKeeper(input: $input) { userErrors { code } } }', {
      keeperId,
      phone: '13900001111',
    });
    await run('mutation M($input: MoveDepotInput!) { moveDepot(input: $input) { userErrors { code } } }', {
      depotId: ids['foreign'],
      areaId: 'area_430102',
    });
    await engine.access.createKey({ label: 'k', grants: [{ role: 'operator', area: '' }] });
    await engine.audit.seal();
  });
  afterAll(() => engine.stop());

  it('tells who did what to which row, when, where and why, in the order of time', async () => {
    const all = await entries('', 'actor position requestId subjectType fields reason createdAt area { code }');
    expect(told(all)).toEqual([
      'createDepot CREATE',
      'hireKeeper CREATE',
      'revealKeeper REVEAL',
      'changeKeeper UPDATE',
      'moveDepot UPDATE',
    ]);
    expect(all[0]).toMatchObject({
      actor: 'duty',
      position: 1,
      subjectType: 'Depot',
      subjectId: ids['own'],
      fields: expect.arrayContaining(['name', 'capacity', 'area']) as unknown,
      reason: null,
      createdAt: '2026-01-01T00:01:00.000Z',
      area: { code: '430102' },
    });
    expect(all[2]).toMatchObject({ subjectId: ids['keeper'], fields: ['phone'], reason });
  });

  it.each<[string, string, readonly string[]]>([
    ['actor', 'where: { actor: { eq: "duty" } }', ['createDepot CREATE']],
    ['command', 'where: { command: { startsWith: "change" } }', ['changeKeeper UPDATE']],
    ['operation', 'where: { operation: { in: [REVEAL, ERASE] } }', ['revealKeeper REVEAL']],
    ['type', 'where: { subjectType: { eq: "Keeper" } }, last: 1', ['changeKeeper UPDATE']],
    ['time', 'where: { createdAt: { gt: "2026-01-01T08:04:00+08:00" } }', ['changeKeeper UPDATE', 'moveDepot UPDATE']],
    ['area', 'where: { area: { within: "430103" } }', []],
  ])('is filtered by %s', async (_name, args, expected) => {
    expect(told(await entries(args))).toEqual(expected);
  });

  it('is filtered by subject, counted and grouped', async () => {
    expect(told(await entries(`where: { subjectId: { eq: "${ids['keeper']}" } }, orderBy: [{ createdAt: DESC }]`))).toEqual([
      'changeKeeper UPDATE',
      'revealKeeper REVEAL',
      'hireKeeper CREATE',
    ]);
    const { data } = await engine.query('{ auditAggregate(groupBy: [OPERATION]) { count group { operation } } }', {}, auditor);
    expect((data as unknown as { auditAggregate: unknown[] }).auditAggregate).toHaveLength(3);
  });

  it('is paged by cursors, and read in one statement', async () => {
    const page = async (args: string): Promise<{ nodes: readonly Entry[]; pageInfo: { endCursor: string; hasNextPage: boolean } }> =>
      (
        (
          await engine.query(
            `{ audit(${args}) { nodes { id command operation subjectId } pageInfo { endCursor hasNextPage } } }`,
            {},
            auditor,
          )
        ).data as unknown as { audit: never }
      ).audit;
    const first = await page('first: 3');
    const second = await page(`first: 3, after: "${first.pageInfo.endCursor}"`);
    expect([...first.nodes, ...second.nodes].map(({ id }) => id)).toEqual((await entries()).map(({ id }) => id));
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
    const { sql, mixed } = engine.explain({
      query: '{ audit(first: 3) { nodes { actor area { name } } totalCount } }',
      principal: auditor,
    });
    expect([sql?.startsWith('SELECT'), mixed]).toEqual([true, false]);
  });

  it('shows a district what was done in it; a row that moved, to both; what belongs to no area, to who may read everywhere', async () => {
    const other = principalOver('430103', ['audit.read']);
    expect(told(await entries('', '', other))).toEqual(['createDepot CREATE', 'moveDepot UPDATE']);
    const everywhere = principalOver('', ['audit.read']);
    expect(told(await entries('', '', everywhere)).filter((each) => each.startsWith('createKey'))).toEqual(['createKey UPDATE']);
    expect(told(await entries('', '', principalOver('43', ['audit.read']))).some((each) => each.startsWith('createKey'))).toBe(false);
    const [mine] = await entries();
    const foreign = (await entries('', '', other)).find(({ command }) => command === 'createDepot');
    const one = async (id: string): Promise<string> =>
      (await engine.execute({ query: `{ auditEntry(id: "${id}") { command } node(id: "${id}") { id } }`, principal: auditor })).text;
    expect(await one(mine?.id ?? '')).toContain('createDepot');
    expect(await one(foreign?.id ?? '')).toBe(await one(`audit_${'0'.repeat(26)}`));
  });

  it('is read by who has its permission, and the values by who has theirs', async () => {
    const ask = async (query: string, who: Principal): Promise<unknown> =>
      (await engine.query(query, {}, who)).errors?.[0]?.extensions.code;
    expect(await ask('{ audit { totalCount } }', principalOver('430102', ['depot.read']))).toBe('FORBIDDEN');
    expect(await ask('{ audit { totalCount } }', anonymous)).toBe('UNAUTHENTICATED');
    expect(await ask('{ audit { nodes { after } } }', auditor)).toBe('FORBIDDEN');
    const values = principalOver('430102', ['audit.read', 'audit.values']);
    const [created] = await entries('first: 1', 'before after', values);
    expect(created).toMatchObject({ before: null, after: { name: '甲库', gateCode: '0' } });
    // Values that reach less far than the entries would show those of the other places.
    const less = principal('less', 'less', [
      { permissions: ['audit.read'], area: '43' },
      { permissions: ['audit.values'], area: '430102' },
    ]);
    expect(await ask('{ audit { nodes { after } } }', less)).toBe('FORBIDDEN');
  });

  it('holds no personal value, no mask and no digest of one', async () => {
    const rows = await engine.database.rows({ text: 'SELECT * FROM audit_entry' }, []);
    expect(JSON.stringify(rows)).not.toMatch(/13812345678|13900001111|欧阳|欧\*|138\*|digest/);
    expect(await entries(`where: { subjectId: { eq: "${ids['keeper']}" } }`, 'fields')).toMatchObject([
      { fields: expect.arrayContaining(['name', 'phone']) as unknown },
      { fields: ['phone'] },
      { fields: ['phone'] },
    ]);
  });

  it('is made once however often the sealing runs, and made anew where it was lost', async () => {
    const before = await engine.database.rows({ text: 'SELECT * FROM audit_entry ORDER BY id' }, []);
    await engine.audit.seal();
    await engine.database.script(['DELETE FROM audit_entry']);
    await engine.audit.seal();
    expect(await engine.database.rows({ text: 'SELECT * FROM audit_entry ORDER BY id' }, [])).toEqual(before);
    expect((await engine.audit.verify()).faults).toEqual([]);
  });

  it.each([
    `UPDATE audit_entry SET actor = 'somebody else' WHERE position = 2`,
    'DELETE FROM audit_entry WHERE position = 2',
    `UPDATE audit_entry SET reason = 'none' WHERE position = 2`,
  ])('that it shows something else than was sealed is found: %s', async (change) => {
    const kept = await engine.database.rows({ text: 'SELECT id, actor, reason FROM audit_entry WHERE position = 2' }, []);
    await engine.database.script([change]);
    expect((await engine.audit.verify()).faults.map(({ code, position }) => `${code} ${position}`)).toEqual(['SHOWN_OTHERWISE 2']);
    expect(kept).toHaveLength(1);
    await engine.database.script(['DELETE FROM audit_entry']);
    await engine.audit.seal();
    expect((await engine.audit.verify()).faults).toEqual([]);
  });

  it('no command writes it, whoever gives it', async () => {
    const before = await engine.database.rows({ text: 'SELECT count(*) AS n FROM audit_entry' }, []);
    expect((await engine.query('mutation { forge(input: {}) { userErrors { code } } }')).errors?.[0]?.extensions.code).toBe('INTERNAL');
    expect(thrown.map(String).join()).toMatch(/AuditEntry is a record: core alone writes it/);
    expect(await engine.database.rows({ text: 'SELECT count(*) AS n FROM audit_entry' }, [])).toEqual(before);
    if (dialect === 'sqlite') return;
    // On PostgreSQL the role that writes has no policy for it either.
    const change = (transaction: Parameters<Parameters<typeof engine.database.write>[0]>[0]): Promise<number> =>
      transaction.run({ text: `UPDATE audit_entry SET actor = 'x'` }, []);
    expect(await engine.database.write(change, 'everywhere')).toBe(0);
  });
});
