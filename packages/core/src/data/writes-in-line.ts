import { FengsuiError } from '../contract/errors.ts';
import type { Database } from './database.ts';

export interface WriteLine {
  /** Commands under way at once. */
  readonly atOnce: number;
  /** Milliseconds after which a command that waits is not begun any more: its asker was told meanwhile that it takes too long. */
  readonly longest: number;
}
/** Commands that wait at most: about as many as are done in a second or two (judged, not measured). */
export const commandsWaitingAtMost = 2_000;

/**
 * Commands in the order in which they came, some of them at once: were each to ask the database for itself, look-ups would stand behind all of them.
 * Core's own work, as sealing and imports, passes by: nobody waits for it at the other end of a request, and there is little of it at a time.
 * Errors: UNAVAILABLE for a command that finds the line full or has waited too long; nothing of it was begun.
 */
export function writesInLine(write: Database['write'], { atOnce, longest }: WriteLine): Database['write'] {
  // A set keeps the order, and its first is taken out without moving the others.
  const waiting = new Set<() => void>();
  let running = 0;
  const turn = async (): Promise<void> => {
    if (waiting.size >= commandsWaitingAtMost) throw tooManyCommands();
    const since = performance.now();
    await new Promise<void>((resolve) => void waiting.add(resolve));
    if (performance.now() - since <= longest) return;
    ended();
    throw waitedTooLong(longest);
  };
  const ended = (): void => {
    const [next] = waiting;
    if (next === undefined) running -= 1;
    else {
      waiting.delete(next);
      next();
    }
  };
  return async (work, scope) => {
    if (scope === undefined) return write(work);
    if (running < atOnce) running += 1;
    else await turn();
    try {
      return await write(work, scope);
    } finally {
      ended();
    }
  };
}

const tooManyCommands = (): FengsuiError =>
  new FengsuiError(
    'UNAVAILABLE',
    '等待执行的命令过多，此项没有执行；请稍后用同一幂等键再试。',
    'Too many commands are waiting and this one was not begun; try again in a moment with the same idempotency key.',
  );
const waitedTooLong = (milliseconds: number): FengsuiError =>
  new FengsuiError(
    'UNAVAILABLE',
    `此项等待执行超过 ${milliseconds / 1000} 秒，没有执行；请稍后用同一幂等键再试。`,
    `This command has waited for longer than ${milliseconds / 1000} s and was not begun; try again in a moment with the same idempotency key.`,
  );
