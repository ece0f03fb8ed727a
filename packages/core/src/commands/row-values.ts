import { columnOf, type ColumnModel, type EntityModel } from '../contract/model.ts';
import type { DialectName, RawRow } from '../data/database.ts';
import { decode } from '../data/values.ts';

export type AnyRow = Record<string, unknown>;
/** Which row, and where it lies. */
export interface RowPlace {
  readonly entity: string;
  readonly key: string;
  readonly area: string | null;
}
/** What a command did to one row, as the audit keeps it; personal values are digests. */
export interface Change extends RowPlace {
  readonly op: 'create' | 'update' | 'remove' | 'import' | 'reveal' | 'erase' | 'recode';
  readonly before?: AnyRow;
  readonly after?: AnyRow;
}

/** A row as code meets it. JSON is read when somebody looks at it: a boundary has thousands of points, and most commands leave it alone. */
export function decodeRow(dialect: DialectName, entity: EntityModel, raw: RawRow): AnyRow {
  const row: AnyRow = {};
  for (const column of entity.columns.values()) {
    const value = raw[column.column];
    if (column.type === 'json' && typeof value === 'string') onceAsked(row, column.property, () => decode(dialect, column, value));
    else row[column.property] = decode(dialect, column, value);
  }
  return row;
}
/** A property like any other, whose value is made at the first look. */
function onceAsked(row: AnyRow, property: string, read: () => unknown): void {
  const become = (value: unknown): void => {
    Object.defineProperty(row, property, { value, writable: true, enumerable: true, configurable: true });
  };
  const get = (): unknown => {
    become(read());
    return row[property];
  };
  Object.defineProperty(row, property, { get, set: become, enumerable: true, configurable: true });
}
/** Nobody looked at it or wrote it since the row was read. */
const untouched = (row: AnyRow, property: string): boolean => Object.getOwnPropertyDescriptor(row, property)?.get !== undefined;

export const same = (a: unknown, b: unknown): boolean =>
  a === b ||
  (a instanceof Date && b instanceof Date
    ? a.getTime() === b.getTime()
    : typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));

/** Whether a row's value is still the one that was read. JSON that was looked at is compared as text first. */
export function unchanged(dialect: DialectName, column: ColumnModel, row: AnyRow, raw: RawRow): boolean {
  const { property } = column;
  if (untouched(row, property)) return true;
  const read = raw[column.column];
  if (column.type === 'json' && typeof read === 'string' && JSON.stringify(row[property]) === read) return true;
  return same(row[property], decode(dialect, column, read));
}

/** What the audit keeps of a row: everything but what core itself counts, and no mask, which would outlive an erasure. */
export const shown = (entity: EntityModel, row: AnyRow): AnyRow =>
  Object.fromEntries(
    Object.entries(row).filter(
      ([property, value]) =>
        value !== null &&
        entity.columns.has(property) &&
        columnOf(entity, property).personal === undefined &&
        !['version', 'createdAt', 'updatedAt'].includes(property),
    ),
  );
