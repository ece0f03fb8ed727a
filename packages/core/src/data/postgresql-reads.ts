import type { Pool } from 'pg';
import type { SqlValue } from '../contract/sql.ts';
import type { Statement } from './database.ts';
import { failureOf } from './failures.ts';
import { type Ask, inOnePacket, query } from './postgresql-query.ts';
import { Packets, type PacketSize } from './packet.ts';
import { type WaitingOptions, type WaitingRead, WaitingReads } from './waiting-reads.ts';

export interface ReadLanes {
  /** Connections that reads of this kind hold at once; those beyond wait, and the others of the pool are for the rest. */
  readonly connections: number;
  /** What of those that wait one connection takes along. */
  readonly packet: PacketSize;
  readonly waiting: WaitingOptions;
}

/**
 * Reads over a few connections of the pool. What waits leaves together, in one packet each way: on a busy server the packets and the
 * wakings cost more than a look-up itself. Each stays a statement of its own, so that what refuses one says nothing of the others.
 */
export function readLanes(
  pool: Pool,
  { connections, packet, waiting: line }: ReadLanes,
): (statement: Statement, params: readonly SqlValue[]) => Promise<string | null> {
  const waiting = new WaitingReads(line);
  const packets = new Packets(packet);
  let held = 0;
  let gathering = false;
  const lane = async (): Promise<void> => {
    held += 1;
    await onOneConnection(pool, packets, take);
    held -= 1;
    more();
  };
  /** A further connection for what the others do not take. */
  const more = (): void => void (waiting.size > 0 && held < connections && lane());
  const take = (): readonly WaitingRead[] => {
    const taken = waiting.take(packets.next());
    more();
    return taken;
  };
  return (statement, params) => {
    const answered = waiting.add(statement, params);
    // What comes in one turn of the loop is known when it ends: sent one by one, the first ones would take all connections for themselves.
    if (!gathering && held < connections) {
      gathering = true;
      setImmediate(() => {
        gathering = false;
        more();
      });
    }
    return answered;
  };
}

/** After so many turns a connection goes back in any case: the pool renews those that are old. */
const turnsAtMost = 100;

/** Turns on one connection, for as long as nobody else, as a command, waits for one. */
async function onOneConnection(pool: Pool, packets: Packets, take: () => readonly WaitingRead[]): Promise<void> {
  let client;
  try {
    client = await pool.connect();
  } catch (error) {
    // Whoever waited for this connection is told; the next tries one of its own.
    for (const { refuse } of take()) refuse(error);
    return;
  }
  const ask = inOnePacket(client);
  let broken = false;
  for (let turns = 0; turns < turnsAtMost && !broken; turns += 1) {
    const reads = take();
    if (reads.length === 0) break;
    broken = await turn(ask, packets, reads);
    if (pool.waitingCount > 0) break;
  }
  client.release(broken ? true : undefined);
}

/** Says whether the connection broke. */
async function turn(ask: Ask, packets: Packets, reads: readonly WaitingRead[]): Promise<boolean> {
  let broken = false;
  let before = performance.now();
  const ended = (statement: Statement): void => {
    const now = performance.now();
    packets.took(statement, now - before);
    before = now;
  };
  await Promise.all(
    reads.map(async ({ statement, params, answer, refuse }) => {
      try {
        // as: rows come as arrays of columns in this mode
        const { rows } = (await ask({ ...query(statement, params), rowMode: 'array' })) as { rows: readonly [string | null][] };
        ended(statement);
        answer(rows[0]?.[0] ?? null);
      } catch (error) {
        // What is refused for its length is the longest of all.
        ended(statement);
        broken ||= failureOf(error) === 'lost';
        refuse(error);
      }
    }),
  );
  return broken;
}
