import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilDate, closureRate, epochDay, rectification, type RectificationInput } from '@fengsui/core/rules';

const clock = (input: Partial<RectificationInput>) => {
  const result = rectification({ startedOn: '2026-07-01', asOf: '2026-07-15', ...input });
  if (!result.ok) throw new Error(JSON.stringify(result.refusals));
  return result;
};
const codes = (input: Partial<RectificationInput>): readonly string[] => {
  const result = rectification({ startedOn: '2026-07-01', asOf: '2026-07-15', ...input });
  return result.ok ? [] : result.refusals.map((each) => each.code);
};

describe('the clock of a hidden danger', () => {
  it('runs 30 days; the due day is in time, the day after is overdue', () => {
    expect(clock({})).toMatchObject({ status: 'running', dueOn: '2026-07-31', daysUsed: 14, daysLeft: 16, daysOver: 0 });
    expect(clock({ asOf: '2026-07-31' })).toMatchObject({ status: 'running', daysLeft: 0 });
    expect(clock({ asOf: '2026-08-01' })).toMatchObject({ status: 'overdue', daysLeft: 0, daysOver: 1 });
    expect(clock({ asOf: '2026-09-01', closedOn: '2026-07-31T23:59' })).toMatchObject({ status: 'closed-in-time', daysUsed: 30 });
    expect(clock({ asOf: '2026-09-01', closedOn: '2026-08-02' })).toMatchObject({ status: 'closed-late', daysOver: 2 });
  });

  it('says that nobody verified the 30 days, which no standard at hand gives; days of the caller’s own need no source', () => {
    expect(clock({}).verified).toBe(false);
    expect(clock({}).source.map(({ standard }) => standard)).toContain('隐患整改 0–30 日闭环（年度工作任务）');
    expect(clock({ days: 30 }).verified).toBe(true);
  });

  it('is extended from the due day, and says when the approval came too late', () => {
    const extended = clock({
      asOf: '2026-08-25',
      extensions: [
        { approvedOn: '2026-07-28', days: 15 },
        { approvedOn: '2026-08-18', days: 10 },
      ],
    });
    expect(extended).toMatchObject({ status: 'running', firstDueOn: '2026-07-31', dueOn: '2026-08-25' });
    expect(extended.extensions).toEqual([
      { approvedOn: '2026-07-28', days: 15, dueBefore: '2026-07-31', dueAfter: '2026-08-15', approvedLateByDays: 0 },
      { approvedOn: '2026-08-18', days: 10, dueBefore: '2026-08-15', dueAfter: '2026-08-25', approvedLateByDays: 3 },
    ]);
    expect(extended.warnings.map((each) => each.code)).toEqual(['EXTENSION_APPROVED_LATE']);
  });

  it('can count working days, over the autumn holidays of 2026', () => {
    // 22 September to 10 October holds 22–24, 28–30 September and 8, 9, 10 (made up) October.
    expect(clock({ startedOn: '2026-09-21', asOf: '2026-09-30', days: 9, unit: 'working-days' })).toMatchObject({
      dueOn: '2026-10-10',
      daysUsed: 6,
      daysLeft: 3,
      verified: true,
    });
    expect(clock({ startedOn: '2026-09-05', asOf: '2026-10-06' })).toMatchObject({ dueOn: '2026-10-05', status: 'overdue' });
    expect(clock({ startedOn: '2026-09-05', asOf: '2026-10-06', ifNotWorking: 'next-working-day' })).toMatchObject({
      dueOn: '2026-10-08',
      status: 'running',
    });
    expect(clock({ startedOn: '2026-12-21', asOf: '2026-12-22', unit: 'working-days' })).toMatchObject({
      unknownYears: [2027],
      verified: false,
    });
  });

  it('refuses what cannot have been', () => {
    expect(codes({ closedOn: '2026-06-30' })).toEqual(['CLOSED_BEFORE_START']);
    expect(codes({ extensions: [{ approvedOn: '2026-06-30', days: 0 }] })).toEqual(['OUT_OF_RANGE', 'EXTENDED_BEFORE_START']);
    expect(
      codes({
        extensions: [
          { approvedOn: '2026-07-20', days: 5 },
          { approvedOn: '2026-07-10', days: 5 },
        ],
      }),
    ).toEqual(['EXTENSIONS_OUT_OF_ORDER']);
    expect(codes({ startedOn: 'July', days: 0.5 })).toEqual(['NOT_A_DATE', 'NOT_AN_INTEGER']);
  });

  it('uses, leaves and exceeds days that add up', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.integer({ min: 1, max: 60 }), fc.nat(120), (start, days, passed) => {
        const day = (epochDay('2025-01-01') ?? 0) + start;
        const result = clock({ startedOn: civilDate(day), days, asOf: civilDate(day + passed) });
        expect(result.daysUsed + result.daysLeft - result.daysOver).toBe(days);
        expect(result.status === 'overdue').toBe(result.daysOver > 0);
      }),
    );
  });
});

describe('the closure rate', () => {
  it('of the published ledger is 99.08 %: 2,827 found, 2,801 closed, 26 open', () => {
    expect(closureRate({ found: 2827, closed: 2801 })).toMatchObject({ percent: 99.08, open: 26 });
  });

  it('of nothing found is no rate; more closed than found is refused', () => {
    expect(closureRate({ found: 0, closed: 0 })).toEqual(expect.not.objectContaining({ percent: expect.anything() }));
    const result = closureRate({ found: 1, closed: 2 });
    expect(result.ok ? [] : result.refusals.map((each) => each.code)).toEqual(['MORE_CLOSED_THAN_FOUND']);
  });
});
