import { Pool } from 'pg';
import { readLanes } from './postgresql-reads.ts';
import { becomeReader, scopeText, writerRole } from './ring.ts';
import { CommitUnknown, failureOf, firstFailure, unheard } from './failures.ts';
import { type Ask, inOnePacket, query } from './postgresql-query.ts';
import { longestUnlessTold, tooLong } from './too-long.ts';
import type { Database, DatabaseOptions, RawRow, Statement, Transaction } from './database.ts';

const becomeWriter: Statement = {
  text: `SELECT set_config('role', '${writerRole}', true), set_config('fengsui.scope', $1, true), fengsui_keep_codes()`,
};

const seeing: Statement = { text: becomeReader };

/**
 * How the planner weighs: PostgreSQL's default takes a page out of order for four in order, which was true of turning disks and makes it
 * read small tables whole for every row that refers to them. Compiling plans to machine code takes longer than any of ours runs.
 */
const planning = 'SET random_page_cost = 1.1; SET jit = off';

/** Prepared statements go with their connection: however many documents strangers send, the server keeps half an hour of them. */
const maxLifetimeSeconds = 1_800;

/** Migrations, imports, sealing: core's own, which nobody waits for at the other end of a request. */
const ownWork = 'BEGIN; SET LOCAL statement_timeout = 0';

/** PostgreSQL over a small pool: 4 to 8 connections a process serve best. */
export function openPostgresql(
  url: string,
  { poolSize = 8, longest = longestUnlessTold, shareReads = true }: DatabaseOptions = {},
): Database {
  const pool = new Pool({ connectionString: url, max: poolSize, pipeline: true, maxLifetimeSeconds });
  // An idle connection that the server ends must not end the process; the pool replaces it.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    // Nor must one that is in use: its statements are told, and an event nobody listens to would be thrown.
    client.on('error', () => undefined);
    // What takes too long is ended by the server itself, so that nothing of it runs on when its caller was told.
    client.query(`${planning}; SET statement_timeout = ${Math.round(longest)}`).catch(() => undefined);
  });
  const through = (ask: Ask, left: Promise<unknown>[]): Transaction => ({
    rows: async (statement, params) => ((await ask(query(statement, params))) as { rows: RawRow[] }).rows,
    run: async (statement, params) => ((await ask(query(statement, params))) as { rowCount: number | null }).rowCount ?? 0,
    last: (statement, params) => void left.push(unheard(ask(query(statement, params)))),
    lastRows: (statement, params) => {
      const asked = ask(query(statement, params));
      left.push(unheard(asked));
      return unheard(asked.then((found) => (found as { rows: RawRow[] }).rows));
    },
  });
  /** A read that meets a connection which the server has just ended is asked once more, of another one. */
  const read = async <T>(ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask();
    } catch (error) {
      if (failureOf(error) === 'slow') throw tooLong(longest);
      if (failureOf(error) !== 'lost') throw error;
      return ask();
    }
  };
  // Half of the connections for look-ups, the rest for what may take long: neither waits for the other.
  const forLight = Math.ceil(poolSize / 2);
  const lanes = {
    light: readLanes(pool, { connections: forLight, together: 4, share: shareReads }),
    heavy: readLanes(pool, { connections: Math.max(1, poolSize - forLight), together: 1, share: shareReads }),
  };
  /** One question as the role that sees what `reads` says: four statements, sent together, so one round trip. */
  const ringed = async <T>(asked: object, reads: string): Promise<T> => {
    const client = await pool.connect();
    const ask = inOnePacket(client);
    const all = ['BEGIN READ ONLY', query(seeing, [reads]), asked, 'COMMIT'].map((each) => ask(each) as Promise<T>);
    const outcomes = await Promise.allSettled(all);
    const failed = outcomes.find((each) => each.status === 'rejected');
    client.release(outcomes.at(-1)?.status === 'rejected' ? true : undefined);
    if (failed !== undefined) throw failed.reason;
    return (outcomes[2] as PromiseFulfilledResult<T>).value;
  };
  const script: Database['script'] = async (statements) => {
    const client = await pool.connect();
    try {
      await client.query(ownWork);
      for (const text of statements) await client.query(text);
      await client.query('COMMIT');
      client.release();
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      client.release(true);
      throw error;
    }
  };
  return {
    dialect: 'postgresql',
    text: async (statement, params, weight = 'light', reads) => {
      if (reads === undefined) return read(() => lanes[weight](statement, params));
      type Found = { readonly rows: readonly [string | null][] };
      const { rows } = await read(() => ringed<Found>({ ...query(statement, params), rowMode: 'array' }, reads));
      return rows[0]?.[0] ?? null;
    },
    rows: async (statement, params, reads) => {
      const asked = query(statement, params);
      type Found = { readonly rows: readonly RawRow[] };
      return (await read<Found>(() => (reads === undefined ? pool.query(asked as never) : ringed<Found>(asked, reads)))).rows;
    },
    write: async (work, scope) => {
      const client = await pool.connect();
      const ask = inOnePacket(client);
      // Statements are sent without waiting for the answer to those before: BEGIN travels with the first, COMMIT with the last.
      const left: Promise<unknown>[] = [unheard(ask(scope === undefined ? ownWork : 'BEGIN'))];
      // The role that writes is not the owner, and row-level security binds it to this scope until the transaction ends.
      if (scope !== undefined) left.push(unheard(ask(query(becomeWriter, [scopeText(scope)]))));
      let result: Awaited<ReturnType<typeof work>>;
      try {
        result = await work(through(ask, left));
      } catch (caught) {
        const error = firstFailure(caught, await Promise.allSettled(left));
        const broken = await client.query('ROLLBACK').then(
          () => undefined,
          (failure: unknown) => failure,
        );
        client.release(broken === undefined ? undefined : true);
        throw error;
      }
      const [ending, ...others] = await Promise.allSettled([ask('COMMIT'), ...left]);
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
    },
    script,
    // Autovacuum does it in time; after a bulk load that would be too late for the first question.
    optimize: () => script(['ANALYZE']),
    close: () => pool.end(),
  };
}
