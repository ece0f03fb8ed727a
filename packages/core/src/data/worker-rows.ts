import type { SqlValue } from '../contract/sql.ts';
import { statement, type Database } from './database.ts';
import { instant, placeholder } from './placeholders.ts';

export type WorkerKind = 'job' | 'subscriber';
/** Where a worker stands, as whoever took it met it. */
export interface WorkerRow {
  readonly id: string;
  readonly dueAt: Date;
  readonly position: { readonly txid: string; readonly seq: number };
  readonly failures: number;
}
/** What a run leaves behind. */
export interface WorkerOutcome {
  readonly dueAt?: Date;
  readonly retryAt?: Date | undefined;
  readonly position?: { readonly txid: string; readonly seq: number };
  readonly failures: number;
  readonly error?: string | undefined;
}
/** How long a holder that says nothing keeps its worker. A crashed instance's work is taken over after it. */
export const leaseFor = 60_000;

/** The rows of jobs and subscribers. A row's lease is its lock: one holder at a time, on both databases alike. */
export class WorkerRows {
  readonly #database: Database;
  readonly #holder: string;
  readonly #now: () => Date;
  constructor(database: Database, holder: string, now: () => Date) {
    this.#database = database;
    this.#holder = holder;
    this.#now = now;
  }

  async ensure(id: string, kind: WorkerKind, dueAt: Date): Promise<void> {
    await this.#change(
      (mark) =>
        `INSERT INTO fengsui_worker (id, kind, due_at, txid, seq, failures) VALUES (${mark(id)}, ${mark(kind)}, ${mark(this.#at(dueAt))}, '0', 0, 0) ON CONFLICT DO NOTHING RETURNING id`,
    );
  }
  /** Workers that somebody should run now, by id. */
  async due(kind: WorkerKind): Promise<readonly string[]> {
    const params: SqlValue[] = [];
    const mark = this.#marker(params);
    const text = `SELECT id FROM fengsui_worker WHERE kind = ${mark(kind)} AND ${this.#free(mark)} ORDER BY id`;
    return (await this.#database.rows(statement(text), params)).map(({ id }) => String(id));
  }
  /** Takes a worker that is due and free; undefined when another holds it. */
  async take(id: string): Promise<WorkerRow | undefined> {
    const row = await this.#change(
      (mark) =>
        `UPDATE fengsui_worker SET holder = ${mark(this.#holder)}, lease_until = ${mark(this.#at(this.#in(leaseFor)))} WHERE id = ${mark(id)} AND ${this.#free(mark)} RETURNING id, due_at, txid, seq, failures`,
    );
    if (row === undefined) return undefined;
    return {
      id,
      // as: instants come as Date from PostgreSQL and as milliseconds from SQLite
      dueAt: new Date(row['due_at'] as Date | number),
      position: { txid: String(row['txid']), seq: Number(row['seq']) },
      failures: Number(row['failures']),
    };
  }
  /** Keeps what is held; false when it was taken over meanwhile. */
  async renew(id: string): Promise<boolean> {
    return (
      (await this.#change(
        (mark) =>
          `UPDATE fengsui_worker SET lease_until = ${mark(this.#at(this.#in(leaseFor)))} WHERE id = ${mark(id)} AND holder = ${mark(this.#holder)} RETURNING id`,
      )) !== undefined
    );
  }
  /** Notes how far a subscriber has come, still holding it; false when it was taken over meanwhile. */
  async advance(id: string, { txid, seq }: WorkerRow['position']): Promise<boolean> {
    return (
      (await this.#change(
        (mark) =>
          `UPDATE fengsui_worker SET txid = ${mark(txid)}${this.#xid}, seq = ${mark(seq)}, failures = 0, error = NULL, retry_at = NULL, lease_until = ${mark(this.#at(this.#in(leaseFor)))} WHERE id = ${mark(id)} AND holder = ${mark(this.#holder)} RETURNING id`,
      )) !== undefined
    );
  }
  /** Lets go of a worker with what its run left. */
  async release(id: string, { dueAt, retryAt, position, failures, error }: WorkerOutcome): Promise<void> {
    await this.#change((mark) => {
      const sets = [
        'holder = NULL',
        'lease_until = NULL',
        `failures = ${mark(failures)}`,
        `error = ${mark(error ?? null)}`,
        `retry_at = ${mark(retryAt === undefined ? null : this.#at(retryAt))}`,
        `finished_at = ${mark(this.#at(this.#now()))}`,
        ...(dueAt === undefined ? [] : [`due_at = ${mark(this.#at(dueAt))}`]),
        ...(position === undefined ? [] : [`txid = ${mark(position.txid)}${this.#xid}`, `seq = ${mark(position.seq)}`]),
      ];
      return `UPDATE fengsui_worker SET ${sets.join(', ')} WHERE id = ${mark(id)} AND holder = ${mark(this.#holder)} RETURNING id`;
    });
  }
  async position(id: string): Promise<WorkerRow['position']> {
    const cast = this.#database.dialect === 'sqlite' ? '' : '::text';
    const [row] = await this.#database.rows(
      statement(`SELECT txid${cast} AS txid, seq FROM fengsui_worker WHERE id = ${placeholder(this.#database.dialect, 1)}`),
      [id],
    );
    return { txid: String(row?.['txid'] ?? '0'), seq: Number(row?.['seq'] ?? 0) };
  }

  #free(mark: (value: SqlValue) => string): string {
    const now = this.#at(this.#now());
    return `due_at <= ${mark(now)} AND (retry_at IS NULL OR retry_at <= ${mark(now)}) AND (holder IS NULL OR lease_until < ${mark(now)})`;
  }
  #marker(params: SqlValue[]): (value: SqlValue) => string {
    return (value) => placeholder(this.#database.dialect, params.push(value));
  }
  async #change(text: (mark: (value: SqlValue) => string) => string): Promise<Readonly<Record<string, unknown>> | undefined> {
    const params: SqlValue[] = [];
    const written = text(this.#marker(params));
    return (await this.#database.write((transaction) => transaction.rows(statement(written), params)))[0];
  }
  #at(date: Date): string | number {
    return instant(this.#database.dialect, date);
  }
  #in(milliseconds: number): Date {
    return new Date(this.#now().getTime() + milliseconds);
  }
  get #xid(): string {
    return this.#database.dialect === 'sqlite' ? '' : '::xid8';
  }
}

/** The pause after a failure: twice as long each time, up to a bound. */
export const backoff = (failures: number, first: number, most: number): number => Math.min(first * 2 ** Math.max(0, failures - 1), most);
export const errorText = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 2_000);
