import type { SqlValue } from '../contract/sql.ts';
import type { Statement } from './database.ts';

/** A read that waits its turn, with all who asked for it meanwhile. */
export interface WaitingRead {
  readonly statement: Statement;
  readonly params: readonly SqlValue[];
  readonly answer: (text: string | null) => void;
  readonly refuse: (reason: unknown) => void;
  /** When it was asked for, by `performance.now()`. */
  readonly since: number;
}
interface Shared extends WaitingRead {
  readonly answered: Promise<string | null>;
}

/**
 * Reads in the order in which they came. Whoever asks for what already waits shares its answer: when an alarm comes, every screen of
 * a city asks for the same page at once. A read that was sent is shared no more, so that nobody is told of a time before they asked:
 * what was committed before the question is in the answer. Statement and parameters hold everything that an answer depends on, the
 * caller's scope included; what else differs between two callers is done to the answer, by each for itself.
 */
export class WaitingReads {
  readonly #waiting = new Map<string, Shared>();
  readonly #share: boolean;
  constructor(share: boolean) {
    this.#share = share;
  }
  get size(): number {
    return this.#waiting.size;
  }
  add(statement: Statement, params: readonly SqlValue[]): Promise<string | null> {
    const key = this.#share ? keyOf(statement, params) : String((counter += 1));
    const known = this.#waiting.get(key);
    if (known !== undefined) return known.answered;
    const { promise: answered, resolve: answer, reject: refuse } = Promise.withResolvers<string | null>();
    this.#waiting.set(key, { statement, params, answer, refuse, answered, since: performance.now() });
    return answered;
  }
  first(): WaitingRead | undefined {
    let met = false;
    return this.take(() => !met && (met = true))[0];
  }
  /** Those whose turn it is, in their order for as long as they fit; they wait no more. */
  take(fits: (read: WaitingRead) => boolean): readonly WaitingRead[] {
    const taken: WaitingRead[] = [];
    for (const [key, read] of this.#waiting) {
      if (!fits(read)) break;
      taken.push(read);
      this.#waiting.delete(key);
    }
    return taken;
  }
}

let counter = 0;
const numbers = new WeakMap<Statement, number>();
function keyOf(statement: Statement, params: readonly SqlValue[]): string {
  let number = numbers.get(statement);
  if (number === undefined) numbers.set(statement, (number = counter += 1));
  let key = String(number);
  for (const value of params) key += written(value);
  return key;
}
/** A number and a string of the same digits are two values, and so are bytes and what they look like; its length tells where a text ends. */
function written(value: SqlValue): string {
  if (typeof value === 'string') return `,s${value.length}:${value}`;
  if (value instanceof Uint8Array) return `,x${Buffer.from(value).toString('hex')}`;
  return `,${typeof value} ${String(value)}`;
}
