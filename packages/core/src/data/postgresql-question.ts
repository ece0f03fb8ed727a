import { serialize } from 'pg-protocol';
import type { SqlValue } from '../contract/sql.ts';
import type { RawRow } from './database.ts';
import { isOutdated } from './failures.ts';
import { preparedOn, type Prepared, type Shape, type Wire } from './postgresql-prepared.ts';
import { readerOf, sent } from './postgresql-values.ts';

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

/**
 * One statement on its way. The columns of a prepared one are asked for once a connection, and not at each use as the driver does: to look
 * their types up costs PostgreSQL something, and to make readers for them this side.
 */
export class Question {
  readonly asked: Asked;
  readonly answered: Promise<Answer>;
  readonly #refuse: (reason: unknown) => void;
  readonly #values: (string | Buffer | null)[];
  readonly #answer: (answer: Answer) => void;
  readonly #rows: RawRow[] = [];
  #count = 0;
  #prepared: Prepared | undefined;
  #shape: Shape = [];
  /** Its columns were asked for; without a word of them it gives no rows. */
  #asks = true;

  /** Errors: TypeError for what is no value. */
  constructor(asked: Asked) {
    this.asked = asked;
    this.#values = asked.values.map(sent);
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.answered = promise;
    this.#answer = resolve;
    this.#refuse = reject;
  }
  /** Parse where it is not prepared, bind, describe where its columns are not known, execute. */
  messages(wire: Wire): readonly Buffer[] {
    const { name, text } = this.asked;
    const bind = serialize.bind({ statement: name ?? '', values: this.#values });
    const ask = [bind, serialize.describe({ type: 'P' }), serialize.execute()];
    if (name === undefined) return [serialize.parse({ text }), ...ask];
    this.#prepared = preparedOn(wire);
    const preparing = this.#prepared.messages(name, text);
    const shape = this.#prepared.shapeOf(name);
    this.#asks = shape === undefined;
    if (shape === undefined) return [...preparing, ...ask];
    this.#shape = shape;
    return [bind, serialize.execute()];
  }
  /** PostgreSQL refused it, or the connection broke. */
  failed(reason: unknown): void {
    if (this.asked.name !== undefined && isOutdated(reason)) this.#prepared?.outdated(this.asked.name);
    this.#refuse(reason);
  }
  /** It was sent behind one that failed. */
  passOver(reason: unknown): void {
    if (this.asked.name !== undefined) this.#prepared?.passedOver(this.asked.name);
    this.#refuse(reason);
  }
  describe(fields: readonly Field[]): void {
    this.#shape = fields.map(({ name, dataTypeID }) => ({ name, read: readerOf(dataTypeID) }));
  }
  row(fields: readonly (string | null)[]): void {
    const row: Record<string, unknown> = {};
    let at = 0;
    for (const { name, read } of this.#shape) {
      const text = fields[at++] ?? null;
      row[name] = text === null ? null : read(text);
    }
    this.#rows.push(row);
  }
  /** It ran, and said so: `INSERT 0 1`, `SELECT 5`, `BEGIN`. */
  ran(said: string): void {
    this.#count = Number(said.slice(said.lastIndexOf(' ') + 1)) || 0;
    if (this.#asks && this.asked.name !== undefined) this.#prepared?.told(this.asked.name, this.#shape);
  }
  answer(): void {
    this.#answer({ rows: this.#rows, count: this.#count });
  }
}
