import type { Pool } from 'pg';
import type { SqlValue } from '../contract/sql.ts';
import type { Database, RawRow, Statement, Transaction } from './database.ts';
import { CommitUnknown, failureOf, firstFailure, unheard } from './failures.ts';
import { mergedInserts } from './merged-inserts.ts';
import { type Ask, inOnePacket } from './postgresql-packet.ts';
import { query } from './postgresql-query.ts';
import type { Answer, Asked } from './postgresql-question.ts';
import { begin, commit, giveBack } from './postgresql-transaction.ts';
import { becomeWriter, withQuestion } from './become-writer.ts';
import { scopeText } from './ring.ts';

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
    const going = kept;
    kept = [];
    for (const [statement, params] of mergedInserts(going)) left.push(unheard(send(query(statement, params))));
  };
  const become = (): void => {
    const own = becoming;
    becoming = undefined;
    if (own !== undefined) left.push(unheard(send(query(becomeWriter, [own]))));
  };
  const ask = (what: Asked): Promise<Answer> => {
    become();
    flush();
    return send(what);
  };
  const rows = async (what: Asked): Promise<readonly RawRow[]> => (await ask(what)).rows;
  /** The first question, with taking the role: how that went is heard with the others. */
  const early = async (statement: Statement, params: readonly SqlValue[], own: string): Promise<readonly RawRow[]> => {
    becoming = undefined;
    const asked = send(query(withQuestion(statement), [own, ...params]));
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
      run: async (statement, params) => (await ask(query(statement, params))).count,
      last: (statement, params) => void kept.push([statement, params]),
      lastRows: (statement, params) => {
        const asked = unheard(ask(query(statement, params)));
        left.push(asked);
        return unheard(asked.then(({ rows: found }) => found));
      },
    },
  };
}

/** Migrations, imports, sealing: core's own, which nobody waits for at the other end of a request. */
const unlimited: Statement = { text: 'SET LOCAL statement_timeout = 0' };

export const writing =
  (pool: Pool): Database['write'] =>
  async (work, scope) => {
    const client = await pool.connect();
    const send = inOnePacket(client);
    const alone = (statement: Statement): Promise<unknown> => unheard(send(query(statement, [])));
    // BEGIN travels with the first statement, COMMIT with the last.
    const begun = (scope === undefined ? [begin, unlimited] : [begin]).map(alone);
    const { transaction, flush, left } = pipelined(send, scope === undefined ? undefined : scopeText(scope));
    let result: Awaited<ReturnType<typeof work>>;
    try {
      result = await work(transaction);
      flush();
    } catch (caught) {
      // A dry run learns from them what a command would; what cannot even be sent is no news of one that failed.
      await (async () => flush())().catch(() => undefined);
      const error = firstFailure(caught, await Promise.allSettled([...begun, ...left]));
      await giveBack(client, send);
      throw error;
    }
    const [ending, ...others] = await Promise.allSettled([alone(commit), ...begun, ...left]);
    const failed = firstFailure(undefined, others);
    if (ending.status === 'fulfilled') {
      client.release();
      if (failed === undefined) return result;
      // What failed in an earlier packet: the server answered COMMIT with ROLLBACK.
      throw failed;
    }
    await giveBack(client, send);
    // Passed over behind a statement that failed, or refused: nothing was kept. Only if the connection broke nobody knows.
    if (failureOf(ending.reason) === 'lost') throw new CommitUnknown(ending.reason);
    throw failed ?? ending.reason;
  };
