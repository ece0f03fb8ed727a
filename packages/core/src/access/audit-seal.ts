import { statement, type Database, type DialectName, type Transaction } from '../data/database.ts';
import { placeholder } from '../data/placeholders.ts';
import { auditColumns, beginning, type AuditChain, type Checkpoint } from './audit-chain.ts';

/** Rows sealed in one transaction: short, so that commands do not wait for it. */
const batch = 200;
/** Any number that nothing else of ours locks by. */
const lockNumber = 7_301_962;

/**
 * Chains committed audit rows that are not sealed yet. One sealer at a time: SQLite has one writer, on PostgreSQL a lock that
 * ends with the transaction; who does not get it leaves the work to who has it.
 * Gives where the chain ends now; undefined when another was sealing.
 */
export async function sealAudit(database: Database, chain: AuditChain): Promise<Checkpoint | undefined> {
  for (;;) {
    const step = await database.write((transaction) => sealBatch(database.dialect, transaction, chain));
    if (step === undefined || step.sealed < batch) return step?.checkpoint;
  }
}

async function sealBatch(
  dialect: DialectName,
  transaction: Transaction,
  chain: AuditChain,
): Promise<{ readonly sealed: number; readonly checkpoint: Checkpoint } | undefined> {
  if (!(await sealerTurn(dialect, transaction))) return undefined;
  let checkpoint = await headOf(transaction);
  const rows = await transaction.rows(
    statement(`SELECT ${auditColumns} FROM fengsui_audit WHERE chain IS NULL ORDER BY seq LIMIT ${batch}`),
    [],
  );
  const marks = [1, 2, 3, 4].map((at) => placeholder(dialect, at));
  const seal = statement(
    `UPDATE fengsui_audit SET digest = ${marks[0]}, chain = ${marks[1]}, position = ${marks[2]} WHERE seq = ${marks[3]}`,
  );
  for (const row of rows) {
    const digest = chain.digest(row);
    checkpoint = chain.next(checkpoint, digest);
    await transaction.run(seal, [digest, checkpoint.head, checkpoint.count, Number(row['seq'])]);
  }
  return { sealed: rows.length, checkpoint };
}

/** Whether this transaction is the one that seals; the lock ends with it. */
export async function sealerTurn(dialect: DialectName, transaction: Transaction): Promise<boolean> {
  if (dialect === 'sqlite') return true;
  const [lock] = await transaction.rows(statement(`SELECT pg_try_advisory_xact_lock(${lockNumber}) AS mine`), []);
  return lock?.['mine'] === true;
}

/** Where the chain ends in the database. */
export async function headOf(database: Pick<Database, 'rows'>): Promise<Checkpoint> {
  const [last] = await database.rows(
    statement('SELECT position, chain FROM fengsui_audit WHERE position IS NOT NULL ORDER BY position DESC LIMIT 1'),
    [],
  );
  return last === undefined ? beginning : { count: Number(last['position']), head: String(last['chain']) };
}
