import { statement, type DialectName, type Transaction } from './database.ts';

/**
 * Codes of areas stay as they are while a transaction writes rows that hold them: whoever writes shares this lock, whoever changes codes
 * has it alone. Without it a row whose area was read before the change could be written after it, at a code that is no more. PostgreSQL's
 * only: SQLite has one writer.
 */
const lockNumber = 7_301_964;
/** Said by PostgreSQL to a command that comes while codes change: nothing was done yet, and it may come again. */
export const codesChange = 'FS001';

/** Only called when there is no share to be had: the ordinary command runs no function of ours. */
export const codesChangeFunction: string = `CREATE OR REPLACE FUNCTION fengsui_codes_change() RETURNS text LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'the codes of areas are being changed' USING ERRCODE = '${codesChange}';
  END $$`;
/**
 * A command asks for its share in its first statement. It does not wait for it inside the database, where it would hold a connection that
 * readers need; it is told to come again.
 */
export const shareCodes: string = `CASE WHEN pg_try_advisory_xact_lock_shared(${lockNumber}) THEN '' ELSE fengsui_codes_change() END`;

/** Core's own work that writes rows with codes shares the lock too, and waits for it. */
export async function keepCodes(dialect: DialectName, transaction: Pick<Transaction, 'rows'>): Promise<void> {
  if (dialect === 'postgresql') await transaction.rows(statement(`SELECT pg_advisory_xact_lock_shared(${lockNumber})`), []);
}

/** What already runs ends first; while it is waited for, commands wait as well, so it is not waited for long. */
const waitMilliseconds = 3_000;
/** To change codes: nobody else writes rows with codes until the transaction ends. Errors: the driver's for a lock that was not free in time. */
export async function changeCodes(dialect: DialectName, transaction: Pick<Transaction, 'rows'>): Promise<void> {
  if (dialect === 'sqlite') return;
  const wait = statement("SELECT set_config('lock_timeout', $1, true)");
  await transaction.rows(wait, [String(waitMilliseconds)]);
  await transaction.rows(statement(`SELECT pg_advisory_xact_lock(${lockNumber})`), []);
  await transaction.rows(wait, ['0']);
}
