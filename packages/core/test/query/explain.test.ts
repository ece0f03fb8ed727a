import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assemble, explainField } from '@fengsui/core';
import { dialects, operator, principalOver, testEngine, type TestEngine } from '@fengsui/core/testing';
import { depotPlugin } from './support/depot-plugin.ts';
import { makeRows, writeRows } from './support/rows.ts';
import { countStatements } from './support/statements.ts';

/** Operations as a screen would send them; the SQL of each is committed beside this file, for both databases. */
const typical = {
  'a page with names of areas':
    '{ depots(first: 50, orderBy: [{ name: ASC }], where: { active: { eq: true } }) { nodes { id name area { name } } pageInfo { hasNextPage endCursor } } }',
  'the next page': 'query Next($after: String!) { depots(first: 50, after: $after, orderBy: [{ capacity: DESC }]) { nodes { id name } } }',
  'first children of each row':
    '{ depots(first: 20) { nodes { name crateCount crates(first: 5, orderBy: [{ amount: DESC }]) { nodes { label amount } } } } }',
  'one by id with three relations': 'query One($id: ID!) { depot(id: $id) { name area { name } parent { name } firstCrate { label } } }',
  'counts by area and month':
    '{ depotsAggregate(groupBy: [AREA_COUNTY, OPENED_AT_MONTH], having: { count: { gt: 1 } }) { group { areaCounty { name } openedAtMonth } count sum { capacity } } }',
  'a search of several types':
    '{ search(text: "库 1", first: 10) { edges { cursor node { id ... on Depot { name area { name } } } } pageInfo { hasNextPage } } }',
  'inside a polygon': 'query In($p: GeoJSON!) { depots(where: { location: { within: $p } }) { totalCount nodes { id location } } }',
} as const;
const variables = {
  id: 'depot_d0000000000000000000000003',
  p: {
    type: 'Polygon',
    coordinates: [
      [
        [113, 28],
        [114, 28],
        [114, 29],
        [113, 28],
      ],
    ],
  },
};

describe.each(dialects)('explain on %s', (dialect) => {
  let engine: TestEngine;
  let sent: ReturnType<typeof countStatements>;
  beforeAll(async () => {
    engine = await testEngine(dialect, [depotPlugin]);
    await writeRows(engine.database, engine.model, makeRows());
    sent = countStatements(engine);
  });
  afterAll(() => engine.stop());
  const withCursor = async (): Promise<object> => {
    const { data } = await engine.query('{ depots(first: 2, orderBy: [{ capacity: DESC }]) { pageInfo { endCursor } } }');
    return { ...variables, after: (data as unknown as { depots: { pageInfo: { endCursor: string } } }).depots.pageInfo.endCursor };
  };

  it.each(Object.entries(typical))('answers %s in one statement, whose SQL is known', async (name, query) => {
    const given = { ...(await withCursor()) };
    sent.reset();
    expect((await engine.query(query, given, principalOver('4301'))).errors).toBeUndefined();
    expect(sent.count()).toBe(1);
    const { plan, sql, parameters, mixed, cost, permissions } = engine.explain({
      query,
      variables: given,
      principal: principalOver('4301'),
    });
    expect(mixed).toBe(false);
    // The mark of a hole is another one in each process.
    const stable = (sql ?? '')
      .replace(/\u241f[0-9a-f]{24}/g, '<mark>')
      .replace(/ (FROM|WHERE|ORDER BY|GROUP BY|HAVING|LIMIT) /g, '\n  $1 ');
    // The same on both databases.
    await expect(`${plan.join('\n')}\n`).toMatchFileSnapshot(`snapshots/${name.replaceAll(' ', '-')}.plan.txt`);
    await expect(
      `${query}\n\n${stable}\n\nparameters ${parameters}, cost ${cost}\n${permissions.map(({ permission, path }) => `${permission} for ${path.join('.')}`).join('\n')}\n`,
    ).toMatchFileSnapshot(`./snapshots/${name.replaceAll(' ', '-')}.${dialect}.sql`);
  });

  it('asks the database for its own plan', async () => {
    const { database } = engine.explain({ query: typical['one by id with three relations'], variables, principal: operator });
    expect((await database()).join('\n')).toMatch(dialect === 'sqlite' ? /SEARCH t0 USING INDEX/ : /Result|Index|Seq/);
  });

  it('reads a page of keys by its index and not by the whole table', async () => {
    if (dialect !== 'sqlite') return;
    const { database } = engine.explain({ query: typical['a page with names of areas'], variables, principal: operator });
    expect((await database()).join('\n')).toMatch(/SCAN t0 USING INDEX test_depot_name/);
  });
});

describe('explain of a field', () => {
  const { model } = assemble([depotPlugin]);
  it.each([
    ['Depot.capacity', { plugin: 'depot', permission: 'depot.read', way: 'planned', reads: ['test_depot.capacity'], filterable: true }],
    ['Depot.used', { filterable: false }],
    ['Depot.phone', { personal: 'phone', filterable: false }],
    ['Depot.free', { kind: 'sql', way: 'planned', reads: ['test_depot.capacity', 'test_depot.used'] }],
    ['Depot.crateWeight', { kind: 'aggregate', reads: ['test_crate.depot_id', 'test_crate.weight'] }],
    ['Depot.doubled', { way: 'resolved', reads: ['test_depot.capacity', 'test_depot.mass', 'test_depot.opened_at'] }],
    ['Area.depots', { plugin: 'depot', permission: 'depot.read', reads: ['test_depot.area_code'] }],
  ])('%s says who made it and what it reads', (name, expected) => {
    expect(explainField(model, name)).toMatchObject(expected);
  });
  it('names what there is when asked for what there is not', () => {
    expect(() => explainField(model, 'Depot.size')).toThrow(/capacity/);
    expect(() => explainField(model, 'Deport.size')).toThrow(/Depot/);
  });
});
