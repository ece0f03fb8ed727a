import type { Pool } from 'pg';
import type { SqlValue } from '../contract/sql.ts';
import type { Statement } from './database.ts';
import { failureOf, isPassedOver } from './failures.ts';
import { type Ask, inOnePacket } from './postgresql-packet.ts';
import { query, textOf } from './postgresql-query.ts';
import type { Answer } from './postgresql-question.ts';
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
  const before = performance.now();
  const outcomes = await Promise.allSettled(reads.map(async ({ statement, params }) => ask(query(statement, params))));
  const took = performance.now() - before;
  const failed = outcomes.find((each) => each.status === 'rejected');
  const broken = failed !== undefined && failureOf(failed.reason) === 'lost';
  const passed: WaitingRead[] = [];
  for (const [at, read] of reads.entries()) {
    const outcome = outcomes[at] as PromiseSettledResult<Answer>;
    if (outcome.status === 'rejected' && isPassedOver(outcome.reason) && !broken) {
      passed.push(read);
      continue;
    }
    // All are answered at once, so each is taken to have had its share; where one failed, it had the time.
    if (failed === undefined) packets.took(read.statement, took / reads.length);
    else if (outcome === failed) packets.took(read.statement, took);
    if (outcome.status === 'fulfilled') read.answer(textOf(outcome.value.rows));
    else read.refuse(isPassedOver(outcome.reason) ? failed?.reason : outcome.reason);
  }
  return passed.length > 0 ? turn(ask, packets, passed) : broken;
}
