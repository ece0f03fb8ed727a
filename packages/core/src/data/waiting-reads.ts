import { FengsuiError } from '../contract/errors.ts';
import type { SqlValue } from '../contract/sql.ts';
import type { Statement, Weight } from './database.ts';
import { tooLong } from './too-long.ts';

/** A read that waits its turn, with all who asked for it meanwhile. */
export interface WaitingRead {
  readonly statement: Statement;
  readonly params: readonly SqlValue[];
  readonly answer: (text: string | null) => void;
  readonly refuse: (reason: unknown) => void;
}
interface Shared extends WaitingRead {
  readonly answered: Promise<string | null>;
  /** When it was first asked for, by `performance.now()`. */
  readonly since: number;
}
export interface WaitingOptions {
  /** What may wait before the next is told to come back. */
  readonly atMost: number;
  /** Milliseconds after which what waits is not asked any more: its asker was told meanwhile that it takes too long. */
  readonly longest: number;
  /** Whether who asks for what already waits shares its answer. */
  readonly share: boolean;
}
/**
 * How many different reads wait at most: about as many as are answered in a second or two. More would be answered to people who have asked again, and
 * the longer the line, the fewer of its answers anybody still reads.
 */
export const waitingAtMost: Readonly<Record<Weight, number>> = { light: 2_000, heavy: 100 };

export const tooManyWait = (): FengsuiError =>
  new FengsuiError(
    'UNAVAILABLE',
    '等待中的查询过多，此项没有读取；请稍后再试。',
    'Too many reads are waiting and this one was not made; try again in a moment.',
  );

/**
 * Reads in the order in which they came. Whoever asks for what already waits shares its answer: when an alarm comes, every screen of
 * a city asks for the same page at once. A read that was sent is shared no more, so that nobody is told of a time before they asked:
 * what was committed before the question is in the answer. Statement and parameters hold everything that an answer depends on, the
 * caller's scope included; what else differs between two callers is done to the answer, by each for itself.
 * Errors: UNAVAILABLE for one that finds the line full, LIMIT_EXCEEDED for one that waited too long.
 */
export class WaitingReads {
  readonly #waiting = new Map<string, Shared>();
  readonly #options: WaitingOptions;
  constructor(options: WaitingOptions) {
    this.#options = options;
  }
  get size(): number {
    return this.#waiting.size;
  }
  add(statement: Statement, params: readonly SqlValue[]): Promise<string | null> {
    const { atMost, share } = this.#options;
    const key = share ? keyOf(statement, params) : String((counter += 1));
    const known = this.#waiting.get(key);
    if (known !== undefined) return known.answered;
    if (this.#waiting.size >= atMost) return Promise.reject(tooManyWait());
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
    const { longest } = this.#options;
    const taken: WaitingRead[] = [];
    const now = performance.now();
    for (const [key, read] of this.#waiting) {
      if (now - read.since > longest) {
        this.#waiting.delete(key);
        read.refuse(tooLong(longest));
        continue;
      }
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
