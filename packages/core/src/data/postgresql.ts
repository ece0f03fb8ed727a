import { Pool } from 'pg';
import type { PacketSize } from './packet.ts';
import { readLanes } from './postgresql-reads.ts';
import { ownWork, writing } from './postgresql-write.ts';
import { becomeReader } from './ring.ts';
import { failureOf } from './failures.ts';
import { inOnePacket, query } from './postgresql-query.ts';
import { longestUnlessTold, tooLong } from './too-long.ts';
import type { Database, DatabaseOptions, RawRow, Statement, Weight } from './database.ts';
import { tooManyWait, waitingAtMost, type WaitingOptions } from './waiting-reads.ts';

const seeing: Statement = { text: becomeReader };

/**
 * How the planner weighs: PostgreSQL's default takes a page out of order for four in order, which was true of turning disks and makes it
 * read small tables whole for every row that refers to them. Compiling plans to machine code takes longer than any of ours runs.
 */
const planning = 'SET random_page_cost = 1.1; SET jit = off';

/** Six look-ups: eight and sixteen measured no better. The milliseconds are judged, not measured: a wait that nobody minds. */
const packetOfLight: PacketSize = { reads: 6, milliseconds: 6 };

/**
 * Statistics of the tables that hold more than a page. Said to be empty, a table would be read whole by every statement that is planned
 * while it grows, for as long as its connection lives; of one that was never looked at PostgreSQL assumes ten pages, and uses the index.
 */
const analyzeFilled = `DO $$ DECLARE filled text; BEGIN
    SELECT string_agg(format('%I', relname), ', ') INTO filled FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > current_setting('block_size')::int;
    IF filled IS NOT NULL THEN EXECUTE 'ANALYZE ' || filled; END IF;
  END $$`;

/** Prepared statements go with their connection: however many documents strangers send, the server keeps half an hour of them. */
const maxLifetimeSeconds = 1_800;
/** None is closed for being idle: a timer at each return costs more than a few connections that stay. */
const idleTimeoutMillis = 0;

/** PostgreSQL over a small pool: 4 to 8 connections a process serve best. */
export function openPostgresql(
  url: string,
  { poolSize = 8, longest = longestUnlessTold, shareReads = true }: DatabaseOptions = {},
): Database {
  const pool = new Pool({ connectionString: url, max: poolSize, pipeline: true, maxLifetimeSeconds, idleTimeoutMillis });
  // An idle connection that the server ends must not end the process; the pool replaces it.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    // Nor must one that is in use: its statements are told, and an event nobody listens to would be thrown.
    client.on('error', () => undefined);
    // What takes too long is ended by the server itself, so that nothing of it runs on when its caller was told.
    client.query(`${planning}; SET statement_timeout = ${Math.round(longest)}`).catch(() => undefined);
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
  // A third of the connections for look-ups, the rest for what may take long: neither waits for the other.
  const forLight = Math.ceil(poolSize / 3);
  const waiting = (weight: Weight): WaitingOptions => ({ atMost: waitingAtMost[weight], longest, share: shareReads });
  const lanes = {
    light: readLanes(pool, { connections: forLight, packet: packetOfLight, waiting: waiting('light') }),
    heavy: readLanes(pool, {
      connections: Math.max(1, poolSize - forLight),
      packet: { reads: 1, milliseconds: 0 },
      waiting: waiting('heavy'),
    }),
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
      // Ringed reads wait with whoever else waits for a connection.
      if (pool.waitingCount >= waitingAtMost[weight]) throw tooManyWait();
      type Found = { readonly rows: readonly [string | null][] };
      const { rows } = await read(() => ringed<Found>({ ...query(statement, params), rowMode: 'array' }, reads));
      return rows[0]?.[0] ?? null;
    },
    rows: async (statement, params, reads) => {
      const asked = query(statement, params);
      type Found = { readonly rows: readonly RawRow[] };
      return (await read<Found>(() => (reads === undefined ? pool.query(asked as never) : ringed<Found>(asked, reads)))).rows;
    },
    write: writing(pool),
    script,
    // Autovacuum does it in time; after a bulk load that would be too late for the first question.
    optimize: () => script([analyzeFilled]),
    close: () => pool.end(),
  };
}
