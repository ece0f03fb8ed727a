import { auditChain } from '../access/audit-chain.ts';
import { verifyAudit, type AuditReport } from '../access/audit-verify.ts';
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

export interface RestoreOptions extends BackupOptions {
  /** Replaces a database that is not empty. */
  readonly overwrite?: boolean;
  /** Checks the backup and the database, and changes nothing. */
  readonly dryRun?: boolean;
}
export interface RestoreReport {
  readonly manifest: Manifest;
  /** The audit of what was restored, against the backup's own checkpoint; none after a dry run. */
  readonly audit: AuditReport | undefined;
  /** Where the database that was replaced lies now (SQLite). */
  readonly kept: string | undefined;
}

/**
 * Puts a backup into an empty database: checked whole before anything is touched, and all of it or nothing. What is newer in the
 * plugins than in the backup is migrated at the next start.
 * Errors: BackupFault, MigrationFault, the driver's own when the database cannot be reached.
 */
export async function restoreBackup(
  options: RestoreOptions,
  folder: string,
  onProgress: OnProgress = () => undefined,
): Promise<RestoreReport> {
  const { plugins, database: url, secret, attachments, overwrite = false, dryRun = false } = options;
  const { model } = assemble(plugins);
  const dialect = dialectOf(url);
  const manifest = await readManifest(folder, secret);
  if (manifest.dialect !== dialect) throw otherDatabase(manifest.dialect, dialect);
  const steps = stepsOf(allSteps({ dialect }, model), manifest);
  await checkFiles(folder, manifest.files, onProgress);
  try {
    let kept: string | undefined;
    if (dialect === 'sqlite') {
      const { claimSqlite, pathOf, restoreSqlite } = await import('./sqlite.ts');
      const path = pathOf(url);
      if (dryRun) await claimSqlite(path, overwrite);
      else {
        if (attachments !== undefined) await putBack(folder, manifest.files, attachments, onProgress);
        kept = await restoreSqlite(
          folder,
          path,
          overwrite,
          (database) => database.write((transaction) => beginAgain(dialect, transaction, manifest)),
          onProgress,
        );
      }
    } else {
      const { claimPostgresql, fillTables, inSnapshot } = await import('./postgresql.ts');
      await inSnapshot(url, 'BEGIN', async ({ client, transaction }) => {
        await claimPostgresql(client, tablesIn(steps), overwrite);
        if (dryRun) return void (await client.query('ROLLBACK'));
        // Files first: a record whose file is missing is worse than a file without a record.
        if (attachments !== undefined) await putBack(folder, manifest.files, attachments, onProgress);
        await client.query(ledgerTable(dialect));
        for (const { statements } of steps) for (const text of statements) await client.query(text);
        await fillTables(client, folder, manifest, onProgress);
        await beginAgain(dialect, transaction, manifest);
      });
    }
    return { manifest, kept, audit: dryRun ? undefined : await verified(url, secret, manifest) };
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
  const database = await openDatabase(url, 1);
  try {
    await database.optimize();
    return await verifyAudit(database, auditChain(secret), { count, head });
  } finally {
    await database.close();
  }
}
