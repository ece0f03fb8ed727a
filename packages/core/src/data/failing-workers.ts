import { statement, type Database } from './database.ts';

/** A job or subscriber whose last run failed. */
export interface FailingWorker {
  readonly id: string;
  /** Failed runs since the last good one. */
  readonly failures: number;
  readonly error: string;
  /** When it is tried again. */
  readonly retryAt: Date;
}

/** What fails now, for those who watch. */
export async function failingWorkers(database: Database): Promise<readonly FailingWorker[]> {
  const text = 'SELECT id, failures, error, COALESCE(retry_at, due_at) AS retry_at FROM fengsui_worker WHERE failures > 0 ORDER BY id';
  return (await database.rows(statement(text), [])).map((row) => ({
    id: String(row['id']),
    failures: Number(row['failures']),
    error: String(row['error'] ?? ''),
    // as: instants come as Date from PostgreSQL and as milliseconds from SQLite
    retryAt: new Date(row['retry_at'] as Date | number),
  }));
}
