import { randomUUID } from 'node:crypto';
import { writeAudit } from '../commands/audit-row.ts';
import { statement, type DialectName, type Transaction } from '../data/database.ts';
import type { Manifest } from './manifest.ts';

/**
 * What a state that came back must not keep of its former life: cursors given out after the backup would point past events that
 * are gone, and leases of instances that are gone would hold their workers. And the audit says that it was restored.
 */
export async function beginAgain(
  dialect: DialectName,
  transaction: Pick<Transaction, 'rows' | 'run'>,
  { takenAt, audit, log }: Manifest,
): Promise<void> {
  const run = (text: string): Promise<number> => transaction.run(statement(text), []);
  // Transaction numbers belong to the server that gave them: the order of the log is then its sequence, and who followed it goes back a little.
  if (dialect === 'postgresql') {
    await run("UPDATE fengsui_event SET txid = '0'");
    await run("UPDATE fengsui_worker SET txid = '0', seq = greatest(seq - 1000, 0)");
    await run("UPDATE fengsui_log SET txid = '0', seq = 0");
  }
  await run(`UPDATE fengsui_log SET epoch = '${randomUUID()}'`);
  await run('UPDATE fengsui_worker SET holder = NULL, lease_until = NULL');
  const change = { entity: 'Backup', key: takenAt, area: null, op: 'import', after: { takenAt, audit, log } } as const;
  // as: an audit row is written with `run` alone
  await writeAudit(dialect, transaction as Transaction, {
    at: new Date(),
    principal: 'cli',
    request: 'cli',
    command: 'restore',
    changes: [change],
  });
}
