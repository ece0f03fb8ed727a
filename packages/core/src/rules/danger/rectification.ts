import { check } from '../kit/check.ts';
import { answer, combine, refuse, type Provenance, type RuleResult } from '../kit/result.ts';
import type { Warning } from '../kit/warning.ts';
import { civilDate, epochDay, type CivilDate } from '../time/civil-date.ts';
import { readDay, type Instant } from '../time/instant.ts';
import { daysBetween, period, type DayUnit } from '../time/period.ts';
import { workingDays2026, type WorkingCalendar } from '../time/working-days.ts';

export interface RectificationInput {
  /** The day the clock starts on; it does not count itself. */
  readonly startedOn: Instant;
  /** Default 30. */
  readonly days?: number;
  /** Default `calendar-days`. */
  readonly unit?: DayUnit;
  /** Approved extensions in their order; each adds its days to the due day before it. */
  readonly extensions?: readonly { readonly approvedOn: Instant; readonly days: number }[];
  /** Where the due day is no working day: `keep` it (default) or move to the `next-working-day`. */
  readonly ifNotWorking?: 'keep' | 'next-working-day';
  readonly closedOn?: Instant;
  readonly asOf: Instant;
  readonly calendar?: WorkingCalendar;
}

export interface Rectification {
  /** `overdue` is what is listed for supervision 挂牌督办. */
  readonly status: 'running' | 'overdue' | 'closed-in-time' | 'closed-late';
  readonly startedOn: CivilDate;
  /** Due day before any extension, and with all of them. The due day itself is in time. */
  readonly firstDueOn: CivilDate;
  readonly dueOn: CivilDate;
  readonly extensions: readonly {
    readonly approvedOn: CivilDate;
    readonly days: number;
    readonly dueBefore: CivilDate;
    readonly dueAfter: CivilDate;
    /** Days it had been overdue when the extension was approved. */
    readonly approvedLateByDays: number;
  }[];
  /** Days of the unit used up to closing or now, left, and over. */
  readonly daysUsed: number;
  readonly daysLeft: number;
  readonly daysOver: number;
  readonly unit: DayUnit;
  readonly unknownYears: readonly number[];
  readonly warnings: readonly Warning[];
}

const loop: Provenance = {
  source: [{ standard: '隐患排查治理闭环', note: '延期须经批准，逾期挂牌督办; days and unit are the caller’s' }],
  verified: true,
};
/** Days that a rectification is given where nobody says otherwise. */
export const usualRectificationDays = 30;
/** Where the 30 days come from: work plans of districts, and no text that anybody compared. */
export const thirtyDayProvenance: Provenance = {
  source: [{ standard: '隐患整改 0–30 日闭环（年度工作任务）', note: '默认 30 日 (30 days unless told)' }],
  verified: false,
};

/**
 * The clock of a hidden danger's rectification: 30 days by default, in calendar or working days, with approved extensions.
 *
 * Errors: NOT_A_DATE, NOT_AN_INTEGER, OUT_OF_RANGE (days), UNKNOWN_VALUE (unit), CLOSED_BEFORE_START, EXTENDED_BEFORE_START,
 * EXTENSIONS_OUT_OF_ORDER.
 */
export function rectification(input: RectificationInput): RuleResult<Rectification> {
  const { extensions = [], calendar = workingDays2026, unit = 'calendar-days', ifNotWorking = 'keep' } = input;
  const faults = check();
  const started = readDay(faults, ['startedOn'], input.startedOn);
  const asOf = readDay(faults, ['asOf'], input.asOf);
  const closed = input.closedOn === undefined ? undefined : readDay(faults, ['closedOn'], input.closedOn);
  if (started !== undefined && closed !== undefined && closed < started) {
    faults.refuse('CLOSED_BEFORE_START', ['closedOn'], {
      zh: '闭环日期早于起算日；请核对两个日期',
      en: 'It was closed before the clock started; check both dates',
    });
  }
  const approved = extensions.map((each, at) => {
    faults.integer(['extensions', at, 'days'], each.days, { min: 1, max: 3650, unit: 'd' });
    return readDay(faults, ['extensions', at, 'approvedOn'], each.approvedOn) ?? Number.NaN;
  });
  approved.forEach((day, at) => {
    const before = at === 0 ? started : approved[at - 1];
    if (before === undefined || !(day < before)) return;
    faults.refuse(at === 0 ? 'EXTENDED_BEFORE_START' : 'EXTENSIONS_OUT_OF_ORDER', ['extensions', at, 'approvedOn'], {
      zh: `第 ${at + 1} 次延期的批准日早于${at === 0 ? '起算日' : '上一次延期'}；请按批准顺序给出`,
      en: `Extension ${at + 1} was approved before the ${at === 0 ? 'clock started' : 'one before it'}; give them in order of approval`,
    });
  });
  const of = (from: Instant, days: number): ReturnType<typeof period> => period({ from, days, unit, ifNotWorking, calendar });
  const first = of(started === undefined ? '1970-01-01' : civilDate(started), input.days ?? usualRectificationDays);
  if (!first.ok) return refuse(...faults.refusals, ...first.refusals);
  if (faults.failed || started === undefined || asOf === undefined) return refuse(...faults.refusals);

  const warnings: Warning[] = [];
  const extended: Rectification['extensions'][number][] = [];
  const unknownYears = new Set(first.unknownYears);
  let provenance: Provenance = first;
  let due = first.lastDay;
  extensions.forEach(({ days }, at) => {
    const next = of(due, days);
    if (!next.ok) return; // days and unit are checked above
    for (const year of next.unknownYears) unknownYears.add(year);
    provenance = combine(provenance, next);
    const late = Math.max(0, (approved[at] ?? 0) - (epochDay(due) ?? 0));
    extended.push({ approvedOn: civilDate(approved[at] ?? 0), days, dueBefore: due, dueAfter: next.lastDay, approvedLateByDays: late });
    if (late > 0) warnings.push(approvedLate(at, late));
    due = next.lastDay;
  });
  const dueDay = epochDay(due) ?? 0;
  const end = closed ?? asOf;
  const over = Math.max(0, daysBetween(dueDay, end, unit, calendar));
  const status = closed === undefined ? (asOf > dueDay ? 'overdue' : 'running') : closed > dueDay ? 'closed-late' : 'closed-in-time';
  return answer(
    {
      status,
      startedOn: civilDate(started),
      firstDueOn: first.lastDay,
      dueOn: due,
      extensions: extended,
      daysUsed: Math.max(0, daysBetween(started, end, unit, calendar)),
      daysLeft: closed === undefined ? Math.max(0, daysBetween(asOf, dueDay, unit, calendar)) : 0,
      daysOver: over,
      unit,
      unknownYears: [...unknownYears],
      warnings,
    } as const,
    combine(loop, ...(input.days === undefined ? [thirtyDayProvenance] : []), provenance),
  );
}

const approvedLate = (at: number, days: number): Warning => ({
  code: 'EXTENSION_APPROVED_LATE',
  path: ['extensions', at],
  message: {
    zh: `第 ${at + 1} 次延期在逾期 ${days} 日后才批准；其间属逾期`,
    en: `Extension ${at + 1} was approved ${days} days after the due day; in between it was overdue`,
  },
});
