import type { ColumnModel } from '../contract/model.ts';
import type { SqlValue } from '../contract/sql.ts';
import type { DialectName } from './database.ts';

/** A value of a row as the database keeps it. SQLite: instants in milliseconds, decimals as scaled integers, booleans 0 and 1. */
export function encode(dialect: DialectName, column: ColumnModel, value: unknown): SqlValue {
  if (value === null || value === undefined) return null;
  switch (column.type) {
    case 'datetime': {
      const instant = value instanceof Date ? value : new Date(value as string);
      return dialect === 'sqlite' ? instant.getTime() : instant.toISOString();
    }
    case 'json':
      return JSON.stringify(value);
    case 'boolean':
      return dialect === 'sqlite' ? Number(value) : Boolean(value);
    case 'decimal':
      return dialect === 'sqlite' ? scaled(String(value), column.scale ?? 0) : String(value);
    // as: the column's own type says that it holds text or a number
    default:
      return value as SqlValue;
  }
}

/** How a column is selected so that `decode` meets all its digits: SQLite's driver makes a number of a decimal, which holds 53 bits. */
export const selected = (dialect: DialectName, { column, type }: ColumnModel, row = ''): string =>
  dialect === 'sqlite' && type === 'decimal' ? `CAST(${row}"${column}" AS TEXT) AS "${column}"` : `${row}"${column}"`;

/** The way back: what code meets in a row whose columns were `selected`. */
export function decode(dialect: DialectName, column: ColumnModel, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  switch (column.type) {
    case 'datetime':
      return value instanceof Date ? value : new Date(value as number | string);
    case 'json':
      return typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
    case 'boolean':
      return Boolean(value);
    case 'decimal':
      return dialect === 'sqlite' ? unscaled(BigInt(value as string), column.scale ?? 0) : String(value);
    default:
      return value;
  }
}

/** Whether a column of this scale holds a decimal as it is. SQLite keeps one as a whole number of 64 bits; what does not fit there is held on PostgreSQL neither. */
export function fitsDecimal(text: string, scale: number): boolean {
  const [, whole = '', part = ''] = /^-?(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const digits = part.replace(/0+$/, '');
  return whole !== '' && digits.length <= scale && BigInt(whole + digits.padEnd(scale, '0')) < 2n ** 63n;
}

/** `-12.5` at scale 3 → -12500. Digits beyond the scale are refused, not rounded: a ledger must not lose them. */
function scaled(text: string, scale: number): bigint {
  const match = /^(-?)(\d+)(?:\.(\d*?)0*)?$/.exec(text);
  if (match === null || (match[3] ?? '').length > scale)
    throw new RangeError(`${text} is no decimal with at most ${scale} digits after the point`);
  const digits = BigInt((match[2] ?? '') + (match[3] ?? '').padEnd(scale, '0'));
  return match[1] === '-' ? -digits : digits;
}
function unscaled(value: bigint, scale: number): string {
  if (scale === 0) return String(value);
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
