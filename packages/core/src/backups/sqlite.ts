import { copyFile, link, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { statement, type Database } from '../data/database.ts';
import { openSqlite } from '../data/sqlite.ts';
import { Connection } from '../data/sqlite-connection.ts';
import { damaged, inUse, notEmpty } from './backup-fault.ts';
import { digestOfFile, type OnProgress, synced } from './files.ts';
import type { BackupFile } from './manifest.ts';
import type { FormerDatabase } from './withdrawn-since.ts';

const fileName = 'database.db';
/** Pages a step; between steps the process does other things. */
const pagesAtOnce = 2_000;
export const pathOf = (url: string): string => url.replace(/^file:/, '');

/**
 * Copies the database page by page while others write. A read transaction holds one state of it: without it every write of
 * another process would begin the copy anew, and under a busy server it would never end.
 */
export async function copySqlite(path: string, into: string, onProgress: OnProgress): Promise<BackupFile> {
  const source = new BetterSqlite3(path, { readonly: true, fileMustExist: true, timeout: 5_000 });
  const target = join(into, fileName);
  try {
    source.exec('BEGIN');
    source.prepare('SELECT count(*) FROM sqlite_schema').get();
    await source.backup(target, {
      progress: ({ totalPages, remainingPages }) => {
        onProgress({ phase: 'database', done: totalPages - remainingPages, of: totalPages });
        return pagesAtOnce;
      },
    });
  } finally {
    source.close();
  }
  // One file, whatever the journal of the original.
  const copy = new BetterSqlite3(target);
  try {
    copy.pragma('journal_mode = DELETE');
    const [{ integrity_check: found } = { integrity_check: '' }] = copy.pragma('integrity_check(1)') as { integrity_check: string }[];
    if (found !== 'ok') throw damaged(path, found);
  } finally {
    copy.close();
  }
  await synced(target);
  return { path: fileName, bytes: (await stat(target)).size, sha256: await digestOfFile(target) };
}

/** What a database that is about to be replaced tells, when there is one. */
export async function formerSqlite<T>(path: string, ask: (former: FormerDatabase) => Promise<T>): Promise<T> {
  let former: Connection | undefined;
  try {
    return await ask({ dialect: 'sqlite', rows: async (asked, params) => (former ??= new Connection(path, true)).rows(asked, params) });
  } finally {
    former?.raw.close();
  }
}

/** Refuses a database that holds something, or that somebody has open; one that may be replaced is left in a single file. */
export async function claimSqlite(path: string, overwrite: boolean): Promise<boolean> {
  if ((await stat(path).catch(() => undefined)) === undefined) return false;
  const old = new BetterSqlite3(path, { timeout: 1_000 });
  try {
    const tables = (old.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE type = 'table'").get() as { n: number }).n;
    if (tables > 0 && !overwrite) throw notEmpty();
    // Only who has it alone may leave the write-ahead log.
    if (old.pragma('journal_mode = DELETE', { simple: true }) !== 'delete') throw inUse();
  } catch (error) {
    if (error instanceof BetterSqlite3.SqliteError && /BUSY|LOCKED/.test(error.code)) throw inUse();
    // What is no database has nothing to lose but itself, and that only when it was said so.
    if (!(error instanceof BetterSqlite3.SqliteError) || error.code !== 'SQLITE_NOTADB') throw error;
    if (!overwrite) throw notEmpty();
  } finally {
    old.close();
  }
  return true;
}

/**
 * Makes the restored database beside the old one, and puts it in its place by one rename: whoever looks finds the one or the
 * other. Gives where the old one was kept.
 */
export async function restoreSqlite(
  folder: string,
  path: string,
  overwrite: boolean,
  prepare: (database: Database) => Promise<void>,
  onProgress: OnProgress,
): Promise<string | undefined> {
  const exists = await claimSqlite(path, overwrite);
  const beside = `${path}.restoring`;
  for (const leftover of leftovers(beside)) await rm(leftover, { force: true });
  // A log without its database belongs to one that is gone.
  if (!exists) for (const leftover of leftovers(path).slice(1)) await rm(leftover, { force: true });
  try {
    await copyFile(join(folder, fileName), beside);
    onProgress({ phase: 'writing', done: 1, of: 2 });
    const database = openSqlite(beside);
    try {
      const [found] = await database.rows(statement('PRAGMA integrity_check(1)'), []);
      if (found?.['integrity_check'] !== 'ok') throw damaged(fileName, String(found?.['integrity_check']));
      await prepare(database);
    } finally {
      await database.close();
    }
    await synced(beside);
    const kept = exists ? `${path}.before-restore-${new Date().toISOString().replaceAll(/[:.]/g, '-')}` : undefined;
    // Again, since it was a while ago: somebody may have begun to use it.
    if (exists) await claimSqlite(path, overwrite);
    onProgress({ phase: 'writing', done: 2, of: 2 });
    if (kept !== undefined) await link(path, kept);
    await rename(beside, path);
    await synced(dirname(path));
    return kept;
  } catch (error) {
    for (const leftover of leftovers(beside)) await rm(leftover, { force: true });
    throw error;
  }
}
const leftovers = (path: string): readonly string[] => [path, `${path}-wal`, `${path}-shm`];
