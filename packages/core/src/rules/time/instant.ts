import type { Check } from '../kit/check.ts';
import { chinaOffsetMinutes, dayOf, epochDay } from './civil-date.ts';

/**
 * A point in time: epoch milliseconds, a `Date`, or ISO 8601 text with date and time. Text without an offset is read
 * as China time, because that is what a form filled in there means.
 */
export type Instant = number | Date | string;

const iso = /^(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-4]):([0-5]\d)(?::([0-5]\d)(\.\d{1,9})?)?(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?$/;

/** Epoch milliseconds. Errors: NOT_AN_INSTANT. */
export function readInstant(check: Check, path: readonly (string | number)[], value: Instant): number | undefined {
  const milliseconds = millisecondsOf(value);
  if (Number.isFinite(milliseconds) && Math.abs(milliseconds) <= 8.64e15) return milliseconds;
  const shown = typeof value === 'string' ? `"${value.slice(0, 40)}"` : 'no valid time';
  check.refuse('NOT_AN_INSTANT', path, {
    zh: `${path.join('.')} 应为带日期和时刻的时间，实为 ${shown}；例如 2026-07-01T08:00:00+08:00`,
    en: `${path.join('.')} must be a date with a time but is ${shown}; write e.g. 2026-07-01T08:00:00+08:00`,
  });
  return undefined;
}

/** NaN for what is neither: a form that was left empty sends null, which as a number would be 1970. */
function millisecondsOf(value: unknown): number {
  if (typeof value === 'string') return parse(value);
  if (typeof value === 'number') return value;
  return value instanceof Date ? value.getTime() : Number.NaN;
}

function parse(text: string): number {
  const [, date, hours, minutes, seconds = '00', fraction = '', offset = '+08:00'] = iso.exec(text.trim()) ?? [];
  if (date === undefined || epochDay(date) === undefined) return Number.NaN;
  const zone = /^[+-]\d{4}$/.test(offset) ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset;
  return Date.parse(`${date}T${hours}:${minutes}:${seconds}${fraction.slice(0, 4)}${zone}`);
}

/** ISO 8601 with the offset spelled out, in China time unless told otherwise; seconds always, milliseconds where there are any. */
export function writeInstant(epochMilliseconds: number, offsetMinutes: number = chinaOffsetMinutes): string {
  const local = new Date(epochMilliseconds + offsetMinutes * 60_000).toISOString();
  const ahead = Math.abs(offsetMinutes);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${local.slice(0, -1).replace(/\.000$/, '')}${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
}

/** A date as it stands, or the China date of an instant, as days since 1970-01-01. Errors: NOT_A_DATE. */
export function readDay(check: Check, path: readonly (string | number)[], value: Instant): number | undefined {
  const day = (typeof value === 'string' ? epochDay(value) : undefined) ?? dayOf(millisecondsOf(value));
  if (Number.isFinite(day)) return day;
  check.refuse('NOT_A_DATE', path, {
    zh: `${path.join('.')} 应为日期，实为“${String(value).slice(0, 40)}”；例如 2026-07-01`,
    en: `${path.join('.')} must be a date but is "${String(value).slice(0, 40)}"; write e.g. 2026-07-01`,
  });
  return undefined;
}
