import { assert, describe, expect, test } from 'vitest';
import { allocateMaterials, type AllocateInput } from '@fengsui/plugin-materials/rules';
import { allocated } from './allocated.ts';

describe('sharing what is short', () => {
  const stores = [{ id: 's', position: [112, 30] as const, batches: [{ id: 'b', item: 'quilt', quantity: 90 }] }];
  const request = (id: string, north: number, quantity: number) => ({
    id,
    position: [112, 30 + north] as const,
    priority: 1,
    lines: [{ item: 'quilt', quantity }],
  });
  const requests = [request('near', 0.01, 60), request('far', 0.2, 120)];
  const shares = async (sharing: 'distance' | 'fair'): Promise<unknown> =>
    (await allocated({ stores, requests, on: '2026-07-01' }, { sharing })).lines.map((line) => [line.request, line.allocated]);
  test('by distance the near request is served whole', async () => {
    expect(await shares('distance')).toEqual([
      ['far', 30],
      ['near', 60],
    ]);
  });
  test('fairly each gets the same share of what it asked', async () => {
    expect(await shares('fair')).toEqual([
      ['far', 60],
      ['near', 30],
    ]);
  });
  test('a request that nothing is left for does not hold the others back', async () => {
    const answer = await allocated(
      {
        on: '2026-07-01',
        stores: [...stores, { id: 'lone', position: [112, 40], batches: [{ id: 'b', item: 'quilt', quantity: 5 }] }],
        requests: [...requests, { ...request('urgent', 10, 5), priority: 1 }, { ...request('cut off', 10, 10), priority: 2 }].map((each) =>
          each.id === 'urgent' || each.id === 'cut off' ? each : { ...each, priority: 2 },
        ),
        maxMeters: 50_000,
      },
      { sharing: 'fair' },
    );
    expect(answer.lines.map((line) => [line.request, line.allocated])).toEqual([
      ['urgent', 5],
      ['cut off', 0],
      ['far', 60],
      ['near', 30],
    ]);
  });
});

describe('why a line is short', () => {
  const at = [112, 30] as const;
  const batch = { id: 'b', item: 'tent', quantity: 10 };
  const line = { item: 'tent', quantity: 15 };
  test.each<[string, AllocateInput, string]>([
    [
      'no store holds any',
      {
        on: '2026-07-01',
        stores: [{ id: 's', position: at, batches: [] }],
        requests: [{ id: 'r', position: at, priority: 1, lines: [line] }],
      },
      'NO_STOCK',
    ],
    [
      'all has expired',
      {
        on: '2026-07-01',
        stores: [{ id: 's', position: at, batches: [{ ...batch, expires: '2026-06-30' }] }],
        requests: [{ id: 'r', position: at, priority: 1, lines: [line] }],
      },
      'ALL_EXPIRED',
    ],
    [
      'no road',
      { on: '2026-07-01', stores: [{ id: 's', batches: [batch] }], requests: [{ id: 'r', priority: 1, lines: [line] }], routes: [] },
      'NOT_WITHIN_REACH',
    ],
    [
      'not enough',
      {
        on: '2026-07-01',
        stores: [{ id: 's', position: at, batches: [{ ...batch, expires: '2026-07-01' }] }],
        requests: [{ id: 'r', position: at, priority: 1, lines: [line] }],
      },
      'NOT_ENOUGH_STOCK',
    ],
    [
      'a higher priority came first',
      {
        on: '2026-07-01',
        stores: [{ id: 's', position: at, batches: [batch] }],
        requests: [
          { id: 'r', position: at, priority: 2, lines: [line] },
          { id: 'first', position: at, priority: 1, lines: [{ item: 'tent', quantity: 4 }] },
        ],
      },
      'HIGHER_PRIORITY_SERVED',
    ],
    [
      'shared with equals',
      {
        on: '2026-07-01',
        stores: [{ id: 's', position: at, batches: [batch] }],
        requests: [
          { id: 'r', position: [112, 30.1], priority: 1, lines: [line] },
          { id: 'equal', position: at, priority: 1, lines: [{ item: 'tent', quantity: 4 }] },
        ],
      },
      'SHARED_WITH_SAME_PRIORITY',
    ],
  ])('%s', async (_, input, code) => {
    const answer = await allocated(input);
    expect(answer.lines.find((each) => each.request === 'r')?.reason?.code).toBe(code);
    expect(answer.complete).toBe(false);
  });
});

test('quantities in kilograms are exact to the gram', async () => {
  const answer = await allocated({
    on: '2026-07-01',
    stores: [{ id: 's', position: [112, 30], batches: [{ id: 'b', item: 'rice', quantity: 0.3 }] }],
    requests: [0.1, 0.2].map((quantity, i) => ({ id: `r${i}`, position: [112, 30], priority: 1, lines: [{ item: 'rice', quantity }] })),
  });
  expect(answer.lines.map((line) => [line.allocated, line.short])).toEqual([
    [0.1, 0],
    [0.2, 0],
  ]);
});
test('everything wrong with the input is refused at once', async () => {
  const result = await allocateMaterials(
    {
      on: '2026-02-30',
      stores: [
        {
          id: 's',
          batches: [
            { id: 'b', item: 'a', quantity: -1, expires: '31.12.2026' },
            { id: 'b', item: 'a', quantity: 0.0001 },
          ],
        },
      ],
      requests: [
        {
          id: 'r',
          position: [112, 30],
          priority: 0,
          lines: [
            { item: 'a', quantity: 0 },
            { item: 'a', quantity: 1 },
          ],
        },
      ],
    },
    { sharing: 'luck' as 'fair' },
  );
  assert(!result.ok);
  expect(result.refusals.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([
    'NOT_A_DATE on',
    'POSITION_MISSING stores.0.position',
    'OUT_OF_RANGE stores.0.batches.0.quantity',
    'NOT_A_DATE stores.0.batches.0.expires',
    'TOO_MANY_DECIMALS stores.0.batches.1.quantity',
    'DUPLICATE_ID stores.0.batches.1.id',
    'OUT_OF_RANGE requests.0.priority',
    'OUT_OF_RANGE requests.0.lines.0.quantity',
    'DUPLICATE_ITEM requests.0.lines.1.item',
    'UNKNOWN_VALUE sharing',
  ]);
});
