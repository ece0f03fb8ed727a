import { hazchem } from '@fengsui/plugin-hazchem';
import { hostileBodies } from './hostile.ts';
import { testServer } from './server.ts';

/** Numbers that are the same in every run of the same seed. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}
const codes = new Set([
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'LIMIT_EXCEEDED',
  'CURSOR_INVALID',
  'CURSOR_EXPIRED',
]);
/** What only our own side should ever read. */
const inner = /SQLITE|syntax error at|node_modules|\n\s+at |\.ts:\d|ECONN|column ".*" does not exist|invalid byte sequence/;

/** Inputs that each generated operation is sent with. */
const inputsEach = 5;

export interface Fuzzed {
  readonly sent: number;
  /** How many were answered with data: a fuzz that is always refused proves nothing. */
  readonly answered: number;
  readonly faults: readonly string[];
}

/** Sends generated operations with hostile values to a real server; what must never happen is a fault. */
export async function fuzz(dialect: 'sqlite' | 'postgresql', runs: number, seed: number): Promise<Fuzzed> {
  const server = await testServer(dialect, { rate: { key: { burst: 1e9, perSecond: 1e9 }, address: { burst: 1e9, perSecond: 1e9 } } }, [
    hazchem,
  ]);
  const faults: string[] = [];
  let answered = 0;
  const one = async (body: string, at: number): Promise<void> => {
    const fault = (what: string, text: string): void =>
      void (faults.length < 5 && faults.push(`${what}, run ${at} of seed ${seed}:\n${body.slice(0, 3_000)}\n→ ${text.slice(0, 1_000)}`));
    const response = await server.send(body);
    const text = await response.text();
    if (response.status >= 500) return fault(`status ${response.status}`, text);
    const { data, errors = [] } = JSON.parse(text) as {
      readonly data?: unknown;
      readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
    };
    if (data !== undefined && data !== null && errors.length === 0) answered += 1;
    const wrong = errors.find(({ message, extensions }) => !codes.has(extensions?.code ?? '') || inner.test(message));
    if (wrong !== undefined) fault('an error that is not ours to show', JSON.stringify(wrong));
  };
  try {
    // A few at a time, as callers come.
    for (let at = 0; at < runs; at += inputsEach)
      await Promise.all(
        hostileBodies(server.engine.schema, numbersFrom(seed * 1_000_003 + at), inputsEach).map((body, nr) => one(body, at + nr)),
      );
    const clean = Object.keys(Object.prototype).length === 0 && !('polluted' in {}) && !('polluted' in []);
    if (!clean) faults.push('a prototype was changed');
    const alive = await server.query('{ areas { totalCount } }');
    if (alive.errors !== undefined) faults.push('the server no longer answers');
  } finally {
    await server.stop();
  }
  return { sent: runs, answered, faults };
}
