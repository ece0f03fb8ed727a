import { statement, type DialectName, type Transaction } from './database.ts';
import { writerRole } from './ring.ts';

const setRole = statement(`SELECT set_config('role', $1, true)`);

/**
 * Inside a command's transaction, work of core's own on tables that who writes may not touch: who may ask, and the log.
 * On PostgreSQL the role of the writer is left for these statements and taken again. When one fails, the transaction ends, and the role with it.
 */
export async function asCore<T>(dialect: DialectName, transaction: Transaction, work: () => Promise<T>): Promise<T> {
  if (dialect === 'sqlite') return work();
  await transaction.rows(setRole, ['none']);
  const result = await work();
  await transaction.rows(setRole, [writerRole]);
  return result;
}
