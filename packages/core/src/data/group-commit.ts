import type BetterSqlite3 from 'better-sqlite3';
import type { Transaction, WriteScope } from './database.ts';
import { scopeText } from './ring.ts';

interface Waiting {
  readonly work: (transaction: Transaction) => Promise<unknown>;
  readonly scope: string;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}
/** As many as share one commit: a commit is one wait for the disk, however many it holds. */
export const together = 32;

/**
 * Writes that wait for each other share a transaction: each has a savepoint of its own, so one that fails takes nothing of the
 * others with it, and none is answered before the commit of all has reached the disk.
 */
export function groupCommit(
  connection: { readonly raw: BetterSqlite3.Database; scope: string },
  transaction: Transaction,
  exclusive: <T>(task: () => Promise<T>) => Promise<T>,
): <T>(work: (transaction: Transaction) => Promise<T>, scope?: WriteScope) => Promise<T> {
  const { raw } = connection;
  const queue: Waiting[] = [];
  let asked = false;
  // Prepared once: they are run for every command.
  const [begin, commit, save, release, back] = ['BEGIN IMMEDIATE', 'COMMIT', 'SAVEPOINT one', 'RELEASE one', 'ROLLBACK TO one'].map(
    (text) => raw.prepare(text),
  ) as [BetterSqlite3.Statement, BetterSqlite3.Statement, BetterSqlite3.Statement, BetterSqlite3.Statement, BetterSqlite3.Statement];

  const run = async (): Promise<void> => {
    // What arrives in this turn of the loop joins: without it each would commit alone, since it is here first.
    await new Promise((resolve) => setImmediate(resolve));
    asked = false;
    const batch = queue.splice(0, together);
    if (queue.length > 0) ask();
    const kept: (() => void)[] = [];
    try {
      begin.run();
      for (const { work, scope, resolve, reject } of batch) {
        save.run();
        connection.scope = scope;
        try {
          const result = await work(transaction);
          release.run();
          kept.push(() => resolve(result));
        } catch (error) {
          // A full disk or a failing one ends the whole transaction: then nothing of the batch was kept.
          if (!raw.inTransaction) throw error;
          back.run();
          release.run();
          reject(error);
        }
      }
      connection.scope = '*';
      commit.run();
    } catch (error) {
      connection.scope = '*';
      if (raw.inTransaction) raw.exec('ROLLBACK');
      // Whoever was rejected already stays so.
      for (const { reject } of batch) reject(error);
      return;
    }
    for (const answer of kept) answer();
  };
  const ask = (): void => {
    if (asked) return;
    asked = true;
    void exclusive(run);
  };
  return <T>(work: (transaction: Transaction) => Promise<T>, scope: WriteScope = 'everywhere'): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      // as: what `work` gives is what its own promise is resolved with
      queue.push({ work, scope: scopeText(scope), resolve: resolve as (result: unknown) => void, reject });
      ask();
    });
}
