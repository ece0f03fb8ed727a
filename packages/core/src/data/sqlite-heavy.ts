import { Worker } from 'node:worker_threads';
import { FengsuiError } from '../contract/errors.ts';
import type { SqlValue } from '../contract/sql.ts';
import type { Statement } from './database.ts';
import { tooLong } from './too-long.ts';
import type { Done, Job } from './sqlite-worker.ts';

/** Reads that may take long, one after another in a thread beside the one that answers look-ups. */
export interface HeavyReader {
  text(statement: Statement, params: readonly SqlValue[]): Promise<string | null>;
  close(): Promise<void>;
}
interface Waiting {
  readonly resolve: (answer: string | null) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}
/** What may wait before the next is told to come back. */
const waitingAtMost = 100;
// Published code runs from `dist`, where the file ends otherwise.
const script = new URL(`./sqlite-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

export function heavyReader(path: string, longest: number): HeavyReader {
  let worker: Worker | undefined;
  let counter = 0;
  const waiting = new Map<number, Waiting>();
  const settle = (id: number, act: (job: Waiting) => void): void => {
    const job = waiting.get(id);
    if (job === undefined) return;
    waiting.delete(id);
    clearTimeout(job.timer);
    act(job);
  };
  const start = (): Worker => {
    const made = new Worker(script, { workerData: { path } });
    made.unref();
    made.on('message', (done: Done) =>
      settle(done.id, ({ resolve, reject }) => ('failure' in done ? reject(new Error(done.failure)) : resolve(done.answer))),
    );
    made.on('error', (error) => abandon(made, error));
    return made;
  };
  /** A thread that failed or ran too long is left behind with all that waited for it; the next job starts another. */
  const abandon = (left: Worker, error: Error): void => {
    if (worker !== left) return;
    worker = undefined;
    for (const id of waiting.keys()) settle(id, ({ reject }) => reject(error));
    void left.terminate();
  };
  return {
    text: ({ text }, params) =>
      new Promise((resolve, reject) => {
        if (waiting.size >= waitingAtMost) return reject(busy());
        const own = (worker ??= start());
        const id = (counter += 1);
        waiting.set(id, { resolve, reject, timer: setTimeout(() => abandon(own, tooLong(longest)), longest) });
        own.postMessage({ id, text, params } satisfies Job);
      }),
    close: async () => {
      const own = worker;
      worker = undefined;
      for (const id of waiting.keys()) settle(id, ({ reject }) => reject(new Error('The database was closed')));
      await own?.terminate();
    },
  };
}

const busy = (): FengsuiError =>
  new FengsuiError('UNAVAILABLE', '统计查询排队已满；请稍后再试。', 'Too many aggregates are waiting; try again in a moment.');
