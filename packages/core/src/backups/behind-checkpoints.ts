import { lastCheckpoint, withdrawalsInFile } from '../access/checkpoint-file.ts';
import { writeAudit } from '../commands/audit-row.ts';
import type { Model } from '../contract/model.ts';
import { statement, type Database } from '../data/database.ts';
import { placeholder } from '../data/placeholders.ts';
import { withdrawAgain, type WithdrawnAgain } from './withdraw-again.ts';

export interface Behind {
  readonly database: Database;
  readonly model: Model;
  readonly secret: string;
  /** The file of audit checkpoints. */
  readonly checkpoints: string;
}

/**
 * A database may be older than its checkpoints without a `restore` of ours: a copied file, a recovery to a point in time. Then what was
 * withdrawn meanwhile is withdrawn again before anybody can ask. Where the chain goes on from the last checkpoint, as at every other
 * start, this is one look-up. Gives what was done; undefined when there was nothing to do.
 */
export async function withdrawWhereBehind({ database, model, secret, checkpoints }: Behind): Promise<WithdrawnAgain | undefined> {
  const { dialect } = database;
  const last = await lastCheckpoint(checkpoints).catch(() => undefined);
  if (last === undefined) return undefined;
  const link = statement(`SELECT chain FROM fengsui_audit WHERE position = ${placeholder(dialect, 1)}`);
  const [row] = await database.rows(link, [last.count]);
  if (row?.['chain'] === last.head) return undefined;
  const told = await withdrawalsInFile(checkpoints, 0);
  return database.write(async (transaction) => {
    const again = await withdrawAgain({ dialect, model, secret, transaction }, told);
    if (again.keys.length + again.principals.length + again.erased.length === 0) return undefined;
    const change = { entity: 'Backup', key: last.head, area: null, op: 'import', after: { count: last.count } } as const;
    // Until here it is known: the next start does nothing twice.
    await writeAudit(dialect, transaction, {
      at: new Date(),
      principal: 'system',
      request: 'start',
      command: 'withdrawAgain',
      changes: [change],
    });
    return again;
  });
}

export const behind = ({ keys, principals, erased }: WithdrawnAgain): Error =>
  new Error(
    `数据库比审计检查点旧；其后撤销的密钥 ${keys.length}、变更的授权 ${principals.length}、删除的个人信息 ${erased.length} 已再次生效，请核对。 The database is older than its audit checkpoints; ${keys.length} keys revoked, ${principals.length} grants replaced and ${erased.length} rows erased since were withdrawn again: find out how it came to be.`,
  );
