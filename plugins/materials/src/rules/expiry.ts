import { answer, check, refuse, sourced, type Check, type RuleResult, unitWords } from '@fengsui/core/rules';
import { checkDate, daysBetween } from './dates.ts';
import { checkQuantity, fromParts, toParts } from './quantity.ts';

/** A batch of one item. */
export interface Batch {
  readonly id: string;
  readonly item: string;
  readonly quantity: number;
  /** Last day of use 保质期至, `YYYY-MM-DD`: usable on that day, expired on the next. Left out: it does not expire. */
  readonly expires?: string;
}

const source = sourced({ standard: 'FEFO', note: 'First expired, first out; the last day of use is a day of use' }, true);

export const isExpired = ({ expires }: Batch, on: string): boolean => expires !== undefined && expires < on;

/** First expired first; what does not expire comes last; equal dates by batch number. */
export const firstExpired = (a: Batch, b: Batch): number =>
  compare(a.expires ?? '9999-12-31', b.expires ?? '9999-12-31') || compare(a.id, b.id);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function checkBatches(checked: Check, path: readonly (string | number)[], batches: readonly Batch[]): void {
  const seen = new Set<string>();
  batches.forEach(({ id, item, quantity, expires }, at) => {
    checkQuantity(checked, [...path, at, 'quantity'], quantity);
    if (expires !== undefined) checkDate(checked, [...path, at, 'expires'], expires);
    const key = JSON.stringify([item, id]);
    if (seen.has(key)) {
      checked.refuse('DUPLICATE_ID', [...path, at, 'id'], {
        zh: `批次 "${id}" 重复`,
        en: `The batch "${id}" stands twice; give each its own`,
      });
    }
    seen.add(key);
  });
}

export interface Picking {
  readonly wanted: number;
  readonly picks: readonly { readonly batch: string; readonly quantity: number; readonly expires?: string; readonly daysLeft?: number }[];
  readonly picked: number;
  readonly short: number;
  /** Usable stock before the pick. */
  readonly usable: number;
  /** Stock that may not be given out any more. */
  readonly expired: number;
  /** Usable but too close to its last day for `minDaysLeft`. */
  readonly tooClose: number;
}

/**
 * Picks a quantity of one item from its batches, first expired first 先到期先出; expired batches are never picked.
 *
 * Refuses quantities and dates that are none, duplicate batches, and batches of another item (ANOTHER_ITEM).
 */
export function pickFirstExpired(input: {
  readonly item: string;
  readonly quantity: number;
  readonly batches: readonly Batch[];
  /** The day of use, `YYYY-MM-DD`. */
  readonly on: string;
  /** Days that must be left on that day. Default 0. */
  readonly minDaysLeft?: number;
}): RuleResult<Picking> {
  const { item, quantity, batches, on, minDaysLeft = 0 } = input;
  const checked = check();
  checkQuantity(checked, ['quantity'], quantity);
  checkDate(checked, ['on'], on);
  checked.integer(['minDaysLeft'], minDaysLeft, { min: 0, unit: unitWords.days });
  checkBatches(checked, ['batches'], batches);
  batches.forEach((batch, at) => {
    if (batch.item === item) return;
    checked.refuse('ANOTHER_ITEM', ['batches', at, 'item'], {
      zh: `批次 "${batch.id}" 是 ${batch.item}，不是 ${item}；请只给出同一物资的批次`,
      en: `The batch "${batch.id}" is of ${batch.item}, not of ${item}; give batches of one item`,
    });
  });
  if (checked.failed) return refuse(...checked.refusals);

  const sum = (list: readonly Batch[]): number => list.reduce((total, each) => total + toParts(each.quantity), 0);
  const daysLeft = ({ expires }: Batch): number | undefined => (expires === undefined ? undefined : daysBetween(on, expires));
  const usable = batches.filter((batch) => !isExpired(batch, on));
  const enough = usable.filter((batch) => (daysLeft(batch) ?? Infinity) >= minDaysLeft);
  let lacking = toParts(quantity);
  const picks: Picking['picks'][number][] = [];
  for (const batch of enough.toSorted(firstExpired)) {
    const parts = Math.min(lacking, toParts(batch.quantity));
    if (parts === 0) continue;
    lacking -= parts;
    const left = daysLeft(batch);
    picks.push({
      batch: batch.id,
      quantity: fromParts(parts),
      ...(batch.expires !== undefined && { expires: batch.expires }),
      ...(left !== undefined && { daysLeft: left }),
    });
  }
  return answer(
    {
      wanted: quantity,
      picks,
      picked: fromParts(toParts(quantity) - lacking),
      short: fromParts(lacking),
      usable: fromParts(sum(usable)),
      expired: fromParts(sum(batches) - sum(usable)),
      tooClose: fromParts(sum(usable) - sum(enough)),
    },
    source,
  );
}

export interface ExpiryState {
  readonly batch: string;
  readonly item: string;
  readonly quantity: number;
  readonly state: 'EXPIRED' | 'EXPIRES_SOON' | 'USABLE';
  /** Below zero when expired; left out when it does not expire. */
  readonly daysLeft?: number;
}

/**
 * The state of each batch on a day, first expired first, and what has to be renewed.
 *
 * Refuses quantities and dates that are none, and duplicate batches.
 */
export function expiryStates(input: {
  readonly batches: readonly Batch[];
  readonly on: string;
  /** A batch with so many days or fewer left expires soon. Default 90. */
  readonly soonDays?: number;
}): RuleResult<{ readonly on: string; readonly soonDays: number; readonly batches: readonly ExpiryState[] }> {
  const { batches, on, soonDays = 90 } = input;
  const checked = check();
  checkDate(checked, ['on'], on);
  checked.integer(['soonDays'], soonDays, { min: 0, unit: unitWords.days });
  checkBatches(checked, ['batches'], batches);
  if (checked.failed) return refuse(...checked.refusals);
  const states = batches.toSorted(firstExpired).map((batch): ExpiryState => {
    const { id, item, quantity, expires } = batch;
    const daysLeft = expires === undefined ? undefined : daysBetween(on, expires);
    const state = isExpired(batch, on) ? 'EXPIRED' : (daysLeft ?? Infinity) <= soonDays ? 'EXPIRES_SOON' : 'USABLE';
    return { batch: id, item, quantity, state, ...(daysLeft !== undefined && { daysLeft }) };
  });
  return answer({ on, soonDays, batches: states }, source);
}
