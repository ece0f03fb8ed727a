import * as z from 'zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineCommand, definePlugin, eventType, extendType, principal, sql, type Principal } from '@fengsui/core';
import { dialects, operator, principalOver, testEngine, type TestEngine } from '@fengsui/core/testing';
import { Depot, depotPlugin, DepotType } from '../query/support/depot-plugin.ts';
import { someAreas } from '../events/register.ts';

const DepotStocked = eventType('depot.stocked', { about: Depot, description: '库已设。A depot was stocked.', payload: z.object({}) });
const values = z.object({
  areaId: z.string(),
  name: z.string(),
  kind: z.enum(['STORE', 'SHED', 'YARD']).nullish(),
  capacity: z.int().nullish(),
  used: z.int().default(0),
  price: z.string().nullish(),
  mass: z.number().nullish(),
  openedOn: z.string().nullish(),
  openedAt: z.string().nullish(),
  active: z.boolean().nullish(),
  note: z.string().nullish(),
  phone: z.string().nullish(),
  lon: z.number().nullish(),
  lat: z.number().nullish(),
  parent: z.string().nullish(),
});
const stockDepot = defineCommand({
  name: 'stockDepot',
  description: '设库。Stocks a depot.',
  permission: 'depot.write',
  input: values,
  load: { area: { type: { part: 'entity', name: 'Area', prefix: 'area', permission: 'area.read' } as never, id: 'areaId' } },
  payload: { depot: DepotType, same: DepotType },
  emits: [DepotStocked],
  run: ({ input, loaded, store, emit }) => {
    const { areaId: _area, openedAt, parent, ...rest } = input;
    const { code } = loaded.area as { readonly code: string };
    const opened = typeof openedAt === 'string' ? new Date(openedAt) : null;
    const depot = store.create(Depot, {
      ...rest,
      extra: { of: [rest.name, 1.5] },
      openedAt: opened,
      parent: parent ?? null,
      area: code,
    });
    emit(DepotStocked, depot);
    return { depot, same: depot };
  },
});
const fillDepot = defineCommand({
  name: 'fillDepot',
  description: '入库。Fills a depot.',
  permission: 'depot.write',
  input: z.object({ depotId: z.string(), used: z.int() }),
  load: { depot: { type: DepotType, id: 'depotId' } },
  payload: { depot: DepotType },
  emits: [DepotStocked],
  run: ({ input, loaded: { depot }, emit }) => {
    depot.used = input.used;
    emit(DepotStocked, depot);
    return { depot };
  },
});
const stocking = definePlugin({
  id: 'stocking',
  version: '0.1.0',
  core: '^0.1',
  schema: [
    stockDepot,
    fillDepot,
    // Not every row can answer it: on PostgreSQL it stops the statement that asks.
    extendType(
      DepotType,
      (t) => ({ rest: t.sql('Int', '余。Rest.', ({ capacity, used }) => sql`${capacity} / ${used}`, { nullable: true }) }),
      { permission: 'depot.read' },
    ),
  ],
});

/** The same sequence for everyone who begins with the same number. */
const drawer = (seed: number): ((below: number) => number) => {
  let state = seed * 2_654_435_761 + 1;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 374_761_393) | 0;
    return (state >>> 8) % below;
  };
};
const parts: readonly string[] = [
  'id', 'version', 'createdAt', 'updatedAt', 'source', 'externalId', '__typename', 'name', 'kind', 'capacity', 'used', 'price', 'mass', 'openedOn',
  'openedAt', 'active', 'note', 'extra', 'phone', 'location', 'far: location(crs: GCJ02)', 'area { id code name level }', 'parent { id name area { name } }',
  'children(first: 3) { totalCount nodes { id name } }', 'crates { nodes { label } }', 'crateCount', 'crateWeight', 'free', 'share', 'title', 'full', 'since',
  'doubled(times: 3) { value at }', 'whereabouts', 'words', 'above { name }', 'around { id name }', '... on Node { id }', 'area { depotCount }',
  'n: name @include(if: $yes)', 'm: name @skip(if: $yes)', '...Some',
]; // prettier-ignore
const fragment = 'fragment Some on Depot { mass inner: parent { mass } }';

describe.each(dialects)('the rows of a command’s payload, on %s', (dialect) => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await testEngine(dialect, [depotPlugin, stocking]);
    await someAreas(engine);
  });
  afterAll(() => engine.stop());

  const given = (draw: (below: number) => number, at: number): Record<string, unknown> => {
    const pick = <T>(...list: readonly T[]): T => list[draw(list.length)] as T;
    return {
      areaId: pick('area_430102', 'area_430103'),
      name: `${pick('库', 'a"b\\', '🏭é', '0')}${at}`,
      kind: pick('STORE', 'YARD', null),
      capacity: pick(0, 7, 2_000_000_000, null),
      used: draw(9) + 1,
      price: pick('0.10', '12345678901234567.89', '-3.00', null),
      mass: pick(0.1, 1e21, 5e-324, -0, 123_456_789.123_456_78, null),
      openedOn: pick('2026-02-28', null),
      openedAt: pick('2026-05-01T08:30:00.123+08:00', null),
      active: pick(true, false, null),
      note: pick('', '行\n二', null),
      phone: pick('13800138000', null),
      ...pick<object>({}, { lon: 112.98, lat: 28.19 }),
    };
  };
  const who: readonly (readonly [string, Principal])[] = [
    ['operator', operator],
    ['in one district', principalOver('430102')],
    [
      'who writes in both and reads in one',
      principal('w', 'w', [
        { permissions: ['depot.write', 'area.read'], area: '4301' },
        { permissions: ['depot.read', 'area.read'], area: '430103' },
      ]),
    ],
  ];

  it('are byte for byte what the same selection reads afterwards, whatever is selected, whoever asks', async () => {
    let [seen, hidden] = [0, 0];
    let before: string | null = null;
    for (let seed = 1; seed <= 120; seed += 1) {
      const draw = drawer(seed);
      const selection = ['id', ...Array.from({ length: draw(9) + 1 }, () => parts[draw(parts.length)])].join(' ');
      const some = selection.includes('...Some') ? fragment : '';
      const yes = selection.includes('$yes') ? ', $yes: Boolean!' : '';
      const [, as] = who[draw(who.length)] as (typeof who)[number];
      const input = { ...given(draw, seed), ...(draw(2) === 0 || before === null ? {} : { parent: before.slice('depot_'.length) }) };
      const text = `mutation M($input: StockDepotInput!${yes}) { stockDepot(input: $input) { depot { ${selection} } again: same { id ${draw(2) === 0 ? 'name' : selection} } userErrors { code } } } ${some}`;
      const done = await engine.query(text, { input, yes: true }, as);
      if (done.errors !== undefined && done.data === undefined) {
        // Refused before anything ran: then reading is refused alike.
        const refused = await engine.query(
          `query Q${yes === '' ? '' : '($yes: Boolean!)'} { depots { nodes { ${selection} } } } ${some}`,
          { yes: true },
          as,
        );
        expect(refused.errors?.[0]?.extensions.code).toBe(done.errors[0]?.extensions.code);
        continue;
      }
      const made = (
        done.data as unknown as { stockDepot: { depot: { id: string } | null; again: unknown; userErrors: readonly unknown[] } }
      ).stockDepot;
      if (made.userErrors.length > 0) continue;
      if (made.depot === null) {
        hidden += 1;
        const [key] = await engine.database.rows({ text: 'SELECT id FROM test_depot ORDER BY id DESC LIMIT 1' }, []);
        const afterwards = await engine.query('query Q($id: ID!) { depot(id: $id) { id } }', { id: `depot_${String(key?.['id'])}` }, as);
        expect(afterwards.data).toEqual({ depot: null });
        continue;
      }
      seen += 1;
      before = made.depot.id;
      const read = await engine.query(
        `query Q($id: ID!${yes}) { depot(id: $id) { ${selection} } } ${some}`,
        { id: made.depot.id, yes: true },
        as,
      );
      expect(JSON.stringify(made.depot)).toBe(JSON.stringify((read.data as unknown as { depot: unknown }).depot));
    }
    expect(seen).toBeGreaterThan(60);
    expect(hidden).toBeGreaterThan(3);
  });

  it('are written in the order in which they are selected, alike with leaves alone and beside others', async () => {
    const asked = async (more: string): Promise<string> => {
      const query = `mutation { made: stockDepot(input: { areaId: "area_430102", name: "次序", used: 1, mass: -0.0, price: "1.50" }) { userErrors { code } t: __typename b: same { used } depot { n: name __typename mass price location kind extra ${more} } } }`;
      const { text } = await engine.execute({ query, principal: operator });
      return text.replace(/,"extensions":\{"cost":\d+\}\}$/, '}').replace(/,"(?:area|whereabouts)":(?:\{[^}]*\}|"[^"]*")/, '');
    };
    const expected = `{"data":{"made":{"userErrors":[],"t":"StockDepotPayload","b":{"used":1},"depot":{"n":"次序","__typename":"Depot","mass":0,"price":"1.50","location":null,"kind":null,"extra":{"of":["次序",1.5]}}}}}`;
    expect(await asked('')).toBe(expected);
    expect(await asked('area { code }')).toBe(expected);
    expect(await asked('whereabouts')).toBe(expected);
  });

  it('are null where the command refuses, with what its user can put right', async () => {
    const text = `mutation { stockDepot(input: { areaId: "area_99", name: "无", used: 1 }) { depot { id } userErrors { code path retryable } } }`;
    const { data } = await engine.query(text);
    expect(data).toEqual({ stockDepot: { depot: null, userErrors: [{ code: 'NOT_FOUND', path: ['areaId'], retryable: false }] } });
    const refused = await engine.query(text, {}, principalOver('430102', ['depot.read']));
    expect(refused.errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
  });

  it('of a changed row show the change', async () => {
    const made = await engine.query(`mutation { stockDepot(input: { areaId: "area_430102", name: "旧", used: 1 }) { depot { id } } }`);
    const { id } = (made.data as unknown as { stockDepot: { depot: { id: string } } }).stockDepot.depot;
    const text = 'mutation M($id: ID!) { fillDepot(input: { depotId: $id, used: 5 }) { depot { used version free } } }';
    expect((await engine.query(text, { id })).data).toEqual({ fillDepot: { depot: { used: 5, version: 2, free: null } } });
  });

  it('that cannot be read leave the command done, and are an error of their field alone', async () => {
    const made = await engine.query(
      `mutation { stockDepot(input: { areaId: "area_430102", name: "零", capacity: 3, used: 1 }) { depot { id rest } } }`,
    );
    const { id, rest } = (made.data as unknown as { stockDepot: { depot: { id: string; rest: number } } }).stockDepot.depot;
    expect(rest).toBe(3);
    const text =
      'mutation M($id: ID!) { fillDepot(input: { depotId: $id, used: 0, idempotencyKey: "once" }) { depot { rest } userErrors { code } } }';
    const { data, errors, extensions } = await engine.query(text, { id });
    expect(extensions?.cost).toBe(51);
    expect(data).toEqual({ fillDepot: { depot: dialect === 'sqlite' ? { rest: null } : null, userErrors: [] } });
    expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual(
      dialect === 'sqlite' ? undefined : [[['fillDepot', 'depot'], 'INTERNAL']],
    );
    const [row] = await engine.database.rows({ text: `SELECT used, version FROM test_depot WHERE name = '零'` }, []);
    expect(row).toEqual({ used: 0, version: 2 });
    const audit = await engine.database.rows({ text: `SELECT seq FROM fengsui_audit WHERE command = 'fillDepot'` }, []);
    expect(audit).toHaveLength(2);
  });

  it.runIf(dialect === 'postgresql')('travel with the commit: what is asked afterwards is nothing', async () => {
    const asked: string[] = [];
    const text = engine.database.text.bind(engine.database);
    // as: a database is data of functions; the test puts itself in front of one of them
    (engine.database as { text: typeof text }).text = (statement, ...rest) => {
      asked.push(statement.text);
      return text(statement, ...rest);
    };
    await engine.query(
      `mutation { stockDepot(input: { areaId: "area_430102", name: "一程", used: 1 }) { depot { id area { name } crateCount } } }`,
    );
    (engine.database as { text: typeof text }).text = text;
    expect(asked).toEqual([]);
  });
});
