import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distanceMeters } from '@fengsui/core/rules';
import type { AllocateInput, Allocation } from '@fengsui/plugin-materials/rules';
import { greaterEq, lessEq, solve, type Constraint } from 'yalps';
import { allocated, small } from './allocated.ts';
import { generated, shuffled } from './cases.ts';

/** Priorities, then quantity × km, of one item by a second solver. */
function optimum(input: AllocateInput, item: string): { readonly byPriority: readonly number[]; readonly quantityKm: number } {
  const limits: Record<string, Constraint> = {};
  const variables: Record<string, Record<string, number>> = {};
  for (const { id, batches, position } of input.stores) {
    const usable = batches.filter((batch) => batch.item === item && (batch.expires ?? '9999') >= input.on);
    limits[`store ${id}`] = lessEq(usable.reduce((total, batch) => total + batch.quantity, 0));
    for (const request of input.requests) {
      if (position === undefined || request.position === undefined) continue;
      const km = distanceMeters(position, request.position) / 1000;
      if (km * 1000 > (input.maxMeters ?? Infinity)) continue;
      variables[`${id} ${request.id}`] = {
        km,
        [`store ${id}`]: 1,
        [`request ${request.id}`]: 1,
        [`priority ${request.priority}`]: 1,
      };
    }
  }
  for (const { id, lines } of input.requests) limits[`request ${id}`] = lessEq(lines.find((line) => line.item === item)?.quantity ?? 0);
  const byPriority = [...new Set(input.requests.map((request) => request.priority))]
    .sort((a, b) => a - b)
    .map((priority) => {
      const { result } = solve({ direction: 'maximize', objective: `priority ${priority}`, constraints: limits, variables });
      limits[`priority ${priority}`] = greaterEq(result - 1e-9);
      return result + 0;
    });
  return { byPriority, quantityKm: solve({ direction: 'minimize', objective: 'km', constraints: limits, variables }).result + 0 };
}

describe('the optimum', () => {
  test.each(['distance', 'fair'] as const)(
    'priorities one after the other as a second solver (YALPS) finds them, sharing by %s',
    async (sharing) => {
      await fc.assert(
        fc.asyncProperty(small, async (input) => {
          const answer = await allocated(input, { sharing });
          const best = optimum(input, 'tent');
          const priorities = [...new Set(input.requests.map((request) => request.priority))].sort((a, b) => a - b);
          const served = priorities.map((priority) =>
            answer.lines.filter((line) => line.priority === priority).reduce((total, line) => total + line.allocated, 0),
          );
          served.forEach((quantity, at) => expect(quantity).toBeCloseTo(best.byPriority[at] ?? 0, 6));
          const km = answer.items.reduce((total, each) => total + each.quantityMeters, 0) / 1000;
          if (sharing === 'distance') expect(km).toBeCloseTo(best.quantityKm, 4);
          else expect(km).toBeGreaterThanOrEqual(best.quantityKm - 1e-4);
        }),
        { numRuns: 80 },
      );
    },
    60_000,
  );
});

describe('what must always hold', () => {
  test('nothing is lost, nothing given twice, nothing expired, whole pieces; and batches go first expired first', async () => {
    await fc.assert(
      fc.asyncProperty(small, fc.constantFrom('distance' as const, 'fair' as const), async (input, sharing) => {
        const answer = await allocated(input, { sharing });
        for (const { wanted, allocated: given, short, reason, request } of answer.lines) {
          const got = answer.shipments.filter((each) => each.request === request).reduce((total, each) => total + each.quantity, 0);
          expect([given + short, got]).toEqual([wanted, given]);
          expect(reason === undefined).toBe(short === 0);
          expect(Number.isInteger(given)).toBe(true);
        }
        for (const store of input.stores) {
          const left = new Map(store.batches.map((batch) => [batch.id, batch.quantity]));
          for (const shipment of answer.shipments.filter((each) => each.store === store.id)) {
            expect(shipment.batches.reduce((total, each) => total + each.quantity, 0)).toBe(shipment.quantity);
            for (const { batch, quantity, expires = '9999' } of shipment.batches) {
              expect(expires >= input.on).toBe(true);
              left.set(batch, (left.get(batch) ?? 0) - quantity);
            }
          }
          expect(Math.min(0, ...left.values())).toBe(0);
          const touched = store.batches
            .filter((batch) => (left.get(batch.id) ?? 0) < batch.quantity)
            .map((batch) => batch.expires ?? '9999');
          const untouched = store.batches
            .filter((batch) => (left.get(batch.id) ?? 0) > 0 && (batch.expires ?? '9999') >= input.on)
            .map((batch) => batch.expires ?? '9999');
          if (touched.length > 0 && untouched.length > 0)
            expect(touched.toSorted().at(-1) ?? '').toSatisfy((last: string) => untouched.every((each) => each >= last));
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);
  test('the order of the input does not matter', async () => {
    await fc.assert(
      fc.asyncProperty(small, fc.integer(), async (input, seed) => {
        const turned = { ...input, stores: shuffled(input.stores, seed), requests: shuffled(input.requests, seed + 1) };
        expect(await allocated(turned)).toEqual(await allocated(input));
      }),
      { numRuns: 40 },
    );
  }, 60_000);
  test('a request of lower priority takes nothing from one of higher priority', async () => {
    await fc.assert(
      fc.asyncProperty(small, async (input) => {
        const urgent = { ...input, requests: input.requests.filter((request) => request.priority === 1) };
        const first = (answer: Allocation): number =>
          answer.lines.filter((line) => line.priority === 1).reduce((total, line) => total + line.allocated, 0);
        expect(first(await allocated(input))).toBe(first(await allocated(urgent)));
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

test('20 stores, 200 requests and 5 items are allocated in whole pieces', async () => {
  const answer = await allocated(generated(20, 200, 5, 1.2, 3));
  expect(answer.shipments.every((each) => Number.isInteger(each.quantity))).toBe(true);
  expect(answer.items.every((each) => each.allocated === Math.min(each.wanted, each.usable))).toBe(true);
}, 60_000);
