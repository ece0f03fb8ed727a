import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  check,
  civilDate,
  dayOf,
  daysBetween,
  epochDay,
  period,
  readCalendar,
  readDay,
  readInstant,
  startOfDay,
  weekday,
  workingDays2026,
  writeInstant,
} from '@fengsui/core/rules';

const last = (from: string, days: number, more: object = {}) => {
  const result = period({ from, days, ...more });
  return result.ok ? result.lastDay : result.refusals.map((each) => each.code);
};
const instant = (text: string): string | undefined => {
  const milliseconds = readInstant(check(), ['at'], text);
  return milliseconds === undefined ? undefined : writeInstant(milliseconds);
};

describe('a date', () => {
  it('goes to days and back, with its weekday', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 200_000 }), (day) => {
        expect(epochDay(civilDate(day))).toBe(day);
        expect(weekday(day)).toBe(new Date(day * 86_400_000).getUTCDay());
        expect(dayOf(startOfDay(day))).toBe(day);
        expect(dayOf(startOfDay(day) - 1)).toBe(day - 1);
      }),
    );
    expect(['2026-02-29', '2026-13-01', '2026-1-1', '0000'].map(epochDay)).toEqual([undefined, undefined, undefined, undefined]);
    expect(civilDate(epochDay('2024-02-29') ?? 0)).toBe('2024-02-29');
  });

  it('begins in China eight hours before UTC does', () => {
    expect(writeInstant(startOfDay(epochDay('2026-07-01') ?? 0))).toBe('2026-07-01T00:00:00+08:00');
    expect(civilDate(dayOf(Date.UTC(2026, 5, 30, 16)))).toBe('2026-07-01');
  });
});

describe('an instant', () => {
  it('without an offset is China time, with one it is what it says', () => {
    expect(
      ['2026-07-01 08:00', '2026-07-01T08:00:00.250', '2026-07-01T00:00:00Z', '2026-06-30T19:00:00-0500', '2026-07-01T24:00'].map(instant),
    ).toEqual([
      '2026-07-01T08:00:00+08:00',
      '2026-07-01T08:00:00.250+08:00',
      '2026-07-01T08:00:00+08:00',
      '2026-07-01T08:00:00+08:00',
      '2026-07-02T00:00:00+08:00',
    ]);
    expect(['2026-07-01', '2026-02-30T08:00', '08:00', '2026-07-01T25:00', '2026-07-01T24:30'].map(instant)).toEqual(
      Array.from({ length: 5 }, () => undefined),
    );
  });
});

describe('what is no time', () => {
  it.each([null, undefined, true, [], ['2026-07-01'], {}, Number.NaN, new Date('x')])('%s is refused, and is not 1970', (value) => {
    const faults = check();
    expect(readInstant(faults, ['at'], value as never)).toBeUndefined();
    expect(readDay(faults, ['on'], value as never)).toBeUndefined();
    expect(faults.refusals.map(({ code }) => code)).toEqual(['NOT_AN_INSTANT', 'NOT_A_DATE']);
  });
});

describe('a period of days (民法典第201、203条)', () => {
  it('does not count the day it begins on, and ends with its last day', () => {
    expect(period({ from: '2026-07-01', days: 30 })).toMatchObject({
      lastDay: '2026-07-31',
      endsBefore: '2026-08-01T00:00:00+08:00',
      verified: true,
    });
    expect(last('2026-07-01T23:59', 1)).toBe('2026-07-02');
    expect(last('2026-07-01T16:00:00Z', 1)).toBe('2026-07-03');
    expect(last('2026-07-01', 0)).toBe('2026-07-01');
  });

  it('in working days passes weekends and holidays over and works the days made up', () => {
    // 2026: National Day 1–7 October, with Saturday 10 October and Sunday 20 September worked (国办发明电〔2025〕7号).
    expect(last('2026-09-30', 1, { unit: 'working-days' })).toBe('2026-10-08');
    expect(last('2026-09-30', 3, { unit: 'working-days' })).toBe('2026-10-10');
    expect(last('2026-09-30', 4, { unit: 'working-days' })).toBe('2026-10-12');
    expect(last('2026-09-18', 1, { unit: 'working-days' })).toBe('2026-09-20');
    // 2025: eight days from New Year's Eve, 28 January to 4 February (国办发明电〔2024〕12号).
    expect(last('2025-01-27', 1, { unit: 'working-days' })).toBe('2025-02-05');
    expect(last('2024-02-09', 1, { unit: 'working-days' })).toBe('2024-02-18');
  });

  it('that ends on a holiday ends on the next working day where that is asked', () => {
    expect(last('2026-09-05', 30)).toBe('2026-10-05');
    expect(last('2026-09-05', 30, { ifNotWorking: 'next-working-day' })).toBe('2026-10-08');
  });

  it('through a year the calendar does not hold is not verified', () => {
    expect(period({ from: '2026-12-30', days: 3, unit: 'working-days' })).toMatchObject({
      lastDay: '2027-01-04',
      unknownYears: [2027],
      verified: false,
    });
    expect(period({ from: '2026-07-01', days: 3, unit: 'working-days' })).toMatchObject({ unknownYears: [], verified: true });
  });

  it('is refused for half days, less than none, and what is no date', () => {
    expect([last('2026-07-01', 1.5), last('2026-07-01', -1), last('2026-02-29', 1), last('2026-07-01', 1, { unit: 'weeks' })]).toEqual([
      ['NOT_AN_INTEGER'],
      ['OUT_OF_RANGE'],
      ['NOT_A_DATE'],
      ['UNKNOWN_VALUE'],
    ]);
  });

  it('counts back what it counted', () => {
    const day = fc.integer({ min: epochDay('2024-01-01') ?? 0, max: epochDay('2026-06-01') ?? 0 });
    fc.assert(
      fc.property(day, fc.nat(60), fc.constantFrom('calendar-days' as const, 'working-days' as const), (from, days, unit) => {
        const result = period({ from: civilDate(from), days, unit });
        expect(result.ok && daysBetween(from, epochDay(result.lastDay) ?? 0, unit)).toBe(days);
      }),
    );
  });
});

describe('the working calendar', () => {
  it('has as many working days as the notices leave: 251 in 2024, 248 in 2025 and in 2026', () => {
    const kindOf = readCalendar(workingDays2026);
    const working = (year: number): number => {
      let count = 0;
      for (let day = epochDay(`${year}-01-01`) ?? 0; day <= (epochDay(`${year}-12-31`) ?? 0); day += 1) if (kindOf(day).working) count += 1;
      return count;
    };
    expect([2024, 2025, 2026].map(working)).toEqual([251, 248, 248]);
  });

  it('works only weekend days in their stead', () => {
    for (const row of workingDays2026.rows) for (const date of row.workdays) expect([0, 6]).toContain(weekday(epochDay(date) ?? 0));
  });
});
