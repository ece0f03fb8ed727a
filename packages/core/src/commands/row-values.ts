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

export const decodeRow = (dialect: DialectName, entity: EntityModel, raw: RawRow): AnyRow =>
  Object.fromEntries([...entity.columns.values()].map((column) => [column.property, decode(dialect, column, raw[column.column])]));

export const same = (a: unknown, b: unknown): boolean =>
  a === b ||
  (a instanceof Date && b instanceof Date
    ? a.getTime() === b.getTime()
    : typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));

/** Whether a row's value is still the one that was read. JSON is compared as text first: a boundary is long, and most commands leave it alone. */
export function unchanged(dialect: DialectName, column: ColumnModel, value: unknown, raw: RawRow): boolean {
  const read = raw[column.column];
  if (column.type === 'json' && typeof read === 'string' && JSON.stringify(value) === read) return true;
  return same(value, decode(dialect, column, read));
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
