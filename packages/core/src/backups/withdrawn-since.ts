import { allWithdrawals, type Withdrawal } from '../access/withdrawals.ts';
import { withdrawalsInFile } from '../access/checkpoint-file.ts';
import { statement, type Database, type DialectName } from '../data/database.ts';
import { placeholder } from '../data/placeholders.ts';
import type { Manifest } from './manifest.ts';

/** The database that a restore replaces, as long as it can be asked. */
export type FormerDatabase = Pick<Database, 'rows'> & { readonly dialect: DialectName };
/** What a source outside the backup tells of withdrawals. */
export interface Told {
  readonly withdrawn: readonly Withdrawal[];
  /** Up to when it tells of everything since the backup: `now` for the very database that the backup was taken of; undefined where it may lack something. */
  readonly until: 'now' | Date | undefined;
}
const nothing: Told = { withdrawn: [], until: undefined };

/** From the database that is about to be replaced, when it can be read. */
export async function toldByDatabase(database: FormerDatabase, { audit: { count, head, unsealed } }: Manifest): Promise<Told> {
  try {
    const withdrawn = await allWithdrawals(database);
    const [row] = await database.rows(statement(`SELECT chain FROM fengsui_audit WHERE position = ${placeholder(database.dialect, 1)}`), [
      count,
    ]);
    // The same chain up to the backup: what it holds beyond is all that happened since.
    const continues = count === 0 ? unsealed === 0 : row?.['chain'] === head;
    return { withdrawn, until: continues ? 'now' : undefined };
  } catch {
    // Empty, of a former version, damaged: then it tells nothing, and the report says so.
    return nothing;
  }
}

/** From a file of checkpoints, where one was kept. */
export async function toldByFile(path: string | undefined, { audit: { count } }: Manifest): Promise<Told> {
  // One that cannot be read tells nothing, and the report says so: it must not keep a backup from being restored.
  return path === undefined ? nothing : withdrawalsInFile(path, count).catch(() => nothing);
}

/** Both together, each withdrawal once, in the order in which they happened. */
export function toldByAll(all: readonly Told[]): Told {
  const byPlace = new Map(all.flatMap(({ withdrawn }) => withdrawn.map((each) => [JSON.stringify(each), each] as const)));
  const instants = all.flatMap(({ until }) => (until instanceof Date ? [until.getTime()] : []));
  return {
    withdrawn: [...byPlace.values()].sort((a, b) => a.at - b.at || a.seq - b.seq),
    until: all.some(({ until }) => until === 'now') ? 'now' : instants.length === 0 ? undefined : new Date(Math.max(...instants)),
  };
}
