import type { Socket } from 'node:net';
import { type PoolClient, types } from 'pg';
import type { SqlValue } from '../contract/sql.ts';
import type { Statement } from './database.ts';

// int8 as a number: counts and sums of ours stay far below 2^53. json as its text, as SQLite gives it: whoever reads it parses it, so that
// two who read one row do not share an object that one of them may change. The rest as the driver gives it.
const [int8, json] = [20, 114];
const asItIs = (text: string): string => text;
const own = {
  getTypeParser: (id: number, format?: 'text' | 'binary') =>
    id === int8 ? Number : id === json ? asItIs : types.getTypeParser(id, format),
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
  types: own,
});

export type Ask = (what: string | object) => Promise<unknown>;
/**
 * What is asked in one turn of the loop leaves as one part: a packet for each statement wakes both sides for each, and each of its five or so
 * parts would be a request of its own to the stream.
 */
export function inOnePacket(client: PoolClient): Ask {
  // as: the driver holds this stream back for the parts of one statement in a like way, and does not declare it
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Socket } }).connection;
  let gather = gatherers.get(stream);
  if (gather === undefined) gatherers.set(stream, (gather = gathererOf(stream)));
  const begin = gather;
  return (what) => {
    begin();
    return client.query(what as never);
  };
}
/** From when on parts are gathered until the turn ends, by the connection that they go to. */
const gatherers = new WeakMap<Socket, () => void>();
function gathererOf(stream: Socket): () => void {
  const write = stream.write.bind(stream);
  let parts: Uint8Array[] | undefined;
  const leave = (): void => {
    const gathered = parts;
    parts = undefined;
    if (gathered !== undefined && gathered.length > 0) write(gathered.length === 1 ? (gathered[0] ?? '') : Buffer.concat(gathered));
  };
  // Once and for good: a property that came and went would make every use of the stream slow.
  stream.write = (part: Uint8Array, ...more: never[]) => {
    // The driver gives a part and nothing else; whoever gives more, as to end the connection, goes behind what was gathered
    if (parts !== undefined && more.length === 0) return parts.push(part) > 0;
    leave();
    return write(part, ...more);
  };
  return () => {
    if (parts !== undefined) return;
    parts = [];
    process.nextTick(leave);
  };
}
