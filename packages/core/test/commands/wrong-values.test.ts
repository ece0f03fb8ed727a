import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { AreaType, defineCommand, definePlugin, eventType } from '@fengsui/core';
import { dialects, operator, testEngine, type TestEngine } from '@fengsui/core/testing';
import { statement } from '../../src/data/database.ts';
import { someAreas } from '../events/register.ts';
import { Depot, depotPlugin, DepotType } from '../query/support/depot-plugin.ts';

const DepotKept = eventType('depot.kept', { about: Depot, description: '库已登记。A depot was kept.', payload: z.object({}) });
/** Its author checks nothing, so that what the columns are declared for is all there is. */
const keepDepot = defineCommand({
  name: 'keepDepot',
  description: '登记库。Keeps a depot as it is given.',
  permission: 'depot.write',
  input: z.object({ areaId: z.string(), json: z.string() }),
  load: { area: { type: AreaType, id: 'areaId' } },
  payload: {},
  emits: [DepotKept],
  run: ({ input, loaded: { area }, store, emit }) => {
    // as: whatever the test gives
    emit(DepotKept, store.create(Depot, { name: '一号库', used: 0, area: area.code, ...(JSON.parse(input.json) as object) }));
    return {};
  },
});
/** The smallest unit less, counted in whole ones. */
const lowerPrice = defineCommand({
  name: 'lowerPrice',
  description: '降价。Lowers a price by its smallest unit.',
  permission: 'depot.write',
  input: z.object({ depotId: z.string() }),
  load: { depot: { type: DepotType, id: 'depotId' } },
  payload: { depot: DepotType },
  emits: [DepotKept],
  run: ({ loaded: { depot }, emit }) => {
    const units = String(BigInt(String(depot.price).replace('.', '')) - 1n);
    depot.price = `${units.slice(0, -2)}.${units.slice(-2)}`;
    emit(DepotKept, depot);
    return { depot };
  },
});
const keeping = definePlugin({ id: 'keeping', version: '0.1.0', core: '^0.1', requires: {}, schema: [keepDepot, lowerPrice] });

describe.each(dialects)('values that a column is not declared for, on %s', (dialect) => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await testEngine(dialect, [depotPlugin, keeping]);
    await someAreas(engine);
  });
  afterAll(() => engine.stop());
  const keep = async (values: object): Promise<unknown> => {
    const { data, errors } = await engine.query(
      'mutation Keep($input: KeepDepotInput!) { keepDepot(input: $input) { userErrors { code path messageEn } } }',
      { input: { areaId: 'area_430102', json: JSON.stringify(values) } },
      operator,
    );
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return (data as unknown as { keepDepot: { userErrors: unknown } }).keepDepot.userErrors;
  };
  const count = async (): Promise<number> =>
    Number((await engine.database.rows(statement('SELECT count(*) AS n FROM test_depot'), []))[0]?.['n']);

  it.each([
    ['a fraction in a column of whole numbers', { capacity: 1.5 }, 'capacity', 'capacity must be a whole number; check it.'],
    ['more digits than a decimal has', { price: '1.234' }, 'price', 'a decimal number with at most 2 digits after the point'],
    ['a decimal of more than 64 bits', { price: '999999999999999999' }, 'price', 'a decimal number'],
    ['a text that is too long', { name: '库'.repeat(101) }, 'name', 'name must be text of at most 100 characters; check it.'],
    ['a number for a text', { note: 5 }, 'note', 'note must be text'],
    ['a text for a truth', { active: 'yes' }, 'active', 'active must be true or false; check it.'],
    ['a date of another form', { openedOn: '2026/11/22' }, 'openedOn', 'openedOn must be a date, YYYY-MM-DD; check it.'],
    ['a day that is in no calendar', { openedOn: '2026-02-30' }, 'openedOn', 'openedOn must be a date, YYYY-MM-DD; check it.'],
    ['nothing where something must be', { name: null }, 'name', 'name is missing; give it.'],
  ])('%s is refused by name, and nothing is kept', async (_what, values, path, message) => {
    expect(await keep(values)).toEqual([{ code: 'INVALID_INPUT', path: [path], messageEn: expect.stringContaining(message) }]);
    expect(await count()).toBe(0);
  });

  it('what is just within is kept', async () => {
    expect(await keep({ name: '😀'.repeat(100), price: '92233720368547758.07', capacity: 2 ** 40, openedOn: '2026-11-22' })).toEqual([]);
    const [row] = await engine.database.rows(statement('SELECT CAST(price AS text) AS price FROM test_depot'), []);
    expect(row?.['price']).toBe(dialect === 'sqlite' ? '9223372036854775807' : '92233720368547758.07');
  });

  it('and a command that loads it meets every digit', async () => {
    const [row] = await engine.database.rows(statement('SELECT id FROM test_depot'), []);
    const { data } = await engine.query(
      'mutation Lower($input: LowerPriceInput!) { lowerPrice(input: $input) { depot { price } userErrors { messageEn } } }',
      { input: { depotId: `depot_${String(row?.['id'])}` } },
      operator,
    );
    expect(data).toEqual({ lowerPrice: { depot: { price: '92233720368547758.06' }, userErrors: [] } });
  });
});
