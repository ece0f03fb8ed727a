import type { ColumnModel, EntityModel } from '../contract/model.ts';
import type { DialectName, RawRow } from '../data/database.ts';
import { type AnyRow, decodeRow, same, unchanged } from './row-values.ts';

/** A row that a command holds: as it is now and, where it was loaded, as it was read. */
export class TrackedRow {
  readonly entity: EntityModel;
  readonly row: AnyRow;
  readonly raw: RawRow | undefined;
  removed = false;
  readonly #dialect: DialectName;
  #before: AnyRow | undefined;
  constructor(dialect: DialectName, entity: EntityModel, of: { readonly created: AnyRow } | { readonly raw: RawRow }) {
    this.#dialect = dialect;
    this.entity = entity;
    this.raw = 'raw' in of ? of.raw : undefined;
    this.row = 'raw' in of ? decodeRow(dialect, entity, of.raw) : of.created;
  }
  /** As it was read; undefined for one that is new. Decoded when it is asked for: most rows that are loaded stay as they are. */
  get before(): AnyRow | undefined {
    return this.raw === undefined ? undefined : (this.#before ??= decodeRow(this.#dialect, this.entity, this.raw));
  }
  /** The columns whose values are others than were read. */
  changed(): readonly ColumnModel[] {
    const { row, raw } = this;
    const [written, columns] = [this.#before, [...this.entity.columns.values()]];
    if (raw === undefined) return columns;
    const isSame = (column: ColumnModel): boolean =>
      written === undefined ? unchanged(this.#dialect, column, row, raw) : same(row[column.property], written[column.property]);
    return columns.filter((column) => column !== this.entity.key && !isSame(column));
  }
  /** What was written already, and told by itself, is no change any more. */
  settle(written: AnyRow): void {
    this.#before = { ...this.before, ...written };
  }
}
