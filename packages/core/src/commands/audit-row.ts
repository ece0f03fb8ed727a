import { statement, type DialectName, type Transaction } from '../data/database.ts';
import { instant, placeholders } from '../data/placeholders.ts';
import type { Change } from './row-values.ts';

export interface NewAudit {
  readonly at: Date;
  readonly principal: string;
  readonly request: string;
  readonly command: string;
  readonly changes: readonly Change[];
}

/** One audit row a command, in the command's transaction: no audit, no change. The sealer chains it later. */
export async function writeAudit(
  dialect: DialectName,
  transaction: Transaction,
  { at, principal, request, command, changes }: NewAudit,
): Promise<void> {
  const text = `INSERT INTO fengsui_audit (at, principal, request, command, area, changes) VALUES (${placeholders(dialect, 6)})`;
  await transaction.run(statement(text), [
    instant(dialect, at),
    principal,
    request,
    command,
    changes[0]?.area ?? null,
    JSON.stringify(changes),
  ]);
}
