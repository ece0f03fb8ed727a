import { types } from 'pg';
import type { SqlValue } from '../contract/sql.ts';

// int8 as a number: counts and sums of ours stay far below 2^53. json as its text, as SQLite gives it: whoever reads it parses it, so that
// two who read one row do not share an object that one of them may change. The rest as the driver gives it.
const readers: Readonly<Record<number, (text: string) => unknown>> = { 20: Number, 114: (text) => text };

/** How a value of this type is read from its text. */
export const readerOf = (type: number): ((text: string) => unknown) => readers[type] ?? types.getTypeParser(type);

/** A value as the wire takes it. Errors: TypeError for what is none. */
export function sent(value: SqlValue): string | Buffer | null {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return null;
  if (typeof value !== 'object') return String(value);
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  throw new TypeError(`A statement was given ${Object.prototype.toString.call(value)}: it takes text, numbers, booleans, bytes and null`);
}
