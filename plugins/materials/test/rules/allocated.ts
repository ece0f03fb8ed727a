import fc from 'fast-check';
import { assert } from 'vitest';
import { allocateMaterials, type AllocateInput, type AllocateOptions, type Allocation } from '@fengsui/plugin-materials/rules';

export async function allocated(input: AllocateInput, options: AllocateOptions = {}): Promise<Allocation> {
  const result = await allocateMaterials(input, options);
  assert(result.ok, JSON.stringify(result));
  return result;
}

const place = fc
  .tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 90 }))
  .map(([x, y]): [number, number] => [112 + x / 100, 30 + y / 100]);
const date = fc.constantFrom('2026-06-30', '2026-07-01', '2026-12-31', undefined);
/** Requests and stores few enough for a second solver. */
export const small = fc.record({
  on: fc.constant('2026-07-01'),
  maxMeters: fc.constantFrom(40_000, 1_000_000),
  stores: fc
    .array(fc.record({ position: place, stock: fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), date), { maxLength: 3 }) }), {
      maxLength: 4,
    })
    .map((list) =>
      list.map(({ position, stock }, s) => ({
        id: `s${s}`,
        position,
        batches: stock.map(([quantity, expires], b) => ({
          id: `b${b}`,
          item: 'tent',
          quantity,
          ...(expires !== undefined && { expires }),
        })),
      })),
    ),
  requests: fc
    .array(fc.record({ position: place, priority: fc.integer({ min: 1, max: 3 }), quantity: fc.integer({ min: 1, max: 60 }) }), {
      minLength: 1,
      maxLength: 5,
    })
    .map((list) => list.map(({ quantity, ...rest }, r) => ({ id: `r${r}`, ...rest, lines: [{ item: 'tent', quantity }] }))),
});
