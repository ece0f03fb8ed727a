import type { Pool } from 'pg';
import type { SqlValue } from '../contract/sql.ts';
import type { Database, RawRow, Statement, Transaction } from './database.ts';
import { CommitUnknown, failureOf, firstFailure, unheard } from './failures.ts';
import { mergedInserts } from './merged-inserts.ts';
import { type Ask, inOnePacket, query } from './postgresql-query.ts';
import { scopeText, writerRole } from './ring.ts';

const becomeWriter: Statement = {
  text: `SELECT set_config('role', '${writerRole}', true), set_config('fengsui.scope', $1, true), fengsui_keep_codes()`,
};
/** Migrations, imports, sealing: core's own, which nobody waits for at the other end of a request. */
export const ownWork = 'BEGIN; SET LOCAL statement_timeout = 0';

interface Pipelined {
  readonly transaction: Transaction;
  /** Asks what nobody waits for; how it went is heard at the end. */
  readonly leave: (what: string | object) => void;
  /** Sends what was kept back to travel with the commit. */
  readonly flush: () => void;
  /** What nobody waits for, sent. */
  readonly left: readonly Promise<unknown>[];
}
/** A transaction whose statements are sent without waiting for the answer to those before, in the order in which they are given. */
function pipelined(send: Ask): Pipelined {
  const left: Promise<unknown>[] = [];
  let kept: (readonly [Statement, readonly SqlValue[]])[] = [];
  const flush = (): void => {
    for (const [statement, params] of mergedInserts(kept)) left.push(unheard(send(query(statement, params))));
    kept = [];
  };
  const ask = (what: string | object): Promise<unknown> => {
    flush();
    return send(what);
  };
  return {
    left,
    flush,
    leave: (what) => void left.push(unheard(ask(what))),
    transaction: {
      rows: async (statement, params) => ((await ask(query(statement, params))) as { rows: RawRow[] }).rows,
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
    const { transaction, leave, flush, left } = pipelined(send);
    // BEGIN travels with the first statement, COMMIT with the last.
    leave(scope === undefined ? ownWork : 'BEGIN');
    // The role that writes is not the owner, and row-level security binds it to this scope until the transaction ends.
    if (scope !== undefined) leave(query(becomeWriter, [scopeText(scope)]));
    let result: Awaited<ReturnType<typeof work>>;
    try {
      result = await work(transaction);
    } catch (caught) {
      // A dry run learns from them what a command would.
      flush();
      const error = firstFailure(caught, await Promise.allSettled(left));
      const broken = await client.query('ROLLBACK').then(
        () => undefined,
        (failure: unknown) => failure,
      );
      client.release(broken === undefined ? undefined : true);
      throw error;
    }
    flush();
    const [ending, ...others] = await Promise.allSettled([send('COMMIT'), ...left]);
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
