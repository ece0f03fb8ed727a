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

/** A transaction whose statements are sent without waiting for the answer to those before; `left` are those nobody waits for. */
class Pipelined implements Transaction {
  readonly #ask: Ask;
  readonly left: Promise<unknown>[] = [];
  #last: (readonly [Statement, readonly SqlValue[]])[] = [];
  constructor(ask: Ask) {
    this.#ask = ask;
  }
  async rows(statement: Statement, params: readonly SqlValue[]): Promise<readonly RawRow[]> {
    return ((await this.ask(query(statement, params))) as { rows: RawRow[] }).rows;
  }
  async run(statement: Statement, params: readonly SqlValue[]): Promise<number> {
    return ((await this.ask(query(statement, params))) as { rowCount: number | null }).rowCount ?? 0;
  }
  last(statement: Statement, params: readonly SqlValue[]): void {
    this.#last.push([statement, params]);
  }
  lastRows(statement: Statement, params: readonly SqlValue[]): Promise<readonly RawRow[]> {
    const asked = this.ask(query(statement, params));
    this.left.push(unheard(asked));
    return unheard(asked.then((found) => (found as { rows: RawRow[] }).rows));
  }
  /** In the order in which they were given: what waits goes first. */
  ask(what: string | object): Promise<unknown> {
    for (const [statement, params] of mergedInserts(this.#last)) this.left.push(unheard(this.#ask(query(statement, params))));
    this.#last = [];
    return this.#ask(what);
  }
}

export const writing =
  (pool: Pool): Database['write'] =>
  async (work, scope) => {
    const client = await pool.connect();
    const transaction = new Pipelined(inOnePacket(client));
    const { left } = transaction;
    // BEGIN travels with the first statement, COMMIT with the last.
    left.push(unheard(transaction.ask(scope === undefined ? ownWork : 'BEGIN')));
    // The role that writes is not the owner, and row-level security binds it to this scope until the transaction ends.
    if (scope !== undefined) left.push(unheard(transaction.ask(query(becomeWriter, [scopeText(scope)]))));
    let result: Awaited<ReturnType<typeof work>>;
    try {
      result = await work(transaction);
    } catch (caught) {
      const error = firstFailure(caught, await Promise.allSettled(left));
      const broken = await client.query('ROLLBACK').then(
        () => undefined,
        (failure: unknown) => failure,
      );
      client.release(broken === undefined ? undefined : true);
      throw error;
    }
    const ended = transaction.ask('COMMIT');
    const [ending, ...others] = await Promise.allSettled([ended, ...left]);
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
