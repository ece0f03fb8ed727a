import { codesChange } from './codes-lock.ts';

/** What a driver's error means for whoever may try again. */
export type Failure =
  /** Two transactions met; this one was rolled back whole. */
  | 'conflict'
  /** The connection broke before the commit was asked for: nothing was kept. */
  | 'lost'
  /** The connection broke while the commit was on its way: nobody knows. */
  | 'unknown'
  /** Somebody else writes and would not end. */
  | 'busy'
  /** The codes of areas are being changed; nothing was done. */
  | 'recoding'
  /** It took longer than a statement may, and was ended. */
  | 'slow'
  /** No room on the disk. */
  | 'full'
  /** A unique index says no. */
  | 'duplicate';

/** Thrown when the answer to a commit never came. */
export class CommitUnknown extends Error {
  constructor(cause: unknown) {
    super('The connection broke while the commit was on its way', { cause });
    this.name = 'CommitUnknown';
  }
}

const byCode: Readonly<Record<string, Failure>> = {
  '40001': 'conflict',
  '40P01': 'conflict',
  '57P01': 'lost',
  '57P02': 'lost',
  '57P03': 'lost',
  '08000': 'lost',
  '08003': 'lost',
  '08006': 'lost',
  ECONNRESET: 'lost',
  ECONNREFUSED: 'lost',
  EPIPE: 'lost',
  '53100': 'full',
  '55P03': 'busy',
  [codesChange]: 'recoding',
  '57014': 'slow',
  '23505': 'duplicate',
  SQLITE_BUSY: 'busy',
  SQLITE_BUSY_SNAPSHOT: 'busy',
  SQLITE_FULL: 'full',
  SQLITE_CONSTRAINT_UNIQUE: 'duplicate',
  SQLITE_CONSTRAINT_PRIMARYKEY: 'duplicate',
};
/** What a unique index says no to, as each database tells it: SQLite its columns, PostgreSQL its name. Never a value. */
export type Duplicate = { readonly table: string } & ({ readonly columns: readonly string[] } | { readonly index: string });
export function duplicateOf(error: unknown): Duplicate | undefined {
  if (!(error instanceof Error)) return undefined;
  // `UNIQUE constraint failed: enterprise.credit_code`
  const [, listed] = /^UNIQUE constraint failed: (.+)$/.exec(error.message) ?? [];
  if (listed !== undefined) {
    const names = listed.split(', ').map((name) => name.split('.'));
    return { table: names[0]?.[0] ?? '', columns: names.map((name) => name[1] ?? '') };
  }
  const { table, constraint } = error as { readonly table?: unknown; readonly constraint?: unknown };
  return typeof table === 'string' && typeof constraint === 'string' ? { table, index: constraint } : undefined;
}

/** A table was changed, and what is prepared on this connection gives other columns now. It is prepared anew the next time it is asked. */
export function isOutdated(error: unknown): boolean {
  const { code, routine } = Object(error) as { readonly code?: unknown; readonly routine?: unknown };
  return code === '0A000' && routine === 'RevalidateCachedQuery';
}

export function failureOf(error: unknown): Failure | undefined {
  if (error instanceof CommitUnknown) return 'unknown';
  if (!(error instanceof Error)) return undefined;
  // Another call with the same idempotency key came first: its answer is there at the next attempt.
  if ((error as { readonly constraint?: unknown }).constraint === 'fengsui_idempotency_pkey') return 'conflict';
  if (isOutdated(error)) return 'conflict';
  const known = byCode[String((error as { readonly code?: unknown }).code)];
  // The driver gives some broken connections no code.
  return known ?? (/^Connection terminated|not queryable|connection error/i.test(error.message) ? 'lost' : undefined);
}

/** A statement whose failure is heard later, at the end of what it belongs to; that nobody waits for it until then is no fault. */
export function unheard<T>(asked: Promise<T>): Promise<T> {
  asked.catch(() => undefined);
  return asked;
}
/** PostgreSQL's answer to whatever is asked after a statement of the transaction failed. */
const over = '25P02';
/** For what was sent behind a statement that failed, and was not run. */
export const passedOver = (): Error => Object.assign(new Error('passed over: a statement before it failed'), { code: over });
export const isPassedOver = (error: unknown): boolean => (error as { readonly code?: unknown } | null)?.code === over;
/**
 * Of statements nobody waited for, one may have failed before: what was caught then only says that the transaction is over, or is a
 * dry run that knows nothing of it. The first that failed tells why.
 */
export function firstFailure(caught: unknown, unheardOf: readonly PromiseSettledResult<unknown>[]): unknown {
  const told = unheardOf.find((each) => each.status === 'rejected' && !isPassedOver(each.reason));
  return told === undefined ? caught : (told as PromiseRejectedResult).reason;
}
