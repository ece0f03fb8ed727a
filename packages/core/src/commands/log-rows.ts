import type { DialectName, Statement, Transaction } from '../data/database.ts';
import { insertStatement } from '../data/insert-many.ts';
import { instant } from '../data/placeholders.ts';
import { auditRow } from './audit-row.ts';
import { type IdempotencyKey, rememberAnswer } from './idempotency.ts';
import type { Change } from './row-values.ts';

export interface NewEvent {
  readonly type: string;
  readonly entity: string;
  readonly key: string;
  readonly area: string | null;
  readonly zone: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
}
export interface LogRows {
  readonly at: Date;
  readonly principal: string;
  readonly request: string;
  readonly command: string;
  readonly changes: readonly Change[];
  readonly events: readonly NewEvent[];
  /** The key whose first answer is to be remembered. */
  readonly remember: { readonly key: IdempotencyKey; readonly answer: unknown } | undefined;
}
/** What stands beside every change, in its transaction: one audit row, the events, the answer under its key. No audit, no change. */
export function writeLogRows(dialect: DialectName, transaction: Pick<Transaction, 'last'>, rows: LogRows): void {
  const { at, principal, request, events, remember } = rows;
  transaction.last(...auditRow(dialect, rows));
  if (events.length > 0) {
    // Few rows lie in a zone: the others are written as if there were none.
    const zoned = events.some(({ zone }) => zone !== null);
    const when = instant(dialect, at);
    transaction.last(
      eventsInsert(dialect, events.length, zoned),
      events.flatMap(({ type, entity, key, area, zone, payload }) => {
        const values = [when, type, entity, key, area, principal, request, JSON.stringify(payload)];
        return zoned ? [...values, zone] : values;
      }),
    );
  }
  if (remember !== undefined) rememberAnswer(dialect, transaction, { ...remember, at });
}

const eventColumns = ['at', 'type', 'entity', 'key', 'area', 'principal', 'request', 'payload'] as const;
const oneEvent = {
  sqlite: insertStatement('sqlite', 'fengsui_event', eventColumns, 1),
  postgresql: insertStatement('postgresql', 'fengsui_event', eventColumns, 1),
} as const;
/** The one append-only log that everything downstream reads. */
const eventsInsert = (dialect: DialectName, count: number, zoned: boolean): Statement =>
  count === 1 && !zoned
    ? oneEvent[dialect]
    : insertStatement(dialect, 'fengsui_event', zoned ? [...eventColumns, 'zone'] : eventColumns, count);
