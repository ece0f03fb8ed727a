import { availableParallelism } from 'node:os';

/** A thread that is busier than this has look-ups waiting (judged, not measured). */
const busy = 0.8;
/** A read that took long is not paid for by those behind it: a rest is for whoever looks something up in between. */
const restAtMost = 20;
/** With more processors than these a read in a thread of its own takes nothing from the others. */
const few = 2;

/** Milliseconds between two reads that may take long: as long as the first one ran, while look-ups keep the thread beside it busy and both share few processors. */
export const restAfter = (ran: number, utilization: number, processors: number): number =>
  utilization > busy && processors <= few ? Math.min(ran, restAtMost) : 0;

/** Called when such a read begins; gives what to call when it ended, for the rest that is due. */
export function restIfBusy(): () => number {
  const [began, before] = [performance.now(), performance.eventLoopUtilization()];
  return () => restAfter(performance.now() - began, performance.eventLoopUtilization(before).utilization, availableParallelism());
}
