import type { EntityModel } from '../contract/model.ts';
import type { SqlValue } from '../contract/sql.ts';
import { statement, type DialectName, type Transaction } from './database.ts';
import { insertMany } from './insert-many.ts';
import { encode } from './values.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * Writes many rows of an entity, by property; those whose key is taken are passed over. On PostgreSQL all are one parameter: with one for each
 * value, each number of rows is another statement, which takes longer to plan than to run.
 */
export async function writeRows(
  dialect: DialectName,
  transaction: Transaction,
  entity: EntityModel,
  rows: readonly Values[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = [...entity.columns.values()];
  if (dialect === 'sqlite') {
    const values = rows.map((row) => columns.map((column): SqlValue => encode(dialect, column, row[column.property])));
    await insertMany(
      dialect,
      transaction,
      entity.table,
      columns.map(({ column }) => column),
      values,
      true,
    );
    return;
  }
  const names = columns.map(({ column }) => `"${column}"`).join(', ');
  const records = rows.map((row) =>
    Object.fromEntries(
      columns.map((column) => {
        const value = row[column.property] ?? null;
        // What is JSON stands in the list as it is.
        return [column.column, column.type === 'json' ? value : encode(dialect, column, value)];
      }),
    ),
  );
  const text = `INSERT INTO "${entity.table}" (${names}) SELECT ${names} FROM json_populate_recordset(NULL::"${entity.table}", $1) ON CONFLICT DO NOTHING`;
  await transaction.run(statement(text), [JSON.stringify(records)]);
}
