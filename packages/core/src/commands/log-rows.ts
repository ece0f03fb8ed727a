import type { SqlValue } from '../contract/sql.ts';
import { statement, type DialectName, type Transaction } from '../data/database.ts';
import { instant, placeholder } from '../data/placeholders.ts';
import type { IdempotencyKey } from './idempotency.ts';
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
/** A statement with its parameters, counted as they are written. */
class Writing {
  readonly params: SqlValue[] = [];
  readonly #dialect: DialectName;
  constructor(dialect: DialectName) {
    this.#dialect = dialect;
  }
  mark = (value: SqlValue): string => placeholder(this.#dialect, this.params.push(value));
  list = (values: readonly SqlValue[]): string => values.map(this.mark).join(', ');
}

/** What stands beside every change, in its transaction: one audit row, the events, the answer under its key. No audit, no change. */
export function writeLogRows(dialect: DialectName, transaction: Pick<Transaction, 'last'>, rows: LogRows): void {
  const parts = [audit, ...(rows.events.length === 0 ? [] : [events]), ...(rows.remember === undefined ? [] : [answer])];
  for (const part of parts) {
    const writing = new Writing(dialect);
    transaction.last(statement(part(writing, dialect, rows)), writing.params);
  }
}

/** The sealer chains it later. */
const audit = ({ list }: Writing, dialect: DialectName, { at, principal, request, command, changes }: LogRows): string =>
  `INSERT INTO fengsui_audit (at, principal, request, command, area, changes) VALUES (${list([instant(dialect, at), principal, request, command, changes[0]?.area ?? null, JSON.stringify(changes)])})`;

/** The one append-only log that everything downstream reads. */
function events({ list }: Writing, dialect: DialectName, { at, principal, request, events: all }: LogRows): string {
  // Few rows lie in a zone: the others are written as if there were none.
  const zoned = all.some(({ zone }) => zone !== null);
  const rows = all.map(({ type, entity, key, area, zone, payload }) => {
    const values = [instant(dialect, at), type, entity, key, area, principal, request, JSON.stringify(payload)];
    return `(${list(zoned ? [...values, zone] : values)})`;
  });
  return `INSERT INTO fengsui_event (at, type, entity, key, area, principal, request, payload${zoned ? ', zone' : ''}) VALUES ${rows.join(', ')}`;
}

const answer = ({ list }: Writing, dialect: DialectName, { at, remember }: LogRows): string => {
  if (remember === undefined) throw new Error('Only an answer that is there is remembered');
  const { principal, command, key, body } = remember.key;
  return `INSERT INTO fengsui_idempotency (principal, command, key, body, answer, at) VALUES (${list([principal, command, key, body, JSON.stringify(remember.answer), instant(dialect, at)])})`;
};
