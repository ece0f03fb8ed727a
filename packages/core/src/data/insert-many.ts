import type { SqlValue } from '../contract/sql.ts';
import { statement, type DialectName, type Statement, type Transaction } from './database.ts';
import { placeholder } from './placeholders.ts';

/** Parameters in one statement: both databases take more, but neither gets faster. */
const parametersAtMost = 2_048;

/**
 * Writes many rows with statements of 2ⁿ rows each, so that a table of any length needs about eight prepared statements.
 * Gives the number of rows written; with `ifNew`, rows whose key is taken are passed over.
 */
export async function insertMany(
  dialect: DialectName,
  transaction: Transaction,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly SqlValue[])[],
  ifNew = false,
): Promise<number> {
  let written = 0;
  const most = 2 ** Math.floor(Math.log2(parametersAtMost / columns.length));
  for (let at = 0; at < rows.length;) {
    const size = Math.min(most, 2 ** Math.floor(Math.log2(rows.length - at)));
    written += await transaction.run(knownStatement(dialect, table, columns, size, ifNew), rows.slice(at, at + size).flat());
    at += size;
  }
  return written;
}

const known = new Map<string, Statement>();
function knownStatement(dialect: DialectName, table: string, columns: readonly string[], size: number, ifNew: boolean): Statement {
  const key = `${dialect} ${table} ${columns.join()} ${size} ${ifNew}`;
  const made = known.get(key) ?? insertStatement(dialect, table, columns, size, ifNew);
  known.set(key, made);
  return made;
}
/** Inserts so many rows; with `ifNew`, those whose key is taken are passed over. */
export function insertStatement(dialect: DialectName, table: string, columns: readonly string[], size: number, ifNew = false): Statement {
  const width = columns.length;
  const tuples = Array.from(
    { length: size },
    (_none, row) => `(${columns.map((_column, at) => placeholder(dialect, row * width + at + 1)).join(', ')})`,
  );
  const names = columns.map((name) => `"${name}"`).join(', ');
  return statement(`INSERT INTO "${table}" (${names}) VALUES ${tuples.join(', ')}${ifNew ? ' ON CONFLICT DO NOTHING' : ''}`);
}
