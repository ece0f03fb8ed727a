import type { SqlValue } from '../contract/sql.ts';
import { statement, type DialectName, type Statement, type Transaction } from '../data/database.ts';
import { instant, placeholders } from '../data/placeholders.ts';
import type { Change } from './row-values.ts';

export interface NewAudit {
  readonly at: Date;
  readonly principal: string;
  readonly request: string;
  readonly command: string;
  readonly changes: readonly Change[];
}

const insert = (dialect: DialectName): Statement =>
  statement(`INSERT INTO fengsui_audit (at, principal, request, command, area, changes) VALUES (${placeholders(dialect, 6)})`);
const inserts = { sqlite: insert('sqlite'), postgresql: insert('postgresql') } as const;
/** The row of one command, to be written in its transaction: no audit, no change. The sealer chains it later. */
export const auditRow = (
  dialect: DialectName,
  { at, principal, request, command, changes }: NewAudit,
): readonly [Statement, readonly SqlValue[]] => [
  inserts[dialect],
  [instant(dialect, at), principal, request, command, changes[0]?.area ?? null, JSON.stringify(changes)],
];
export async function writeAudit(dialect: DialectName, transaction: Transaction, audit: NewAudit): Promise<void> {
  await transaction.run(...auditRow(dialect, audit));
}
