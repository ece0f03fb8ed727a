import type { Pool } from 'pg';
import type { SqlValue } from '../contract/sql.ts';
import type { Statement } from './database.ts';
import { failureOf, isPassedOver } from './failures.ts';
import { type Ask, inOnePacket } from './postgresql-packet.ts';
import { alone, MergedReads, type Unit } from './merged-reads.ts';
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
 * wakings cost more than a look-up itself. What refuses one says nothing of the others: those that were asked as one are asked one by one then.
 */
export function readLanes(
  pool: Pool,
  { connections, packet, waiting: line }: ReadLanes,
): (statement: Statement, params: readonly SqlValue[]) => Promise<string | null> {
  const waiting = new WaitingReads(line);
  const packets = new Packets(packet);
  const merged = line.share ? new MergedReads() : undefined;
  let held = 0;
  let gathering = false;
  const lane = async (): Promise<void> => {
    held += 1;
    await onOneConnection(pool, { packets, merged, take });
    held -= 1;
    more();
  };
  /** A further connection for what the others do not take. */
  const more = (): void => void (waiting.size > 0 && held < connections && lane());
  const take = (): readonly WaitingRead[] => {
    const taken = waiting.take(packets.next((statement) => merged?.has(statement) === true));
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

interface Line {
  readonly packets: Packets;
  /** None where each reads for itself. */
  readonly merged: MergedReads | undefined;
  readonly take: () => readonly WaitingRead[];
}
/** Turns on one connection, for as long as nobody else, as a command, waits for one. */
async function onOneConnection(pool: Pool, line: Line): Promise<void> {
  let client;
  try {
    client = await pool.connect();
  } catch (error) {
    // Whoever waited for this connection is told; the next tries one of its own.
    for (const { refuse } of line.take()) refuse(error);
    return;
  }
  const ask = inOnePacket(client);
  let broken = false;
  for (let turns = 0; turns < turnsAtMost && !broken; turns += 1) {
    const reads = line.take();
    if (reads.length === 0) break;
    broken = await turn(ask, line, line.merged?.units(reads) ?? reads.map(alone));
    if (pool.waitingCount > 0) break;
  }
  client.release(broken ? true : undefined);
}

/** Says whether the connection broke. */
async function turn(ask: Ask, line: Line, units: readonly Unit[]): Promise<boolean> {
  const before = performance.now();
  const outcomes = await Promise.allSettled(units.map(async (unit) => ask(unit.asked())));
  const took = performance.now() - before;
  const failedAt = outcomes.findIndex(({ status }) => status === 'rejected');
  const failed = outcomes[failedAt] as PromiseRejectedResult | undefined;
  const broken = failed !== undefined && failureOf(failed.reason) === 'lost';
  // All are answered at once, so each is taken to have had its share; where one failed, it had the time.
  const timed = failed === undefined ? units.flatMap(({ reads }) => reads) : (units[failedAt]?.reads ?? []);
  for (const { statement } of timed) line.packets.took(statement, took / timed.length);
  const again = units.flatMap((unit, at) => {
    const outcome = outcomes[at] as PromiseSettledResult<Answer>;
    if (outcome.status === 'fulfilled') answer(unit, outcome.value);
    else if (!broken && (isPassedOver(outcome.reason) || unit.reads.length > 1)) return unit.reads;
    else for (const { refuse } of unit.reads) refuse(isPassedOver(outcome.reason) ? failed?.reason : outcome.reason);
    return [];
  });
  if (again.length === 0) return broken;
  const merged = units[failedAt]?.reads ?? [];
  if (merged.length > 1) line.merged?.refused((merged[0] as WaitingRead).statement);
  return turn(ask, line, again.map(alone));
}
function answer(unit: Unit, given: Answer): void {
  const answers = unit.answers(given);
  for (const [place, read] of unit.reads.entries()) read.answer(answers[place] ?? null);
}
