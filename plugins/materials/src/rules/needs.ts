import { answer, check, combine, refuse, sourced, type RuleResult, type RuleTable, type Source, unitWords } from '@fengsui/core/rules';
import { roundUp } from './quantity.ts';
import { needsNorms, type NeedRow } from './tables.ts';

const DAYS_A_MONTH = 30;

export interface NeedsInput {
  /** Named profile of the table: `sphere`, `survival`. */
  readonly profile: string;
  readonly people: number;
  readonly days: number;
  /** Needed for what is counted by household; left out, those items are named in `notCounted`. */
  readonly households?: number;
}
export interface Need {
  readonly item: string;
  readonly zh: string;
  readonly en: string;
  readonly unit: string;
  readonly per: NeedRow['per'];
  /** The norm's figure. */
  readonly norm: number;
  /** Before rounding. */
  readonly exact: number;
  /** Rounded up to a whole unit. */
  readonly quantity: number;
  readonly source: Source;
  readonly verified: boolean;
}
export interface Needs {
  readonly profile: string;
  readonly people: number;
  readonly days: number;
  readonly personDays: number;
  readonly needs: readonly Need[];
  readonly notCounted: readonly string[];
}

/**
 * What so many people need for so many days under a named profile 需求测算. Each figure names its source.
 *
 * Refuses an unknown profile, people or households that are no whole number from 0, days not above 0.
 * @source Sphere Handbook 2018
 */
export function reliefNeeds(input: NeedsInput, norms: RuleTable<NeedRow> = needsNorms): RuleResult<Needs> {
  const { profile, people, days, households } = input;
  const checked = check();
  checked.oneOf(['profile'], profile, [...new Set(norms.rows.map((row) => row.profile))]);
  checked.integer(['people'], people, { min: 0, unit: unitWords.people });
  checked.number(['days'], days, { above: 0, max: 3660, unit: unitWords.days });
  if (households !== undefined) checked.integer(['households'], households, { min: 0 });
  if (checked.failed) return refuse(...checked.refusals);

  const rows = norms.rows.filter((row) => row.profile === profile);
  const counted = rows.filter((row) => row.per !== 'household' || households !== undefined);
  const needs = counted.map((row): Need => {
    const exact = row.quantity * times(row, people, days, households ?? 0);
    const { item, zh, en, unit, per, quantity: norm, from, verified } = row;
    return { item, zh, en, unit, per, norm, exact, quantity: roundUp(exact), source: from, verified };
  });
  return answer(
    {
      profile,
      people,
      days,
      personDays: people * days,
      needs,
      notCounted: rows.filter((row) => !counted.includes(row)).map((row) => row.item),
    },
    combine(...needs.map((each) => sourced(each.source, each.verified))),
  );
}

function times(row: NeedRow, people: number, days: number, households: number): number {
  switch (row.per) {
    case 'person-day':
      return people * days;
    case 'person-month':
      return (people * days) / DAYS_A_MONTH;
    case 'person':
      return people;
    case 'household':
      return households;
    case 'people':
      return people / row.people;
  }
}
