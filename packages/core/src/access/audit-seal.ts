import { statement, type Database, type DialectName, type Transaction } from '../data/database.ts';
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
  const sealed = rows.map((row): Sealed => {
    const digest = chain.digest(row);
    checkpoint = chain.next(checkpoint, digest);
    return { seq: Number(row['seq']), digest, chain: checkpoint.head, position: checkpoint.count };
  });
  if (sealed.length > 0) await writeSeals(dialect, transaction, sealed);
  return { sealed: rows.length, checkpoint };
}

interface Sealed {
  readonly seq: number;
  readonly digest: string;
  readonly chain: string;
  readonly position: number;
}
const one = statement('UPDATE fengsui_audit SET digest = ?, chain = ?, position = ? WHERE seq = ?');
// The bounds let the index find the rows whatever the planner thinks of the list.
const many = statement(
  `UPDATE fengsui_audit SET digest = sealed.digest, chain = sealed.chain, position = sealed.position FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[]) AS sealed (seq, digest, chain, position) WHERE fengsui_audit.seq = sealed.seq AND fengsui_audit.seq BETWEEN $5 AND $6`,
);
/** One statement for all on PostgreSQL: row by row each would wait for the one before, and cost about what the command itself costs. */
async function writeSeals(dialect: DialectName, transaction: Transaction, rows: readonly Sealed[]): Promise<void> {
  if (dialect === 'sqlite') {
    for (const { seq, digest, chain, position } of rows) await transaction.run(one, [digest, chain, position, seq]);
    return;
  }
  // Numbers and digests have no character that an array's text would have to quote.
  const column = (name: keyof Sealed): string => `{${rows.map((row) => row[name]).join(',')}}`;
  const [first, last] = [rows[0]?.seq ?? 0, rows.at(-1)?.seq ?? 0];
  await transaction.run(many, [column('seq'), column('digest'), column('chain'), column('position'), first, last]);
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
