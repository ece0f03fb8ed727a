import { Worker } from 'node:worker_threads';
import type { SqlValue } from '../contract/sql.ts';
import type { Statement } from './database.ts';
import { restIfBusy } from './give-way.ts';
import { tooLong } from './too-long.ts';
import { waitingAtMost, type WaitingRead, WaitingReads } from './waiting-reads.ts';
import type { Done, Job } from './sqlite-worker.ts';

/** Reads that may take long, one after another in a thread beside the one that answers look-ups, to which it leaves half the time where processors are short. */
export interface HeavyReader {
  text(statement: Statement, params: readonly SqlValue[]): Promise<string | null>;
  close(): Promise<void>;
}
// Published code runs from `dist`, where the file ends otherwise.
const script = new URL(`./sqlite-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

export function heavyReader(path: string, longest: number, share: boolean, beginRest: typeof restIfBusy = restIfBusy): HeavyReader {
  let worker: Worker | undefined;
  let running: { readonly read: WaitingRead; readonly timer: NodeJS.Timeout; readonly rest: () => number } | undefined;
  let resting: NodeJS.Timeout | undefined;
  const waiting = new WaitingReads({ atMost: waitingAtMost.heavy, longest, share });
  const start = (): Worker => {
    const made = new Worker(script, { workerData: { path } });
    made.unref();
    made.on('message', (done: Done) => worker === made && settle((read) => tell(read, done)));
    made.on('error', (error) => abandon(made, error));
    return made;
  };
  /** Ends the one that runs; the next has its turn. */
  const settle = (end: (read: WaitingRead) => void): void => {
    if (running === undefined) return;
    const { read, timer, rest } = running;
    clearTimeout(timer);
    running = undefined;
    end(read);
    const milliseconds = rest();
    if (milliseconds > 0) resting = setTimeout(rested, milliseconds);
    else next();
  };
  const rested = (): void => {
    resting = undefined;
    next();
  };
  /** A thread that failed or ran too long is left behind with the read it ran; another goes on with those that wait. */
  const abandon = (left: Worker, error: Error): void => {
    if (worker !== left) return;
    worker = undefined;
    void left.terminate();
    settle(({ refuse }) => refuse(error));
  };
  const next = (): void => {
    if (running !== undefined || resting !== undefined) return;
    const read = waiting.first();
    if (read !== undefined) run(read);
  };
  const run = (read: WaitingRead): void => {
    const own = (worker ??= start());
    running = { read, timer: setTimeout(() => abandon(own, tooLong(longest)), longest), rest: beginRest() };
    own.postMessage({ text: read.statement.text, params: read.params } satisfies Job);
  };
  return {
    text: (statement, params) => {
      const answered = waiting.add(statement, params);
      next();
      return answered;
    },
    close: async () => {
      const own = worker;
      worker = undefined;
      clearTimeout(running?.timer);
      clearTimeout(resting);
      const left = [...(running === undefined ? [] : [running.read]), ...waiting.take(() => true)];
      running = undefined;
      for (const { refuse } of left) refuse(new Error('The database was closed'));
      await own?.terminate();
    },
  };
}

const tell = ({ answer, refuse }: WaitingRead, done: Done): void =>
  'failure' in done ? refuse(new Error(done.failure)) : answer(done.answer);
