import { Pool } from 'pg';
import type { PacketSize } from './packet.ts';
import { readLanes } from './postgresql-reads.ts';
import { writing } from './postgresql-write.ts';
import { becomeReader } from './ring.ts';
import { failureOf, firstFailure, isOutdated } from './failures.ts';
import { inOnePacket } from './postgresql-packet.ts';
import { beginReading, commit, giveBack } from './postgresql-transaction.ts';
import { query, textOf } from './postgresql-query.ts';
import type { SqlValue } from '../contract/sql.ts';
import { longestUnlessTold, tooLong } from './too-long.ts';
import type { Database, DatabaseOptions, RawRow, Statement, Weight } from './database.ts';
import { tooManyWait, waitingAtMost, type WaitingOptions } from './waiting-reads.ts';
import { writesInLine } from './writes-in-line.ts';

const seeing: Statement = { text: becomeReader };

/**
 * How the planner weighs: PostgreSQL's default takes a page out of order for four in order, which was true of turning disks and makes it
 * read small tables whole for every row that refers to them. Compiling plans to machine code takes longer than any of ours runs.
 */
const planning = 'SET random_page_cost = 1.1; SET jit = off';

/** Six statements, or twelve look-ups that are asked as one: more measured no better. The milliseconds are judged, not measured: a wait that nobody minds. */
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
  /** A read that meets a connection which the server has just ended is asked once more, of another one; and so is what was prepared before a table changed. */
  const read = async <T>(ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask();
    } catch (error) {
      if (failureOf(error) === 'slow') throw tooLong(longest);
      if (failureOf(error) !== 'lost' && !isOutdated(error)) throw error;
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
  /** One question by itself. */
  const one = async (statement: Statement, params: readonly SqlValue[]): Promise<readonly RawRow[]> => {
    const client = await pool.connect();
    try {
      const { rows } = await inOnePacket(client)(query(statement, params));
      client.release();
      return rows;
    } catch (error) {
      client.release(failureOf(error) === 'lost' ? true : undefined);
      throw error;
    }
  };
  /** One question as the role that sees what `reads` says: four statements, sent together, so one round trip. */
  const ringed = async (statement: Statement, params: readonly SqlValue[], reads: string): Promise<readonly RawRow[]> => {
    const client = await pool.connect();
    const ask = inOnePacket(client);
    const own = async (what: Statement, values: readonly SqlValue[] = []): Promise<readonly RawRow[]> =>
      (await ask(query(what, values))).rows;
    const [begun, role, rows, ended] = [own(beginReading), own(seeing, [reads]), own(statement, params), own(commit)];
    const failed = firstFailure(undefined, await Promise.allSettled([begun, role, rows, ended]));
    if (failed === undefined) {
      client.release();
      return rows;
    }
    await giveBack(client, ask);
    throw failed;
  };
  const script: Database['script'] = async (statements) => {
    const client = await pool.connect();
    try {
      await client.query('BEGIN; SET LOCAL statement_timeout = 0');
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
      return textOf(await read(() => ringed(statement, params, reads)));
    },
    rows: (statement, params, reads) => read(() => (reads === undefined ? one(statement, params) : ringed(statement, params, reads))),
    // One connection is left to those who look something up, however many commands come.
    write: writesInLine(writing(pool), { atOnce: Math.max(1, poolSize - 1), longest }),
    script,
    // Autovacuum does it in time; after a bulk load that would be too late for the first question.
    optimize: () => script([analyzeFilled]),
    close: () => pool.end(),
  };
}
