import { statement, type Database } from '../data/database.ts';
import { failingWorkers, type FailingWorker } from '../data/failing-workers.ts';
import { openDatabase } from '../data/open.ts';

/** What a database tells of its own health, without an engine over it. */
export interface DatabaseHealth {
  /** How far its clock is ahead of ours, in milliseconds; 0 where both are one machine's. */
  readonly clockAhead: number;
  /** Audit rows that are not sealed, and since when the oldest of them waits. */
  readonly unsealed: { readonly rows: number; readonly since: Date | undefined };
  /** When `backup` last finished. */
  readonly backedUpAt: Date | undefined;
  /** Transactions that hold the log's readers up for long (PostgreSQL). */
  readonly longTransactions: readonly { readonly pid: number; readonly seconds: number; readonly application: string }[];
  /** Jobs and subscribers whose last run failed. */
  readonly failing: readonly FailingWorker[];
}

/** Seconds after which a transaction is long: commands take milliseconds. */
const longUnlessTold = 60;

/** Undefined where no migration ran yet. Errors: the driver's own when the database cannot be reached. */
export async function inspectDatabase(url: string, longSeconds: number = longUnlessTold): Promise<DatabaseHealth | undefined> {
  const database = await openDatabase(url, { poolSize: 1 });
  try {
    return (await isThere(database)) ? await healthOf(database, longSeconds) : undefined;
  } finally {
    await database.close();
  }
}

async function isThere(database: Database): Promise<boolean> {
  const text =
    database.dialect === 'sqlite'
      ? "SELECT name FROM sqlite_schema WHERE name = 'fengsui_worker'"
      : "SELECT to_regclass('fengsui_worker')::text AS name";
  return (await database.rows(statement(text), []))[0]?.['name'] != null;
}

async function healthOf(database: Database, longSeconds: number): Promise<DatabaseHealth> {
  const rows = (text: string): ReturnType<Database['rows']> => database.rows(statement(text), []);
  // as: instants come as Date from PostgreSQL and as milliseconds from SQLite
  const instant = (value: unknown): Date | undefined => (value == null ? undefined : new Date(value as Date | number));
  const [unsealed] = await rows('SELECT count(*) AS n, min(at) AS since FROM fengsui_audit WHERE chain IS NULL');
  const [backup] = await rows("SELECT max(at) AS at FROM fengsui_audit WHERE command = 'backup'");
  return {
    unsealed: { rows: Number(unsealed?.['n'] ?? 0), since: instant(unsealed?.['since']) },
    backedUpAt: instant(backup?.['at']),
    failing: await failingWorkers(database),
    ...(database.dialect === 'sqlite' ? { clockAhead: 0, longTransactions: [] } : await ofServer(rows, longSeconds)),
  };
}

async function ofServer(
  rows: (text: string) => ReturnType<Database['rows']>,
  longSeconds: number,
): Promise<Pick<DatabaseHealth, 'clockAhead' | 'longTransactions'>> {
  const before = Date.now();
  const [clock] = await rows('SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS at');
  // The answer was made about halfway.
  const clockAhead = Math.round(Number(clock?.['at']) - (before + Date.now()) / 2);
  // The log is read below the oldest transaction that has written in this database.
  const found = await rows(
    `SELECT pid, extract(epoch FROM clock_timestamp() - xact_start)::int AS seconds, coalesce(nullif(application_name, ''), usename, '?') AS application
     FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND datname = current_database() AND xact_start < clock_timestamp() - interval '${longSeconds} seconds' ORDER BY xact_start`,
  );
  return {
    clockAhead,
    longTransactions: found.map((row) => ({
      pid: Number(row['pid']),
      seconds: Number(row['seconds']),
      application: String(row['application']),
    })),
  };
}
