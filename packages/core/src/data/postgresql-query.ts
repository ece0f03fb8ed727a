import type { Socket } from 'node:net';
import { type PoolClient, types } from 'pg';
import type { SqlValue } from '../contract/sql.ts';
import type { Statement } from './database.ts';

// int8 as a number: counts and sums of ours stay far below 2^53. The rest as the driver gives it.
const int8 = 20;
const numeric = {
  getTypeParser: (id: number, format?: 'text' | 'binary') => (id === int8 ? Number : types.getTypeParser(id, format)),
};

// A named statement is prepared once a connection; the name is a number, since PostgreSQL cuts names at 63 bytes.
const names = new WeakMap<Statement, string>();
const seen = new WeakSet<Statement>();
let counter = 0;
/** Named from its second use: what is asked only once would stay prepared on every connection for nothing. */
function nameOf(statement: Statement): string | undefined {
  const known = names.get(statement);
  if (known !== undefined) return known;
  if (!seen.has(statement)) return void seen.add(statement);
  const name = `f${(counter += 1)}`;
  names.set(statement, name);
  return name;
}
/** A statement as the driver takes it. */
export const query = (statement: Statement, values: readonly SqlValue[]): object => ({
  name: nameOf(statement),
  text: statement.text,
  values,
  types: numeric,
});

export type Ask = (what: string | object) => Promise<unknown>;
/** What is asked in one turn of the loop leaves together: a packet for each statement wakes both sides for each. */
export function inOnePacket(client: PoolClient): Ask {
  // as: the driver holds this stream back for the parts of one statement in the same way, and does not declare it
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Socket } }).connection;
  let held = false;
  return (what) => {
    if (!held) {
      held = true;
      stream.cork();
      process.nextTick(() => {
        held = false;
        stream.uncork();
      });
    }
    return client.query(what as never);
  };
}
