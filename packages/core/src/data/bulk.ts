import { typeidUnboxed } from 'typeid-js';
import type { PersonalVault } from '../access/personal.ts';
import type { Entity } from '../contract/entity.ts';
import { columnOf, entityOf, type EntityModel, type Model } from '../contract/model.ts';
import type { SqlValue } from '../contract/sql.ts';
import { statement, type DialectName, type Transaction } from './database.ts';
import { insertMany } from './insert-many.ts';
import { placeholders } from './placeholders.ts';
import { faultsOfRow } from './validate-row.ts';
import { encode } from './values.ts';

type AnyRow = Readonly<Record<string, unknown>>;
export interface BulkOptions {
  readonly model: Model;
  readonly dialect: DialectName;
  readonly transaction: Transaction;
  readonly vault: Pick<PersonalVault, 'protect'>;
  readonly now: () => Date;
  /** Passes over rows whose key, or another unique value, is taken. */
  readonly ifNew?: boolean;
}
/** Rows by the thousand inside one transaction: each checked against the model, written with few statements. */
export interface BulkWriter {
  /** Gives the number of rows written. Errors: BulkRefused, with the row's place in what was given. */
  insert<T>(entity: Entity<T>, rows: Iterable<object>): Promise<number>;
}
/** A row that does not fit the model: a fault of whoever made the rows. */
export class BulkRefused extends Error {
  constructor(entity: string, at: number, faults: readonly { readonly message: { readonly zh: string; readonly en: string } }[]) {
    super(
      `${entity}，第 ${at} 行：${faults.map(({ message }) => message.zh).join('；')}。 ${entity}, row ${at}: ${faults.map(({ message }) => message.en).join('; ')}.`,
    );
    this.name = 'BulkRefused';
  }
}
const rowsAtOnce = 1_024;

export function bulkWriter(options: BulkOptions): BulkWriter {
  const { model, dialect, transaction, vault, now, ifNew } = options;
  // Area codes of rows that others are visible by: written here, or read once.
  const areas = new Map<string, Map<string, Place>>();
  return {
    insert: async (of, rows) => {
      const entity = entityOf(model, of.name);
      const columns = [...entity.columns.values()];
      const personal = columns.filter((column) => column.personal !== undefined);
      const at = now();
      let written = 0;
      let batch: Record<string, unknown>[] = [];
      const flush = async (): Promise<void> => {
        await copyAreas(options, entity, batch, areas);
        const values: SqlValue[][] = [];
        for (const row of batch) {
          const stored =
            personal.length === 0 ? row : await vault.protect(transaction, entity, String(row[entity.key.property]), row, personal);
          values.push(columns.map((column) => encode(dialect, column, stored[column.property])));
        }
        written += await insertMany(
          dialect,
          transaction,
          entity.table,
          columns.map(({ column }) => column),
          values,
          ifNew,
        );
        batch = [];
      };
      let seen = 0;
      for (const given of rows as Iterable<AnyRow>) {
        seen += 1;
        const faults = faultsOfRow(entity, given);
        if (faults.length > 0) throw new BulkRefused(entity.name, seen, faults);
        const row: Record<string, unknown> = { ...given, version: 1, createdAt: at, updatedAt: at };
        for (const column of columns) row[column.property] ??= column.default ?? null;
        if (entity.key.property === 'id') row['id'] ??= typeidUnboxed('');
        if (batch.push(row) === rowsAtOnce) await flush();
      }
      if (batch.length > 0) await flush();
      return written;
    },
  };
}

interface Place {
  readonly area: string;
  readonly zone: string | null;
}
/** A row that is visible via its parent carries the parent's area code, and its zone's. */
async function copyAreas(
  { model, dialect, transaction }: BulkOptions,
  entity: EntityModel,
  batch: readonly Record<string, unknown>[],
  known: Map<string, Map<string, Place>>,
): Promise<void> {
  if (typeof entity.visibility !== 'object' || !entity.columns.has('areaCode')) return;
  const relation = columnOf(entity, entity.visibility.via);
  const parent = entityOf(model, relation.target as string);
  const areas = known.get(parent.name) ?? new Map<string, Place>();
  known.set(parent.name, areas);
  const missing = [...new Set(batch.map((row) => String(row[relation.property])))].filter((key) => !areas.has(key));
  for (let at = 0; at < missing.length; at += 256) {
    const keys = missing.slice(at, at + 256);
    const zone = parent.zoneColumn === undefined ? 'NULL' : `"${parent.zoneColumn}"`;
    const text = `SELECT "${parent.key.column}" AS "key", "area_code" AS "area", ${zone} AS "zone" FROM "${parent.table}" WHERE "${parent.key.column}" IN (${placeholders(dialect, keys.length)})`;
    for (const row of await transaction.rows(statement(text), keys))
      areas.set(String(row['key']), { area: String(row['area']), zone: row['zone'] === null ? null : String(row['zone']) });
  }
  batch.forEach((row, at) => {
    const place = areas.get(String(row[relation.property]));
    if (place === undefined)
      throw new BulkRefused(entity.name, at + 1, [
        {
          message: {
            zh: `${relation.property} 指向不存在的 ${parent.name}`,
            en: `${relation.property} points to a ${parent.name} that does not exist`,
          },
        },
      ]);
    row['areaCode'] = place.area;
    if (entity.zoneColumn !== undefined) row['zoneCode'] = place.zone;
  });
}
