import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialects, principalOver, testEngine, type TestEngine } from '@fengsui/core/testing';

const zone = '430102Z001';
const inZone = principalOver(zone);
const township = principalOver('430102001');

describe.each(dialects)('a functional zone beside the tree, on %s', (dialect) => {
  let engine: TestEngine;
  const time = dialect === 'sqlite' ? '0' : "'epoch'";
  const raw = (text: string, scope?: readonly { readonly code: string }[]): Promise<number | string> =>
    engine.database
      .write((transaction) => transaction.run({ text }, []), ...(scope === undefined ? [] : [scope]))
      .catch((error: Error) => error.message);
  const ask = async (query: string, as = inZone): Promise<never> => {
    const { data, errors } = await engine.query(query, {}, as);
    expect(errors).toBeUndefined();
    return data as never;
  };
  const register = (
    name: string,
    area: string,
    more = '',
    as?: typeof inZone,
  ): Promise<{ r: { enterprise: { id: string } | null; userErrors: readonly { code: string }[] } }> =>
    ask(
      `mutation { r: registerEnterprise(input: { name: "${name}", industry: OTHER, areaId: "area_${area}" ${more} }) { enterprise { id } userErrors { code } } }`,
      as ?? principalOver(''),
    );
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    engine = await testEngine(dialect);
    for (const code of ['430102', '430103', '430102001', '430102002', zone, '430102Z002', '430103Z001'])
      expect(
        await raw(
          `INSERT INTO area (code, name, level, version, created_at, updated_at) VALUES ('${code}', 'x', '${code.includes('Z') ? 'ZONE' : 'COUNTY'}', 1, ${time}, ${time})`,
        ),
      ).toBe(1);
    for (const [name, area, more] of [
      ['园内甲', '430102001', `zoneId: "area_${zone}"`],
      ['园内乙', '430102002', `zoneId: "area_${zone}"`],
      ['园外', '430102001', ''],
      ['他园', '430102002', 'zoneId: "area_430102Z002"'],
    ] as const)
      ids[name] = (await register(name, area, more)).r.enterprise?.id ?? '';
  });
  afterAll(() => engine.stop());

  it('shows who was granted the zone its rows in every township, and no other row of these', async () => {
    const found = (await ask(
      '{ enterprises { totalCount nodes { name zone { code } } } enterprisesAggregate(groupBy: [ZONE]) { count group { zone { code } } } }',
    )) as unknown as object;
    expect(found).toEqual({
      enterprises: { totalCount: 2, nodes: ['园内甲', '园内乙'].map((name) => ({ name, zone: { code: zone } })) },
      enterprisesAggregate: [{ count: 2, group: { zone: { code: zone } } }],
    });
    expect(await ask(`{ enterprise(id: "${ids['园外']}") { name } }`)).toEqual({ enterprise: null });
    expect(await ask('{ enterprises { totalCount } }', township)).toEqual({ enterprises: { totalCount: 2 } });
  });

  it('is a filter like an area’s: the zone, or all zones that a division runs', async () => {
    const everywhere = principalOver('');
    const count = async (within: string): Promise<unknown> =>
      (
        (await ask(`{ enterprises(where: { zone: { within: "${within}" } }) { totalCount } }`, everywhere)) as {
          enterprises: { totalCount: number };
        }
      ).enterprises.totalCount;
    expect([await count(zone), await count('430102Z002'), await count('430102'), await count('430103'), await count('430102Z00')]).toEqual([
      2, 1, 3, 0, 0,
    ]);
    expect(await ask(`{ enterprises(where: { area: { within: "${zone}" } }) { totalCount } }`, everywhere)).toEqual({
      enterprises: { totalCount: 0 },
    });
  });

  it('is where a search may look', async () => {
    const found = async (area: string): Promise<unknown> =>
      (
        (await ask(
          `{ search(text: "园", area: "${area}", types: [ENTERPRISE]) { edges { node { ... on Enterprise { name } } } } }`,
          principalOver(''),
        )) as { search: { edges: readonly { node: { name: string } }[] } }
      ).search.edges
        .map(({ node }) => node.name)
        .sort();
    expect(await found(zone)).toEqual(['园内乙', '园内甲']);
    expect(await found('430102Z002')).toEqual(['他园']);
  });

  it('asks nothing of the kind for a grant without zones', async () => {
    const { sql } = engine.explain({ query: '{ enterprises { nodes { name } } }', principal: township }) as { sql?: string };
    expect(sql).not.toMatch(/zone_code|\bOR\b/);
    const zoned = engine.explain({ query: '{ enterprises { nodes { name } } }', principal: inZone }) as { sql?: string };
    expect(zoned.sql).toMatch(/"zone_code" = /);
  });

  it('lets its people write there and nowhere else, and its rows’ own follow them', async () => {
    const report = (id: string): Promise<{ r: { userErrors: readonly { code: string }[] } }> =>
      ask(`mutation { r: reportHiddenDanger(input: { enterpriseId: "${id}", description: "演示隐患" }) { userErrors { code } } }`);
    expect((await report(ids['园内乙'] ?? '')).r.userErrors).toEqual([]);
    expect((await report(ids['园外'] ?? '')).r.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(await ask('{ hiddenDangers { totalCount nodes { zone { code } } } }')).toEqual({
      hiddenDangers: { totalCount: 1, nodes: [{ zone: { code: zone } }] },
    });
    const { nodes } = ((await ask('{ hiddenDangers { nodes { id } } }')) as { hiddenDangers: { nodes: readonly { id: string }[] } })
      .hiddenDangers;
    await ask(
      `mutation { requestHiddenDangerExtension(input: { hiddenDangerId: "${nodes[0]?.id}", days: 5, reason: "备件未到" }) { userErrors { code } } }`,
    );
    expect(await ask('{ hiddenDangerExtensions { totalCount } }')).toEqual({ hiddenDangerExtensions: { totalCount: 1 } });
    expect((await register('园内丙', '430102001', `zoneId: "area_${zone}"`, inZone)).r.userErrors).toEqual([]);
    expect((await register('混入', '430102001', '', inZone)).r.userErrors).toMatchObject([{ code: 'OUTSIDE_SCOPE' }]);
  });

  it('shows what happened in the zone, and not beside it', async () => {
    await engine.readable();
    const { changes } = (await ask('{ changes(first: 50) { nodes { payload areaCode } } }')) as {
      changes: { nodes: readonly { areaCode: string | null; payload: { name?: string } }[] };
    };
    const names = changes.nodes.map(({ payload }) => payload.name).filter((name) => name !== undefined);
    expect(names).toEqual(['园内甲', '园内乙', '园内丙']);
    const asked = (await ask(`{ changes(first: 50, area: "430102Z002") { nodes { payload } } }`, principalOver(''))) as {
      changes: { nodes: readonly unknown[] };
    };
    expect(asked.changes.nodes).toEqual([{ payload: { name: '他园' } }]);
  });

  it('is one that the row’s own division runs, and never a row’s area', async () => {
    expect((await register('x', '430103', `zoneId: "area_${zone}"`)).r.userErrors).toMatchObject([{ code: 'ZONE_ELSEWHERE' }]);
    expect((await register('x', '430102001', 'zoneId: "area_430102002"')).r.userErrors).toMatchObject([{ code: 'NOT_A_ZONE' }]);
    expect((await register('x', zone)).r.userErrors).toMatchObject([{ code: 'NOT_A_DIVISION' }]);
  });

  it('is held by the database itself', async () => {
    const enterprise = (id: string, area: string, own: string): string =>
      `INSERT INTO enterprise (id, name, industry, area_code, zone_code, version, created_at, updated_at) VALUES ('${id}', 'x', 'OTHER', '${area}', ${own}, 1, ${time}, ${time})`;
    const refused = /outside the scope of the writer|row-level security/;
    expect(await raw(enterprise('ring1', '430102002', `'${zone}'`), [{ code: zone }])).toBe(1);
    expect(await raw(enterprise('ring2', '430102002', 'NULL'), [{ code: zone }])).toMatch(refused);
    expect(await raw(enterprise('ring3', '430102002', `'430102Z002'`), [{ code: zone }])).toMatch(refused);
    // Whoever may write in a county may not reach into another one by naming a zone of their own.
    expect(await raw(enterprise('ring4', '430103', `'${zone}'`), [{ code: '430102' }])).toMatch(refused);
    expect(await raw(`DELETE FROM enterprise WHERE id = 'ring1'`, [{ code: zone }])).toBe(1);
  });

  it('may be named by a key’s grant', async () => {
    const { token } = await engine.access.createKey({ label: '园区管委会', grants: [{ role: 'operator', area: zone }] });
    const who = await engine.access.authenticate(`Bearer ${token}`);
    expect(await ask('{ enterprises(where: { name: { startsWith: "园内" } }) { totalCount } }', who)).toEqual({
      enterprises: { totalCount: 3 },
    });
    await expect(engine.access.createKey({ label: 'x', grants: [{ role: 'operator', area: '430102Z1' }] })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });
});
