import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { headOf } from '../access/audit-seal.ts';
import { writeAudit } from '../commands/audit-row.ts';
import { statement, type Database } from '../data/database.ts';
import { openDatabase } from '../data/open.ts';
import type { Connection as SqliteConnection } from '../data/sqlite-connection.ts';
import { failureOf } from '../data/failures.ts';
import { assemble, coreVersion, type EngineOptions } from '../engine/create-engine.ts';
import { allSteps, type AppliedStep, appliedSteps, missingSteps, type Step } from '../engine/migrate.ts';
import { diskFull, pluginMissing, targetExists } from './backup-fault.ts';
import { filesUnder, type OnProgress, synced, written } from './files.ts';
import { type BackupFile, dialectOf, type Manifest, manifestName, manifestText } from './manifest.ts';

export interface BackupOptions extends Pick<EngineOptions, 'plugins' | 'database' | 'secret'> {
  /** The folder of the attachments' files. */
  readonly attachments?: string | undefined;
}
export interface BackupReport {
  readonly manifest: Manifest;
  readonly bytes: number;
  /** Tables in the same database that are not ours: they are not in the backup. */
  readonly leftOut: readonly string[];
}

/**
 * One state of the database with its attachments, in a folder, while others write. The folder has its name only when all of it
 * is on the disk. Errors: BackupFault, MigrationFault, the driver's own when the database cannot be reached.
 */
export async function takeBackup(options: BackupOptions, folder: string, onProgress: OnProgress = () => undefined): Promise<BackupReport> {
  if ((await stat(folder).catch(() => undefined)) !== undefined) throw targetExists(folder);
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  try {
    await mkdir(partial, { recursive: true, mode: 0o700 });
    const { leftOut, ...state } = await databaseState(options, partial, onProgress);
    // After the database: whatever a record of it names is there by now.
    const files = [...state.files, ...(await attachmentsOf(options.attachments, partial, onProgress))];
    const manifest: Manifest = {
      product: 'fengsui',
      format: 1,
      version: coreVersion,
      dialect: dialectOf(options.database),
      takenAt: new Date().toISOString(),
      ...state,
      files,
    };
    const path = join(partial, manifestName);
    await writeFile(path, manifestText(manifest, options.secret), { mode: 0o600 });
    await synced(path);
    await rename(partial, folder);
    await synced(dirname(folder));
    await noted(options.database, manifest);
    return { manifest, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0), leftOut };
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    if ((error as { readonly code?: unknown }).code === 'ENOSPC' || failureOf(error) === 'full') throw diskFull(error);
    throw error;
  }
}

type State = Pick<Manifest, 'schema' | 'log' | 'audit' | 'tables' | 'sequences' | 'files'> & { readonly leftOut: readonly string[] };
async function databaseState({ plugins, database: url }: BackupOptions, into: string, onProgress: OnProgress): Promise<State> {
  const { model } = assemble(plugins);
  const dialect = dialectOf(url);
  const steps = allSteps({ dialect }, model);
  // Drivers are loaded by who makes a backup, not by every start.
  if (dialect === 'postgresql') {
    const { copyTables, inSnapshot, tablesOf } = await import('./postgresql.ts');
    return inSnapshot(url, 'BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY', async ({ client, transaction }) => {
      const read = { dialect, rows: transaction.rows };
      const schema = await schemaOf(read, steps);
      const ours = tablesIn(steps);
      const there = await tablesOf(client);
      const copied = await copyTables(
        client,
        there.filter((name) => ours.has(name)),
        into,
        onProgress,
      );
      return { schema, ...(await headsOf(read)), ...copied, leftOut: there.filter((name) => !ours.has(name)) };
    });
  }
  const [{ copySqlite, pathOf }, { Connection }] = await Promise.all([import('./sqlite.ts'), import('../data/sqlite-connection.ts')]);
  const file = await copySqlite(pathOf(url), into, onProgress);
  // Asked of the copy, so that it tells of the state that was copied.
  const copy = new Connection(join(into, file.path), true);
  const read = { rows: async (...asked: Parameters<SqliteConnection['rows']>) => copy.rows(...asked) };
  try {
    return { schema: await schemaOf(read, steps), ...(await headsOf(read)), tables: [], sequences: [], files: [file], leftOut: [] };
  } finally {
    copy.raw.close();
  }
}

/** The ledger as it stands. Errors: what a later version or a plugin that is not configured has brought. */
async function schemaOf(database: Pick<Database, 'rows'>, steps: readonly Step[]): Promise<AppliedStep[]> {
  const applied = await appliedSteps(database);
  missingSteps(steps, applied);
  missingPlugins(steps, applied);
  return [...applied];
}
export function missingPlugins(steps: readonly Step[], applied: readonly AppliedStep[]): void {
  const known = new Set(steps.map(({ plugin }) => plugin));
  const missing = [...new Set(applied.map(({ plugin }) => plugin))].filter((plugin) => !known.has(plugin));
  if (missing.length > 0) throw pluginMissing(missing);
}
/** The tables that the steps make. */
export const tablesIn = (steps: readonly Step[]): ReadonlySet<string> =>
  new Set([
    'fengsui_migration',
    ...steps.flatMap(({ statements }) =>
      statements.flatMap((text) => [...text.matchAll(/CREATE TABLE (?:IF NOT EXISTS )?"?(\w+)"?/gi)].map((match) => match[1] ?? '')),
    ),
  ]);

async function headsOf(database: Pick<Database, 'rows'>): Promise<Pick<Manifest, 'log' | 'audit'>> {
  const [log] = await database.rows(statement('SELECT count(*) AS n, coalesce(max(seq), 0) AS head FROM fengsui_event'), []);
  const [left] = await database.rows(statement('SELECT count(*) AS n FROM fengsui_audit WHERE position IS NULL'), []);
  const { count, head } = await headOf(database);
  return { log: { events: Number(log?.['n']), head: Number(log?.['head']) }, audit: { count, head, unsealed: Number(left?.['n']) } };
}

async function attachmentsOf(folder: string | undefined, into: string, onProgress: OnProgress): Promise<readonly BackupFile[]> {
  const paths = folder === undefined ? [] : await filesUnder(folder);
  const files: BackupFile[] = [];
  for (const [at, path] of paths.entries()) {
    // One that was removed meanwhile belongs to no record of this state.
    const source = createReadStream(join(folder ?? '', path));
    await written(into, join('attachments', path), source).then(
      (file) => files.push(file),
      (error: unknown) => {
        if ((error as { readonly code?: unknown }).code !== 'ENOENT') throw error;
      },
    );
    onProgress({ phase: 'attachments', done: at + 1, of: paths.length });
  }
  return files;
}

/** That somebody took all the data away with them stands in the audit; and `doctor` sees when it was last done. */
async function noted(url: string, { takenAt, audit, log }: Manifest): Promise<void> {
  const database = await openDatabase(url, { poolSize: 1 });
  try {
    const change = { entity: 'Backup', key: takenAt, area: null, op: 'reveal', after: { takenAt, audit, log } } as const;
    await database.write((transaction) =>
      writeAudit(database.dialect, transaction, {
        at: new Date(),
        principal: 'cli',
        request: 'cli',
        command: 'backup',
        changes: [change],
      }),
    );
  } finally {
    await database.close();
  }
}
