import type { Database, DatabaseOptions, Transaction } from './database.ts';
import { groupCommit, together } from './group-commit.ts';
import { mutex } from './mutex.ts';
import { bindable, Connection } from './sqlite-connection.ts';
import { heavyReader } from './sqlite-heavy.ts';
import { longestUnlessTold } from './too-long.ts';
import { writesInLine } from './writes-in-line.ts';

/**
 * SQLite: one writer under `BEGIN IMMEDIATE`, a read-only connection beside it, WAL and `synchronous = FULL`,
 * because an acknowledged write must survive a power cut.
 */
export function openSqlite(path: string, { longest = longestUnlessTold, shareReads = true }: DatabaseOptions = {}): Database {
  const writer = new Connection(path, false);
  writer.raw.pragma('journal_mode = WAL');
  writer.raw.pragma('synchronous = FULL');
  const reader = path === ':memory:' ? writer : new Connection(path, true);
  // better-sqlite3 blocks its thread: what may take long is read in another one.
  const heavy = path === ':memory:' ? undefined : heavyReader(path, longest, shareReads);
  const exclusive = mutex();
  const transaction: Transaction = {
    rows: async (statement, params) => writer.rows(statement, params),
    run: async (statement, params) => writer.prepare(statement).run(bindable(params)).changes,
    last: (statement, params) => void writer.prepare(statement).run(bindable(params)),
    lastRows: async (statement, params) => writer.rows(statement, params),
  };
  return {
    dialect: 'sqlite',
    text: (statement, params, weight) =>
      weight === 'heavy' && heavy !== undefined ? heavy.text(statement, params) : reader.text(statement, params),
    rows: async (statement, params) => reader.rows(statement, params),
    // While one batch is committed, the next one gathers.
    write: writesInLine(groupCommit(writer, transaction, exclusive), { atOnce: 2 * together, longest }),
    script: (statements) => exclusive(async () => void writer.raw.transaction(() => statements.forEach((text) => writer.raw.exec(text)))()),
    optimize: () => exclusive(async () => statistics.forEach((text) => writer.raw.exec(text))),
    close: async () => {
      await heavy?.close();
      reader.raw.close();
      if (reader !== writer) writer.raw.close();
    },
  };
}

/**
 * Statistics of tables that have none yet or have grown; 0x10002 looks at all tables, not only at those this connection asked.
 * The samples of stat4 are dropped: with them every new parameter value has the statement planned again, which costs a look-up by id
 * five times its own time.
 */
const statistics: readonly string[] = [
  'PRAGMA analysis_limit = 1000',
  'PRAGMA optimize = 0x10002',
  'DROP TABLE IF EXISTS sqlite_stat4',
  'ANALYZE sqlite_schema',
];
