import { FengsuiClientError } from './error.ts';

/** How often a call that may be made again is made again, and how long is waited before. */
export interface RetryOptions {
  /** Tries after the first. 2 unless told; 0 makes every call once. */
  readonly times?: number;
  /** Milliseconds before the second try, doubled each time. 300 unless told; a server that says Retry-After is given that long. */
  readonly waitMs?: number;
}
const longestWait = 30_000;

/** A query changes nothing; a command that carries an idempotency key is done once, however often it is sent. */
export function mayRepeat(query: string, variables: unknown): boolean {
  const text = query.replace(/#[^\n]*/g, '');
  if (!/\b(?:mutation|subscription)\b/.test(text)) return true;
  if (/\bsubscription\b/.test(text)) return false;
  const inputs = Object.values((variables ?? {}) as Readonly<Record<string, unknown>>).flat();
  const objects = inputs.filter((each): each is object => typeof each === 'object' && each !== null);
  return objects.length > 0 && objects.every((each) => typeof (each as { readonly idempotencyKey?: unknown }).idempotencyKey === 'string');
}

/** What another try may mend: no answer, a server that is busy, stopping or not ready. */
const transient = (error: unknown): error is FengsuiClientError =>
  error instanceof FengsuiClientError && (error.kind === 'network' || error.status === 429 || error.status === 502 || error.status === 503);

export async function repeated<T>(call: () => Promise<T>, { times = 2, waitMs = 300 }: RetryOptions = {}): Promise<T> {
  for (let tried = 0; ; tried += 1) {
    try {
      return await call();
    } catch (error) {
      if (tried >= times || !transient(error)) throw error;
      const asked = error.retryAfterSeconds === undefined ? waitMs * 2 ** tried : error.retryAfterSeconds * 1_000;
      if (asked > longestWait) throw error;
      // Not all at the same moment: those who failed together would come back together.
      await new Promise((resolve) => setTimeout(resolve, asked * (1 + Math.random() / 4)));
    }
  }
}
