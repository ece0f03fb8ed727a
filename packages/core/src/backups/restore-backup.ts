import { auditChain } from '../access/audit-chain.ts';
import { verifyAudit, type AuditReport } from '../access/audit-verify.ts';
import type { Database, Transaction } from '../data/database.ts';
import { openDatabase } from '../data/open.ts';
import { failureOf } from '../data/failures.ts';
import { ledgerTable } from '../data/system-tables.ts';
import { assemble } from '../engine/create-engine.ts';
import { MigrationFault } from '../engine/migration-faults.ts';
import { allSteps, missingSteps, type Step } from '../engine/migrate.ts';
import { beginAgain } from './after-restore.ts';
import { diskFull, otherDatabase, otherVersion } from './backup-fault.ts';
import { checkFiles, type OnProgress, putBack } from './files.ts';
import { dialectOf, type Manifest, readManifest } from './manifest.ts';
import { type BackupOptions, missingPlugins, tablesIn } from './take-backup.ts';
import { type Told, toldByAll, toldByDatabase, toldByFile } from './withdrawn-since.ts';
import { withdrawAgain, type WithdrawnAgain } from './withdraw-again.ts';

export interface RestoreOptions extends BackupOptions {
  /** Replaces a database that is not empty. */
  readonly overwrite?: boolean;
  /** The file of audit checkpoints, which tells what was withdrawn after the backup where the former database cannot. */
  readonly auditCheckpoints?: string | undefined;
  /** Checks the backup and the database, and changes nothing. */
  readonly dryRun?: boolean;
}
export interface RestoreReport {
  readonly manifest: Manifest;
  /** The audit of what was restored, against the backup's own checkpoint; none after a dry run. */
  readonly audit: AuditReport | undefined;
  /** What was revoked, replaced or erased after the backup, and holds again; none after a dry run. */
  readonly again: WithdrawnAgain | undefined;
  /** Where the database that was replaced lies now (SQLite). */
  readonly kept: string | undefined;
}

/**
 * Puts a backup into an empty database: checked whole before anything is touched, and all of it or nothing. What is newer in the
 * plugins than in the backup is migrated at the next start. What was withdrawn after the backup, as far as the former database or the file of
 * checkpoints tells, is withdrawn again before anybody can ask.
 * Errors: BackupFault, MigrationFault, the driver's own when the database cannot be reached.
 */
export async function restoreBackup(
  options: RestoreOptions,
  folder: string,
  onProgress: OnProgress = () => undefined,
): Promise<RestoreReport> {
  const { plugins, database: url, secret, attachments, auditCheckpoints, overwrite = false, dryRun = false } = options;
  const { model } = assemble(plugins);
  const dialect = dialectOf(url);
  const manifest = await readManifest(folder, secret);
  if (manifest.dialect !== dialect) throw otherDatabase(manifest.dialect, dialect);
  const steps = stepsOf(allSteps({ dialect }, model), manifest);
  await checkFiles(folder, manifest.files, onProgress);
  const file = await toldByFile(auditCheckpoints, manifest);
  const finish = async (transaction: Pick<Transaction, 'rows' | 'run'>, former: Told): Promise<WithdrawnAgain> => {
    // First: what the state itself tells of is looked up in its audit, which then gets rows of its own.
    const withdrawn = await withdrawAgain({ dialect, model, secret, transaction }, toldByAll([former, file]));
    await beginAgain(dialect, transaction, manifest);
    return withdrawn;
  };
  try {
    let kept: string | undefined;
    let again: WithdrawnAgain | undefined;
    if (dialect === 'sqlite') {
      const { claimSqlite, formerSqlite, pathOf, restoreSqlite } = await import('./sqlite.ts');
      const path = pathOf(url);
      if (dryRun) await claimSqlite(path, overwrite);
      else {
        if (attachments !== undefined) await putBack(folder, manifest.files, attachments, onProgress);
        const prepare = async (database: Database): Promise<void> => {
          const former = await formerSqlite(path, (old) => toldByDatabase(old, manifest));
          again = await database.write((transaction) => finish(transaction, former));
        };
        kept = await restoreSqlite(folder, path, overwrite, prepare, onProgress);
      }
    } else {
      const { claimPostgresql, fillTables, formerPostgresql, inSnapshot } = await import('./postgresql.ts');
      await inSnapshot(url, 'BEGIN', async ({ client, transaction }) => {
        const former = await formerPostgresql(client, transaction, (old) => toldByDatabase(old, manifest));
        await claimPostgresql(client, tablesIn(steps), overwrite);
        if (dryRun) return void (await client.query('ROLLBACK'));
        // Files first: a record whose file is missing is worse than a file without a record.
        if (attachments !== undefined) await putBack(folder, manifest.files, attachments, onProgress);
        await client.query(ledgerTable(dialect));
        for (const { statements } of steps) for (const text of statements) await client.query(text);
        await fillTables(client, folder, manifest, onProgress);
        again = await finish(transaction, former);
      });
    }
    return { manifest, kept, again, audit: dryRun ? undefined : await verified(url, secret, manifest) };
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === 'ENOSPC' || failureOf(error) === 'full') throw diskFull(error);
    throw error;
  }
}

/** The steps that the backup's data belongs to. Errors: what these plugins do not know. */
function stepsOf(steps: readonly Step[], { schema, version }: Manifest): readonly Step[] {
  missingPlugins(steps, schema);
  try {
    const missing = new Set(missingSteps(steps, schema));
    return steps.filter((step) => !missing.has(step));
  } catch (error) {
    if (!(error instanceof MigrationFault)) throw error;
    throw otherVersion({
      zh: `由 ${version} 写成，结构步骤不同：${error.steps.join('、')}；请用该版本恢复，再升级。`,
      en: `it was written by ${version} with other migrations: ${error.steps.join(', ')}. Restore with that version, then upgrade.`,
    });
  }
}

async function verified(url: string, secret: string, { audit: { count, head } }: Manifest): Promise<AuditReport> {
  const database = await openDatabase(url, { poolSize: 1 });
  try {
    await database.optimize();
    return await verifyAudit(database, auditChain(secret), { count, head });
  } finally {
    await database.close();
  }
}
