import * as z from 'zod';
import { check } from '../kit/check.ts';
import { answer, refuse, type RuleResult } from '../kit/result.ts';
import { shippedTable, type RuleTable } from '../kit/table.ts';
import { unitWords } from '../kit/units.ts';
import type { Warning } from '../kit/warning.ts';
import shipped from '../tables/accident-grades.json' with { type: 'json' };

export const accidentGrades = ['especially-major', 'major', 'larger', 'general'] as const;
/** 特别重大、重大、较大、一般. */
export type AccidentGrade = (typeof accidentGrades)[number];
export const reportLevels = ['county', 'city', 'province', 'state'] as const;
export type ReportLevel = (typeof reportLevels)[number];

const bound = z.number().min(0);
/** A grade with the numbers from which on it is reached ("以上" includes the number); rows stand from the gravest down. */
export const accidentGradeRow = z.strictObject({
  grade: z.enum(accidentGrades),
  zh: z.string().min(1),
  deaths: bound,
  seriousInjuries: bound,
  directLossYuan: bound,
  reportedUpTo: z.enum(reportLevels),
});
export type AccidentGradeTable = RuleTable<z.output<typeof accidentGradeRow>>;
export const accidentGrades493: AccidentGradeTable = shippedTable(accidentGradeRow, shipped);

/** What is known of the harm. A first report may lack figures, but one must be there. */
export interface AccidentHarm {
  readonly deaths?: number | null;
  /** Serious injuries 重伤, acute industrial poisoning among them. */
  readonly seriousInjuries?: number | null;
  readonly directLossYuan?: number | null;
}
const criteria = ['deaths', 'seriousInjuries', 'directLossYuan'] as const;
type Criterion = (typeof criteria)[number];

export interface AccidentGrading {
  readonly grade: AccidentGrade;
  readonly zh: string;
  /** The grade that each figure alone reaches, with the number it reached. The accident's grade is the gravest of them. */
  readonly byCriterion: readonly {
    readonly criterion: Criterion;
    readonly value: number;
    readonly grade: AccidentGrade;
    readonly from: number;
  }[];
  /** The figures that decided: those whose own grade is the accident's. */
  readonly decidedBy: readonly Criterion[];
  /** Figures not given yet: with them the grade can only rise. */
  readonly missing: readonly Criterion[];
  /** How far each figure is from the next graver grade; none at the gravest. */
  readonly toNextGrade: readonly { readonly criterion: Criterion; readonly grade: AccidentGrade; readonly more: number }[];
  readonly reportedUpTo: ReportLevel;
  readonly warnings: readonly Warning[];
}

/**
 * Grade of a work-safety accident from deaths, serious injuries and direct loss: the gravest grade any of them reaches.
 *
 * Errors: NOTHING_GIVEN, NOT_A_NUMBER, NOT_AN_INTEGER, OUT_OF_RANGE (a negative figure).
 *
 * @source 国务院令第493号 第三条
 */
export function accidentGrade(harm: AccidentHarm, table: AccidentGradeTable = accidentGrades493): RuleResult<AccidentGrading> {
  const faults = check();
  const known = (criterion: Criterion): number | undefined => harm[criterion] ?? undefined;
  if (known('deaths') !== undefined) faults.integer(['deaths'], harm.deaths, { min: 0, unit: unitWords.people });
  if (known('seriousInjuries') !== undefined) faults.integer(['seriousInjuries'], harm.seriousInjuries, { min: 0, unit: unitWords.people });
  if (known('directLossYuan') !== undefined) faults.number(['directLossYuan'], harm.directLossYuan, { min: 0, unit: unitWords.yuan });
  if (criteria.every((each) => known(each) === undefined)) {
    faults.refuse('NOTHING_GIVEN', [], {
      zh: '死亡、重伤、直接经济损失均未给出；请至少给出一项，未知的可暂缺',
      en: 'Neither deaths nor serious injuries nor direct loss are given; give at least one, the others may follow',
    });
  }
  if (faults.failed) return refuse(...faults.refusals);

  const rows = table.rows;
  const lowest = rows.length - 1;
  const reached = criteria.flatMap((criterion) => {
    const value = known(criterion);
    if (value === undefined) return [];
    const found = rows.findIndex((row) => value >= row[criterion]);
    return [{ criterion, value, at: found === -1 ? lowest : found }];
  });
  const at = Math.min(...reached.map((each) => each.at));
  const row = rows[at] as (typeof rows)[number]; // `at` comes from this table, which has at least one row
  const next = rows[at - 1];
  const nothing = reached.every((each) => each.value === 0);
  return answer(
    {
      grade: row.grade,
      zh: row.zh,
      byCriterion: reached.map(({ criterion, value, at: own }) => {
        const ownRow = rows[own] as (typeof rows)[number];
        return { criterion, value, grade: ownRow.grade, from: ownRow[criterion] };
      }),
      decidedBy: reached.filter((each) => each.at === at).map((each) => each.criterion),
      missing: criteria.filter((each) => known(each) === undefined),
      toNextGrade:
        next === undefined ? [] : reached.map(({ criterion, value }) => ({ criterion, grade: next.grade, more: next[criterion] - value })),
      reportedUpTo: row.reportedUpTo,
      warnings: nothing ? [noHarm] : [],
    },
    table,
  );
}

const noHarm: Warning = {
  code: 'NO_HARM',
  path: [],
  message: {
    zh: '未造成伤亡和直接经济损失，条例第二条所称事故以有伤亡或损失为前提；此处按一般事故计',
    en: 'No casualty and no loss: the regulation speaks of accidents that have one (article 2); counted here as a general accident',
  },
};
