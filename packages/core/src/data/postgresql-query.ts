import type { SqlValue } from '../contract/sql.ts';
import type { RawRow, Statement } from './database.ts';
import type { Asked } from './postgresql-question.ts';

// A named statement is prepared once a connection; the name is a number, since PostgreSQL cuts names at 63 bytes.
const names = new WeakMap<Statement, string>();
const seen = new WeakSet<Statement>();
let counter = 0;
/** Named from its second use: what is asked only once would stay prepared on every connection for nothing. */
export function nameOf(statement: Statement): string | undefined {
  const known = names.get(statement);
  if (known !== undefined) return known;
  if (!seen.has(statement)) return void seen.add(statement);
  const name = `f${(counter += 1)}`;
  names.set(statement, name);
  return name;
}
/** A statement as it is asked. */
export const query = (statement: Statement, values: readonly SqlValue[]): Asked => ({
  name: nameOf(statement),
  text: statement.text,
  values,
});

/** The first column of the first row. */
export const textOf = ([row = {}]: readonly RawRow[]): string | null => (Object.values(row)[0] ?? null) as string | null;
