import type { Pool } from 'pg';
import type { SqlValue } from '../contract/sql.ts';
import type { Database, RawRow, Statement, Transaction } from './database.ts';
import { CommitUnknown, failureOf, firstFailure, unheard } from './failures.ts';
import { mergedInserts } from './merged-inserts.ts';
import { type Ask, inOnePacket, query } from './postgresql-query.ts';
import { becomeWriter, withQuestion } from './become-writer.ts';
import { scopeText } from './ring.ts';

/** Migrations, imports, sealing: core's own, which nobody waits for at the other end of a request. */
export const ownWork = 'BEGIN; SET LOCAL statement_timeout = 0';

interface Pipelined {
  readonly transaction: Transaction;
  /** Sends what was kept back to travel with the commit. */
  readonly flush: () => void;
  /** What nobody waits for, sent. */
  readonly left: readonly Promise<unknown>[];
}
/** A transaction whose statements are sent without waiting for the answer to those before, in the order in which they are given. */
function pipelined(send: Ask, scope: string | undefined): Pipelined {
  const left: Promise<unknown>[] = [];
  // The role that writes is not the owner, and row-level security binds it to this scope until the transaction ends.
  let becoming = scope;
  let kept: (readonly [Statement, readonly SqlValue[]])[] = [];
  const flush = (): void => {
    for (const [statement, params] of mergedInserts(kept)) left.push(unheard(send(query(statement, params))));
    kept = [];
  };
  const become = (): void => {
    const own = becoming;
    becoming = undefined;
    if (own !== undefined) left.push(unheard(send(query(becomeWriter, [own]))));
  };
  const ask = (what: string | object): Promise<unknown> => {
    become();
    flush();
    return send(what);
  };
  const rows = async (what: object): Promise<readonly RawRow[]> => ((await ask(what)) as { rows: RawRow[] }).rows;
  /** The first question, with taking the role: how that went is heard with the others. */
  const early = async (statement: Statement, params: readonly SqlValue[], own: string): Promise<readonly RawRow[]> => {
    becoming = undefined;
    const asked = send(query(withQuestion(statement), [own, ...params])) as Promise<{ rows: RawRow[] }>;
    left.push(unheard(asked));
    return (await asked).rows.filter(({ found }) => found === true);
  };
  return {
    left,
    flush: () => {
      become();
      flush();
    },
    transaction: {
      rows: (statement, params) =>
        becoming !== undefined && statement.early === true ? early(statement, params, becoming) : rows(query(statement, params)),
      run: async (statement, params) => ((await ask(query(statement, params))) as { rowCount: number | null }).rowCount ?? 0,
      last: (statement, params) => void kept.push([statement, params]),
      lastRows: (statement, params) => {
        const asked = unheard(ask(query(statement, params)));
        left.push(asked);
        return unheard(asked.then((found) => (found as { rows: RawRow[] }).rows));
      },
    },
  };
}

export const writing =
  (pool: Pool): Database['write'] =>
  async (work, scope) => {
    const client = await pool.connect();
    const send = inOnePacket(client);
    // BEGIN travels with the first statement, COMMIT with the last.
    const begun = unheard(send(scope === undefined ? ownWork : 'BEGIN'));
    const { transaction, flush, left } = pipelined(send, scope === undefined ? undefined : scopeText(scope));
    let result: Awaited<ReturnType<typeof work>>;
    try {
      result = await work(transaction);
    } catch (caught) {
      // A dry run learns from them what a command would.
      flush();
      const error = firstFailure(caught, await Promise.allSettled([begun, ...left]));
      const broken = await client.query('ROLLBACK').then(
        () => undefined,
        (failure: unknown) => failure,
      );
      client.release(broken === undefined ? undefined : true);
      throw error;
    }
    flush();
    const [ending, ...others] = await Promise.allSettled([send('COMMIT'), begun, ...left]);
    const failed = others.find((each) => each.status === 'rejected');
    if (ending.status === 'fulfilled' && failed === undefined) {
      client.release();
      return result;
    }
    // One that answered the commit is as it was before: what was refused was a statement, and nothing of it is left.
    client.release(ending.status === 'fulfilled' ? undefined : true);
    // The server answers COMMIT of a failed transaction with ROLLBACK: then it is the earlier statement that tells why.
    if (failed !== undefined && failureOf(failed.reason) !== 'lost') throw failed.reason;
    throw ending.status === 'rejected' && failureOf(ending.reason) === 'lost'
      ? new CommitUnknown(ending.reason)
      : (failed?.reason ?? (ending as PromiseRejectedResult).reason);
  };
