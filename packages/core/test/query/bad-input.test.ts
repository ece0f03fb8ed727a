import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialects, testEngine, type TestEngine } from '@fengsui/core/testing';
import { depotPlugin } from './support/depot-plugin.ts';
import { makeRows, writeRows } from './support/rows.ts';

const within = 'query W($p: GeoJSON) { depots(where: { location: { within: $p } }) { totalCount } }';
const ring = (...positions: readonly (readonly unknown[])[]): object => ({ type: 'Polygon', coordinates: [positions] });
const square = [
  [113, 28],
  [114, 28],
  [114, 29],
  [113, 29],
  [113, 28],
] as const;
const page = 'query P($first: Int, $last: Int) { depots(first: $first, last: $last) { totalCount } }';
const byName = 'query N($name: String) { depots(where: { name: { eq: $name } }) { totalCount } }';
const opened = 'query T($at: DateTime) { depots(where: { openedAt: { lt: $at } }) { totalCount } }';
const priced = 'query D($price: Decimal) { depots(where: { price: { eq: $price } }) { totalCount } }';

/** What is asked, its variables, the code of the answer and a part of what it says. */
const refused: readonly (readonly [string, string, object, string, string])[] = [
  ['a page of 0', page, { first: 0 }, 'LIMIT_EXCEEDED', '1 to 100'],
  ['a page of 101', page, { first: 101 }, 'LIMIT_EXCEEDED', 'not 101'],
  ['a page of −1', page, { last: -1 }, 'LIMIT_EXCEEDED', '1 to 100'],
  ['first and last', page, { first: 1, last: 1 }, 'BAD_USER_INPUT', 'not both'],
  [
    'a filter on a field without index',
    '{ depots(where: { used: { eq: 1 } }) { totalCount } }',
    {},
    'GRAPHQL_VALIDATION_FAILED',
    'openedAt',
  ],
  [
    'the same in a variable',
    'query W($w: DepotWhere) { depots(where: $w) { totalCount } }',
    { w: { used: { eq: 1 } } },
    'BAD_USER_INPUT',
    'openedAt',
  ],
  ['a comparison with null', '{ depots(where: { name: { eq: null } }) { totalCount } }', {}, 'BAD_USER_INPUT', 'isNull: true'],
  ['a variable that compares with null', byName, { name: null }, 'BAD_USER_INPUT', 'isNull: true'],
  ['in: null', '{ depots(where: { name: { in: null } }) { totalCount } }', {}, 'BAD_USER_INPUT', 'in: null'],
  ['an order by personal data', '{ depots(orderBy: [{ phone: ASC }]) { totalCount } }', {}, 'GRAPHQL_VALIDATION_FAILED', 'capacity'],
  [
    'a polygon that crosses itself',
    within,
    { p: ring([113, 28], [114, 29], [114, 28], [113, 29], [113, 28]) },
    'BAD_USER_INPUT',
    'crosses',
  ],
  ['an open ring', within, { p: ring([113, 28], [114, 28], [114, 29], [113, 29]) }, 'BAD_USER_INPUT', 'first position at the end'],
  ['a ring of words', within, { p: ring(['a', 'b']) }, 'BAD_USER_INPUT', 'Polygon'],
  ['no ring', within, { p: { type: 'Polygon', coordinates: [] } }, 'BAD_USER_INPUT', 'ring'],
  [
    'a polygon of 2,001 positions',
    within,
    { p: ring(...Array.from({ length: 2001 }, (_none, at) => [at / 1000, 0])) },
    'LIMIT_EXCEEDED',
    '2000',
  ],
  ['longitude 1200', within, { p: ring([1200, 28], [114, 28], [114, 29], [1200, 28]) }, 'BAD_USER_INPUT', '1200'],
  ['a Point for a polygon', within, { p: { type: 'Point', coordinates: [113, 28] } }, 'BAD_USER_INPUT', 'Polygon'],
  ['NaN', 'query F($x: Float) { depots(where: { mass: { eq: $x } }) { totalCount } }', { x: Number.NaN }, 'BAD_USER_INPUT', 'finite'],
  ['1e400 in a literal', '{ depots(where: { mass: { lt: 1e400 } }) { totalCount } }', {}, 'BAD_USER_INPUT', 'finite'],
  ['1e400 in a variable', within, { p: ring([Infinity, 28]) }, 'BAD_USER_INPUT', 'finite'],
  ['the year 10000', opened, { at: '10000-01-01T00:00:00Z' }, 'BAD_USER_INPUT', 'RFC 3339'],
  ['the year 10000 behind an offset', opened, { at: '9999-12-31T23:59:59-01:00' }, 'BAD_USER_INPUT', 'RFC 3339'],
  ['the year 0', opened, { at: '0001-01-01T00:00:00+08:00' }, 'BAD_USER_INPUT', 'RFC 3339'],
  ['30 February', opened, { at: '2026-02-30T00:00:00Z' }, 'BAD_USER_INPUT', 'RFC 3339'],
  ['NUL in a variable', byName, { name: 'a\0b' }, 'BAD_USER_INPUT', 'NUL'],
  ['NUL in a literal', '{ depots(where: { name: { eq: "a\\u0000" } }) { totalCount } }', {}, 'BAD_USER_INPUT', 'NUL'],
  ['a lone surrogate', byName, { name: '\ud800' }, 'BAD_USER_INPUT', 'surrogate'],
  [
    'a __proto__ key',
    within,
    JSON.parse('{"p":{"type":"Polygon","coordinates":[],"__proto__":{"x":1}}}') as object,
    'BAD_USER_INPUT',
    '__proto__',
  ],
  ['a decimal of too many digits', priced, { price: '1.234' }, 'BAD_USER_INPUT', 'digits after the point'],
  ['a decimal too large', priced, { price: '99999999999999999999' }, 'BAD_USER_INPUT', 'less than'],
  ['a cursor of nobody', '{ depots(after: "abc") { totalCount nodes { id } } }', {}, 'CURSOR_INVALID', 'another query'],
  ['101 ids', `{ nodes(ids: [${Array.from({ length: 101 }, () => '"depot_x"').join()}]) { id } }`, {}, 'LIMIT_EXCEEDED', 'At most 100'],
  [
    'a filter of 201 conditions',
    'query W($w: DepotWhere) { depots(where: $w) { totalCount } }',
    { w: { or: Array.from({ length: 201 }, () => ({ name: { eq: 'a' } })) } },
    'LIMIT_EXCEEDED',
    'At most 200',
  ],
  [
    'a filter 100,000 levels deep',
    'query W($w: DepotWhere) { depots(where: $w) { totalCount } }',
    { w: deep(100_000) },
    'LIMIT_EXCEEDED',
    'deeper',
  ],
  ['five groups', '{ depotsAggregate(groupBy: [KIND, ACTIVE, CAPACITY, PRICE, OPENED_ON]) { count } }', {}, 'LIMIT_EXCEEDED', 'four'],
];
function deep(levels: number): object {
  let made: object = {};
  for (let level = 0; level < levels; level += 1) made = { not: made };
  return made;
}

describe.each(dialects)('bad input on %s', (dialect) => {
  let engine: TestEngine;
  const internal: unknown[] = [];
  beforeAll(async () => {
    engine = await testEngine(dialect, [depotPlugin], { onError: (error) => internal.push(error) });
    await writeRows(engine.database, engine.model, makeRows());
  });
  afterAll(() => engine.stop());

  it.each(refused)('refuses %s, and says what would be right', async (_what, query, variables, code, says) => {
    const { data, errors } = await engine.query(query, variables as Record<string, unknown>);
    expect([data, errors?.[0]?.extensions.code]).toEqual([undefined, code]);
    expect(errors?.[0]?.message).toContain(says);
  });

  it('refuses a cursor under another filter, order or type', async () => {
    const text = (args: string, root = 'depots'): string =>
      `query C($after: String) { ${root}(after: $after, ${args}) { nodes { id } pageInfo { endCursor } } }`;
    const { data } = await engine.query(text('first: 2, orderBy: [{ name: ASC }]'));
    const after = (data as unknown as { depots: { pageInfo: { endCursor: string } } }).depots.pageInfo.endCursor;
    expect((await engine.query(text('first: 3, orderBy: [{ name: ASC }]'), { after })).errors).toBeUndefined();
    for (const other of [
      text('first: 2, orderBy: [{ name: DESC }]'),
      text('first: 2, orderBy: [{ name: ASC }], where: { active: { eq: true } }'),
      text('first: 2, orderBy: [{ title: ASC }]', 'notices'),
    ])
      expect((await engine.query(other, { after })).errors?.[0]?.extensions.code).toBe('CURSOR_INVALID');
    const forged = `${after.slice(0, -2)}${after.endsWith('AA') ? 'BB' : 'AA'}`;
    expect((await engine.query(text('first: 2, orderBy: [{ name: ASC }]'), { after: forged })).errors?.[0]?.extensions.code).toBe(
      'CURSOR_INVALID',
    );
  });

  it('takes a polygon in either direction, since what is inside does not depend on it', async () => {
    const answers = [square, square.toReversed()].map((positions) => engine.query(within, { p: ring(...positions) }));
    const [left, right] = await Promise.all(answers);
    expect(left?.errors).toBeUndefined();
    expect(left?.data).toEqual(right?.data);
  });

  it('reads one polygon in each of the systems that a request gives for it', async () => {
    const { data: found } = await engine.query('{ depots(first: 1, where: { location: {} }) { nodes { location } } }');
    const [{ location }] = (found as unknown as { depots: { nodes: [{ location: { coordinates: readonly [number, number] } }] } }).depots
      .nodes;
    const [lon, lat] = location.coordinates;
    // Some ten metres around it, where the systems lie hundreds of metres apart.
    const [west, south, east, north] = [lon - 1e-4, lat - 1e-4, lon + 1e-4, lat + 1e-4];
    const p = ring([west, south], [east, south], [east, north], [west, north], [west, south]);
    const { data } = await engine.query(
      'query W($p: GeoJSON) { here: depots(where: { location: { within: $p } }) { totalCount } there: depots(where: { location: { within: $p, crs: GCJ02 } }) { totalCount } }',
      { p },
    );
    expect(data).toMatchObject({ there: { totalCount: 0 } });
    expect((data as unknown as { here: { totalCount: number } }).here.totalCount).toBeGreaterThan(0);
  });

  it('takes emoji and characters beyond the basic plane as they are', async () => {
    const { data } = await engine.query('{ depots(where: { name: { startsWith: "\u{1f525}" } }) { nodes { name } } }');
    expect(data).toEqual({ depots: { nodes: [{ name: '\u{1f525}火' }] } });
  });

  it('gives nothing for an unknown id, of whatever form', async () => {
    for (const id of ['depot_unknown', 'depot_', 'nothing_1', '', '_', '__proto___x', "depot_' OR 1=1"])
      expect(
        (await engine.query('query I($id: ID!) { depot(id: $id) { id } node(id: $id) { id } nodes(ids: [$id]) { id } }', { id })).data,
      ).toEqual({
        depot: null,
        node: null,
        nodes: [null],
      });
  });

  it('answers whatever it is given with data or a stable code, never with INTERNAL', async () => {
    const json = fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' });
    const odd = fc.oneof(
      json,
      fc.double(),
      fc.constantFrom(
        '10000-01-01T00:00:00Z',
        '2026-03-01T00:00:00Z',
        '2026-03-01',
        '-0',
        '1e400',
        '12.5',
        '99999999999999999999.999999999999',
        '\ud83d',
        '',
        2 ** 31,
        -0,
        5e-324,
      ),
      fc.record({ type: fc.constantFrom('Point', 'Polygon', 'MultiPolygon', 'x'), coordinates: json }),
    );
    const operator = fc.dictionary(
      fc.constantFrom(
        'eq',
        'ne',
        'in',
        'notIn',
        'lt',
        'gte',
        'isNull',
        'contains',
        'startsWith',
        'within',
        'near',
        'bbox',
        'crs',
        '__proto__',
      ),
      odd,
      { maxKeys: 2 },
    );
    const names = fc.constantFrom(
      'name',
      'kind',
      'capacity',
      'price',
      'mass',
      'openedOn',
      'openedAt',
      'active',
      'note',
      'id',
      'area',
      'parent',
      'location',
      'and',
      'or',
      'not',
    );
    const where = fc.dictionary(names, fc.oneof(operator, odd, fc.array(operator, { maxLength: 3 })), { maxKeys: 3 });
    const variables = fc.record(
      { where, first: fc.oneof(fc.integer(), odd), after: odd, id: odd, orderBy: odd },
      { requiredKeys: ['where'] },
    );
    const text = `query Odd($where: DepotWhere, $first: Int, $after: String, $id: ID = "x", $orderBy: [DepotOrderBy!]) {
      depots(where: $where, first: $first, after: $after, orderBy: $orderBy) { nodes { id name doubled { value } } pageInfo { endCursor } }
      depotsAggregate(where: $where, groupBy: [KIND]) { count avg { mass } } node(id: $id) { id } }`;
    const known = new Set(['BAD_USER_INPUT', 'LIMIT_EXCEEDED', 'CURSOR_INVALID', 'BAD_REQUEST', undefined]);
    await fc.assert(
      fc.asyncProperty(variables, async (given) => {
        const { errors } = await engine.query(text, given);
        const code = errors?.[0]?.extensions.code;
        if (!known.has(code))
          throw new Error(`${String(code)}: ${String(internal.at(-1))}\n${String((internal.at(-1) as Error | undefined)?.stack)}`);
      }),
      { numRuns: Number(process.env['FENGSUI_FUZZ_INPUTS'] ?? 500), seed: Number(process.env['FENGSUI_FUZZ_SEED'] ?? 43) },
    );
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    expect(internal).toEqual([]);
  }, 600_000);
});
