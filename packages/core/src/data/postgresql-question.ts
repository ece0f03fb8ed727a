import { types } from 'pg';
import { serialize } from 'pg-protocol';
import type { SqlValue } from '../contract/sql.ts';
import type { RawRow } from './database.ts';

/** The connection as the driver hands it to whoever submits messages of their own; it does not declare these. */
export interface Wire {
  readonly stream: { readonly writable: boolean; write(bytes: Uint8Array): unknown };
  readonly parsedStatements: Record<string, string | undefined>;
  readonly submittedNamedStatements: Record<string, string | undefined>;
}
/** A statement with its values. */
export interface Asked {
  /** Under it the statement stays prepared on its connection. */
  readonly name: string | undefined;
  readonly text: string;
  readonly values: readonly SqlValue[];
}
export interface Answer {
  readonly rows: readonly RawRow[];
  /** Rows given or changed. */
  readonly count: number;
}
export interface Field {
  readonly name: string;
  readonly dataTypeID: number;
}
/** How the columns of a prepared statement's rows are called and read. */
type Shape = readonly { readonly name: string; readonly read: (text: string) => unknown }[];

// int8 as a number: counts and sums of ours stay far below 2^53. json as its text, as SQLite gives it: whoever reads it parses it, so that
// two who read one row do not share an object that one of them may change. The rest as the driver gives it.
const readers: Readonly<Record<number, (text: string) => unknown>> = { 20: Number, 114: (text) => text };

/** Of what was prepared under a name; undefined until its first answer. */
type Shapes = Map<string, Shape | undefined>;
/** What is known of each connection's prepared statements. PostgreSQL refuses one whose columns changed, so this cannot become untrue. */
const shapes = new WeakMap<Wire, Shapes>();
function shapesOf(wire: Wire): Shapes {
  const known: Shapes = shapes.get(wire) ?? new Map();
  shapes.set(wire, known);
  return known;
}

/** As many stay prepared on a connection as an application of many pages has; whatever strangers ask, PostgreSQL keeps no more of it. */
const preparedAtMost = 500;
/** Makes room for one more: the oldest is the one that is prepared again if it is asked again. */
function forgetting(wire: Wire, known: Shapes): readonly Buffer[] {
  const [oldest] = known.keys();
  // One that is being prepared just now is noted by the driver when it is; it goes the next time.
  if (known.size < preparedAtMost || oldest === undefined || wire.submittedNamedStatements[oldest] !== undefined) return [];
  known.delete(oldest);
  delete wire.parsedStatements[oldest];
  return [serialize.close({ type: 'S', name: oldest })];
}

/**
 * One statement on its way. PostgreSQL is asked for the columns of a prepared statement once a connection, and not at each use as the
 * driver does: that costs the server as much as to look a row up by its key, and this side as well.
 */
export class Question {
  readonly asked: Asked;
  readonly answered: Promise<Answer>;
  readonly refuse: (reason: unknown) => void;
  readonly #values: (string | Buffer | null)[];
  readonly #answer: (answer: Answer) => void;
  readonly #rows: RawRow[] = [];
  #count = 0;
  #shape: Shape | undefined;
  #shapes: Shapes | undefined;
  /** Where it is to be prepared under its name. */
  #preparing: Wire | undefined;

  /** Errors: TypeError for what is no value. */
  constructor(asked: Asked) {
    this.asked = asked;
    this.#values = asked.values.map(sent);
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.answered = promise;
    this.#answer = resolve;
    this.refuse = reject;
  }
  /** Parse where it is not prepared, bind, describe where its columns are not known, execute. */
  messages(wire: Wire): readonly Buffer[] {
    const { name = '', text } = this.asked;
    const parts = [serialize.bind({ statement: name, values: this.#values }), serialize.execute()];
    this.#shapes = shapesOf(wire);
    this.#shape = this.#shapes.get(name);
    if (this.#shape === undefined) parts.splice(1, 0, serialize.describe({ type: 'P' }));
    if (name === '') return [serialize.parse({ name, text }), ...parts];
    if (wire.parsedStatements[name] !== undefined || wire.submittedNamedStatements[name] !== undefined) return parts;
    // The driver notes it as parsed when PostgreSQL says so.
    wire.submittedNamedStatements[name] = text;
    this.#preparing = wire;
    // One of this name may have been left there, where the packet that was to forget it failed.
    const anew = [...forgetting(wire, this.#shapes), serialize.close({ type: 'S', name }), serialize.parse({ name, text })];
    if (!this.#shapes.has(name)) this.#shapes.set(name, undefined);
    return [...anew, ...parts];
  }
  /** It was sent and will not be looked at: what it was to prepare is not prepared. */
  passOver(reason: unknown): void {
    if (this.#preparing !== undefined && this.asked.name !== undefined) delete this.#preparing.submittedNamedStatements[this.asked.name];
    this.refuse(reason);
  }
  describe(fields: readonly Field[]): void {
    this.#shape = fields.map(({ name, dataTypeID }) => ({ name, read: readers[dataTypeID] ?? types.getTypeParser(dataTypeID) }));
  }
  row(fields: readonly (string | null)[]): void {
    const row: Record<string, unknown> = {};
    let at = 0;
    for (const { name, read } of this.#shape ?? []) {
      const text = fields[at++] ?? null;
      row[name] = text === null ? null : read(text);
    }
    this.#rows.push(row);
  }
  /** It ran, and said so: `INSERT 0 1`, `SELECT 5`, `BEGIN`. */
  ran(said: string): void {
    this.#count = Number(said.slice(said.lastIndexOf(' ') + 1)) || 0;
    // What gave no description gives no rows.
    const { name } = this.asked;
    if (name !== undefined && this.#shapes?.get(name) === undefined) this.#shapes?.set(name, this.#shape ?? []);
  }
  answer(): void {
    this.#answer({ rows: this.#rows, count: this.#count });
  }
}

/** As the wire takes it; a list as PostgreSQL writes an array. */
function sent(value: unknown): string | Buffer | null {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return null;
  if (typeof value !== 'object') return String(value);
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (Array.isArray(value)) return `{${value.map(element).join(',')}}`;
  throw new TypeError(
    `A statement was given ${Object.prototype.toString.call(value)}: it takes text, numbers, booleans, bytes, null and lists`,
  );
}
const element = (value: unknown): string => (value === null ? 'NULL' : `"${String(value).replace(/[\\"]/g, '\\$&')}"`);
