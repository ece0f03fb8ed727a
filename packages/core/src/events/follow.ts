import type { EventFilter, EventLog } from './event-log.ts';
import type { CodeRange } from '../access/principal.ts';
import { seesEvent } from './event-scope.ts';
import type { LoggedEvent } from './logged-event.ts';
import { comparePositions, type Position } from './position.ts';
import type { Tail } from './tail.ts';

/** The log and the reader that all share. */
export interface EventSource {
  readonly log: EventLog;
  readonly tail: Tail;
}
/** Events taken at once: what a stopped reader holds at most. */
const batchSize = 100;

/**
 * Events as they come, from a place on and without a gap, until the signal. The reader pulls: whoever stops reading holds one
 * batch and a place in the log, and reads on from there whenever it likes.
 */
export async function* follow(
  { log, tail }: EventSource,
  from: Position | undefined,
  filter: EventFilter,
  signal: AbortSignal,
): AsyncGenerator<LoggedEvent, void, undefined> {
  const close = await tail.open();
  try {
    let position = from ?? tail.at;
    tail.wake();
    while (!signal.aborted) {
      const recent = tail.after(position, batchSize);
      if (recent === undefined) {
        // Behind what is kept: read the log itself, up to where the shared reader stands.
        const end = tail.at;
        const found = await log.read(position, batchSize, filter, end);
        yield* found;
        position = found.length < batchSize ? end : (found.at(-1)?.position ?? end);
        continue;
      }
      for (const event of recent) {
        if (signal.aborted) return;
        if (passes(filter, event)) yield event;
      }
      position = recent.at(-1)?.position ?? position;
      if (recent.length < batchSize && comparePositions(tail.at, position) <= 0) await tail.changed(position, signal);
    }
  } finally {
    close();
  }
}

const isAt = ({ from, to }: CodeRange, code: string | null): boolean => code !== null && code >= from && code < to;
const passes = ({ types, entity, area, scope }: EventFilter, event: LoggedEvent): boolean =>
  (types === undefined || types.includes(event.type)) &&
  (entity === undefined || event.entity === entity) &&
  (area === undefined || isAt(area, area.zone ? event.zone : event.area)) &&
  (scope === undefined || seesEvent(scope, event));
