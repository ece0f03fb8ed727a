import { answer, check, combine, refuse, type RuleResult, type RuleTable, unitWords } from '@fengsui/core/rules';
import { checkDate } from './dates.ts';
import { checkBatches, isExpired, type Batch } from './expiry.ts';
import { explodeKits } from './kits.ts';
import { fromParts, toParts } from './quantity.ts';
import { kitNorms, kitTable, storeNorms, type KitNormRow, type KitRow, type StoreNormRow } from './tables.ts';

export interface ComplianceInput {
  /** The norm of the table, e.g. `town`: kits of nine items for 500 people. */
  readonly norm: string;
  readonly batches: readonly Batch[];
  /** The day of the check, `YYYY-MM-DD`; expired goods do not count. */
  readonly on: string;
  /** People to hold kits for, where it is not the norm's figure. */
  readonly people?: number;
  /** Whose store it is, and its floor; left out, the floor is not judged. */
  readonly store?: { readonly kind: string; readonly squareMeters: number };
}
export interface ItemCompliance {
  readonly item: string;
  readonly unit: string;
  readonly required: number;
  /** Usable on the day. */
  readonly held: number;
  readonly expired: number;
  readonly missing: number;
  /** Held over required, at most 1. */
  readonly share: number;
}
export interface Compliance {
  readonly norm: string;
  readonly people: number;
  readonly kit: string;
  readonly kitsRequired: number;
  /** Whole kits that the usable stock makes. */
  readonly kitsComplete: number;
  /** People who get a whole kit, at most those required. */
  readonly peopleServed: number;
  readonly items: readonly ItemCompliance[];
  readonly store?: { readonly kind: string; readonly squareMeters: number; readonly required: number; readonly meets: boolean };
  readonly compliant: boolean;
}
export interface ComplianceTables {
  readonly norms?: RuleTable<KitNormRow>;
  readonly kits?: RuleTable<KitRow>;
  readonly stores?: RuleTable<StoreNormRow>;
}

/**
 * Whether a body keeps what the norm asks 达标核查, item by item (500 people, nine items), with what is missing and what has expired.
 *
 * Refuses an unknown norm or kind of store, people below 1, and batches and dates that are none.
 */
export function kitCompliance(input: ComplianceInput, tables: ComplianceTables = {}): RuleResult<Compliance> {
  const { norms = kitNorms, kits = kitTable, stores = storeNorms } = tables;
  const checked = check();
  const normNames = norms.rows.map((row) => row.norm);
  checked.oneOf(['norm'], input.norm, normNames);
  checkDate(checked, ['on'], input.on);
  checkBatches(checked, ['batches'], input.batches);
  if (input.people !== undefined) checked.integer(['people'], input.people, { min: 1, unit: unitWords.people });
  if (input.store !== undefined) {
    const kinds = stores.rows.map((row) => row.kind);
    checked.oneOf(['store', 'kind'], input.store.kind, kinds);
    checked.number(['store', 'squareMeters'], input.store.squareMeters, { min: 0, unit: 'm²' });
  }
  const norm = norms.rows.find((row) => row.norm === input.norm);
  if (checked.failed || norm === undefined) return refuse(...checked.refusals);
  const people = input.people ?? norm.people;
  const kitsRequired = Math.ceil(people / norm.peoplePerKit);
  const required = explodeKits([{ kit: norm.kit, quantity: kitsRequired }], kits);
  if (!required.ok) return required;

  const sum = (item: string, expired: boolean): number =>
    input.batches
      .filter((batch) => batch.item === item && isExpired(batch, input.on) === expired)
      .reduce((total, batch) => total + toParts(batch.quantity), 0);
  const items = required.items.map(({ item, unit, quantity }): ItemCompliance => {
    const held = sum(item, false);
    const parts = toParts(quantity);
    return {
      item,
      unit,
      required: quantity,
      held: fromParts(held),
      expired: fromParts(sum(item, true)),
      missing: fromParts(Math.max(0, parts - held)),
      share: Math.min(1, held / parts),
    };
  });
  const kitsComplete = Math.min(...items.map(({ required: all, held }) => Math.floor((toParts(held) * kitsRequired) / toParts(all))));
  const least = stores.rows.find((row) => row.kind === input.store?.kind)?.minSquareMeters;
  const store = input.store !== undefined &&
    least !== undefined && { ...input.store, required: least, meets: input.store.squareMeters >= least };
  return answer(
    {
      norm: norm.norm,
      people,
      kit: norm.kit,
      kitsRequired,
      kitsComplete,
      peopleServed: Math.min(people, kitsComplete * norm.peoplePerKit),
      items,
      ...(store !== false && { store }),
      compliant: items.every((each) => each.missing === 0) && (store === false || store.meets),
    },
    store === false ? combine(norms, kits) : combine(norms, kits, stores),
  );
}
