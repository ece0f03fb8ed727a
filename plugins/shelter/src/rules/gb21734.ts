import { answer, check, combine, refuse, type RuleResult, type RuleTable, unitWords } from '@fengsui/core/rules';
import { gb21734Classes, gb21734Facilities, type ClassRow, type FacilityRow } from './tables.ts';

export interface FacilityGapInput {
  /** The class to be held against, e.g. `II`. */
  readonly class: string;
  /** The facilities the shelter has, by the names of the table; order and repetition do not matter. */
  readonly facilities: readonly string[];
}
export interface Facility {
  readonly facility: string;
  readonly zh: string;
  readonly en: string;
}
export interface FacilityGap {
  readonly class: string;
  readonly required: readonly Facility[];
  readonly present: readonly Facility[];
  /** What is missing for the class; empty when it is met. */
  readonly missing: readonly Facility[];
  readonly meets: boolean;
  /** The highest class whose facilities are all there; `null` when not even the lowest is. */
  readonly attainedClass: string | null;
  /** What each class still lacks, lowest class first. */
  readonly gapByClass: readonly { readonly class: string; readonly missing: readonly string[] }[];
}
export interface Gb21734Tables {
  readonly classes?: RuleTable<ClassRow>;
  readonly facilities?: RuleTable<FacilityRow>;
}

/**
 * Which facilities a shelter lacks for its class, and which class it attains.
 *
 * Refuses UNKNOWN_VALUE (class), CLASS_WITHOUT_FACILITIES (none registered, or none in the table) and UNKNOWN_FACILITY.
 * @source GB 21734-2008 4, 6
 */
export function facilityGap(input: FacilityGapInput, tables: Gb21734Tables = {}): RuleResult<FacilityGap> {
  const { classes = gb21734Classes, facilities = gb21734Facilities } = tables;
  const ladder = classes.rows.toSorted((a, b) => a.rank - b.rank);
  const checked = check();
  const names = ladder.map((each) => each.class);
  const known = checked.oneOf(['class'], input.class, names);
  const has = new Set(input.facilities ?? []);
  if (has.size === 0) {
    checked.refuse('CLASS_WITHOUT_FACILITIES', ['facilities'], {
      zh: `没有登记任何设施，无法对照 ${input.class} 类；请先登记现有设施`,
      en: `No facility is registered, so class ${input.class} cannot be judged; register what the shelter has`,
    });
  }
  input.facilities?.forEach((each, at) => {
    if (facilities.rows.some((row) => row.facility === each)) return;
    checked.refuse('UNKNOWN_FACILITY', ['facilities', at], {
      zh: `不认识的设施 "${each}"；可用：${facilities.rows.map((row) => row.facility).join('、')}`,
      en: `"${each}" is no facility of the table; use one of ${facilities.rows.map((row) => row.facility).join(', ')}`,
    });
  });
  const rank = new Map(ladder.map((each) => [each.class, each.rank]));
  const requiredOf = (name: string): readonly FacilityRow[] =>
    facilities.rows.filter((row) => (rank.get(row.class) ?? Infinity) <= (rank.get(name) ?? 0));
  if (known && requiredOf(input.class).length === 0) {
    checked.refuse('CLASS_WITHOUT_FACILITIES', ['class'], {
      zh: `规则表没有列出 ${input.class} 类的设施；请补全规则表`,
      en: `The table lists no facility for class ${input.class}; complete the table`,
    });
  }
  if (checked.failed) return refuse(...checked.refusals);

  const required = requiredOf(input.class);
  const lacks = (name: string): readonly FacilityRow[] => requiredOf(name).filter((row) => !has.has(row.facility));
  const missing = lacks(input.class);
  return answer(
    {
      class: input.class,
      required: required.map(shown),
      present: facilities.rows.filter((row) => has.has(row.facility)).map(shown),
      missing: missing.map(shown),
      meets: missing.length === 0,
      attainedClass: names.findLast((name) => requiredOf(name).length > 0 && lacks(name).length === 0) ?? null,
      gapByClass: names.map((name) => ({ class: name, missing: lacks(name).map((row) => row.facility) })),
    },
    combine(classes, facilities),
  );
}

const shown = ({ facility, zh, en }: FacilityRow): Facility => ({ facility, zh, en });

/**
 * The class that a stay of so many days calls for: below 10 days III, from 10 II, from 30 I.
 *
 * Refuses a length that is not above 0 days.
 * @source GB 21734-2008 4
 */
export function classForStay(
  stayDays: number,
  classes: RuleTable<ClassRow> = gb21734Classes,
): RuleResult<{ readonly stayDays: number; readonly class: string; readonly fromDays: number }> {
  const checked = check();
  checked.number(['stayDays'], stayDays, { above: 0, unit: unitWords.days });
  if (checked.failed) return refuse(...checked.refusals);
  const row = classes.rows.toSorted((a, b) => a.fromDays - b.fromDays).findLast((each) => each.fromDays <= stayDays);
  if (row !== undefined) return answer({ stayDays, class: row.class, fromDays: row.fromDays }, classes);
  return refuse({
    code: 'OUT_OF_RANGE',
    path: ['stayDays'],
    message: { zh: `规则表没有适用于 ${stayDays} 天的类别`, en: `The table has no class for a stay of ${stayDays} days` },
  });
}
