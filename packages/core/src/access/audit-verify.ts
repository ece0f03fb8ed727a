import type { Model } from '../contract/model.ts';
import { statement, type Database, type RawRow } from '../data/database.ts';
import { placeholder } from '../data/placeholders.ts';
import { shownOtherwise } from './audit-entries-verify.ts';
import { auditColumns, beginning, type AuditChain, type Checkpoint } from './audit-chain.ts';

/** Something that no command can have done. */
export interface AuditFault {
  /** EDITED: a row says something else than when it was sealed. MISSING: rows are gone. REORDERED: the chain breaks here. CUT: the end is gone. REPLACED: the rows are not those of the checkpoint. SHOWN_OTHERWISE: `audit` shows something else than was sealed. */
  readonly code: 'EDITED' | 'MISSING' | 'REORDERED' | 'CUT' | 'REPLACED' | 'SHOWN_OTHERWISE';
  /** Place in the chain, from 1. */
  readonly position: number;
  readonly message: string;
}
export interface AuditReport {
  readonly faults: readonly AuditFault[];
  readonly sealed: number;
  /** Written in the last seconds and not sealed yet. */
  readonly unsealed: number;
  readonly head: Checkpoint;
}
const pageSize = 1_000;
/** A broken chain breaks at every row after it; the first ones tell enough. */
const faultsAtMost = 100;

/** Reads the whole chain, a page at a time. Without a checkpoint from outside, a tail that was cut off cannot be seen. */
export async function verifyAudit(
  database: Pick<Database, 'rows' | 'dialect'>,
  chain: AuditChain,
  checkpoint?: Checkpoint,
  /** Also compares what `audit` shows. */
  model?: Model,
): Promise<AuditReport> {
  const faults: AuditFault[] = [];
  const report = (code: AuditFault['code'], position: number, zh: string, en: string): void => {
    if (faults.length < faultsAtMost) faults.push({ code, position, message: `${zh} ${en}` });
  };
  const page = statement(
    `SELECT ${auditColumns}, digest, chain, position FROM fengsui_audit WHERE position > ${placeholder(database.dialect, 1)} ORDER BY position, seq LIMIT ${pageSize}`,
  );
  let at = beginning;
  let sealed = 0;
  const shown: number[] = [];
  let rows: readonly RawRow[];
  do {
    rows = await database.rows(page, [at.count]);
    if (model !== undefined) shown.push(...(await shownOtherwise(database, model, rows)));
    for (const row of rows) {
      const position = Number(row['position']);
      sealed += 1;
      if (position !== at.count + 1)
        report(
          'MISSING',
          at.count + 1,
          `第 ${at.count + 1} 至 ${position - 1} 行已不在。`,
          `Rows ${at.count + 1} to ${position - 1} are gone.`,
        );
      const digest = chain.digest(row);
      if (digest !== row['digest'])
        report('EDITED', position, `第 ${position} 行封存后被改动。`, `Row ${position} was changed after it was sealed.`);
      // Going on from what is stored, so that one change is one fault.
      const next = chain.next({ count: position - 1, head: at.head }, String(row['digest']));
      if (position === at.count + 1 && next.head !== row['chain'])
        report('REORDERED', position, `链在第 ${position} 行断开。`, `The chain breaks at row ${position}.`);
      at = { count: position, head: String(row['chain']) };
      if (checkpoint !== undefined && checkpoint.count === position && checkpoint.head !== at.head)
        report(
          'REPLACED',
          position,
          `第 ${position} 行与检查点不符，之前的行被重写。`,
          `Row ${position} is not the one of the checkpoint: what stands before it was rewritten.`,
        );
    }
  } while (rows.length === pageSize);
  if (checkpoint !== undefined && at.count < checkpoint.count)
    report(
      'CUT',
      at.count + 1,
      `末尾缺少 ${checkpoint.count - at.count} 行。`,
      `${checkpoint.count - at.count} rows are missing at the end.`,
    );
  // A broken chain tells more: what is shown is compared with rows that are as they were sealed.
  if (faults.length === 0)
    for (const position of shown)
      report('SHOWN_OTHERWISE', position, `audit 所示与第 ${position} 行不符。`, `What \`audit\` shows is not what row ${position} says.`);
  const [left] = await database.rows(statement('SELECT count(*) AS n FROM fengsui_audit WHERE position IS NULL'), []);
  return { faults, sealed, unsealed: Number(left?.['n'] ?? 0), head: at };
}
