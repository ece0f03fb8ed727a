import type { Job, WorkerContext } from '../contract/worker.ts';
import { nextDue } from './schedule.ts';
import { withinLimit } from './time-limit.ts';
import { backoff, errorText, leaseFor, type WorkerRow, type WorkerRows } from './worker-rows.ts';

export interface JobsOptions {
  /** By full id: `plugin.job`. */
  readonly jobs: ReadonlyMap<string, Job>;
  readonly rows: WorkerRows;
  readonly now: () => Date;
  /** What a job may do at one occasion. */
  readonly contextFor: (occasion: string, signal: AbortSignal) => WorkerContext;
  readonly onError: (error: unknown, id: string) => void;
}
const retryFirst = 10_000;
const retryAtMost = 3_600_000;
/** What a job may take unless it says otherwise, in seconds. */
const secondsAtMost = 600;
/** How long a stop waits for running jobs, in milliseconds: the server's own end comes at 8 s. */
const waitsAtStop = 3_000;

/** Scheduled jobs: each due time runs on one instance; a job that throws or hangs is noted, tried again and stops no other. */
export class Jobs {
  readonly #options: JobsOptions;
  readonly #running = new Set<Promise<void>>();
  readonly #stopped = new AbortController();
  constructor(options: JobsOptions) {
    this.#options = options;
  }
  /** Makes the rows of new jobs; their first due time is one interval from now. */
  async prepare(): Promise<void> {
    const { jobs, rows, now } = this.#options;
    for (const [id, job] of jobs) await rows.ensure(id, 'job', nextDue(job, now()));
  }
  /** Runs what is due and waits for it; gives the ids that ran. */
  async runDue(): Promise<readonly string[]> {
    const { ids, done } = await this.startDue();
    await done;
    return ids;
  }
  /** Starts what is due: none waits for another, since one that hangs must not hold up the clock of all. */
  async startDue(): Promise<{ readonly ids: readonly string[]; readonly done: Promise<unknown> }> {
    const { jobs, rows } = this.#options;
    const started = new Map<string, Promise<void>>();
    for (const id of await rows.due('job')) {
      const job = jobs.get(id);
      const taken = job === undefined ? undefined : await rows.take(id);
      if (job === undefined || taken === undefined) continue;
      const run = this.#run(job, taken);
      started.set(id, run);
      this.#running.add(run);
      void run.finally(() => this.#running.delete(run));
    }
    return { ids: [...started.keys()], done: Promise.all(started.values()) };
  }
  /** Waits for what runs, and cuts what has not ended after a while. */
  async stop(): Promise<void> {
    const timer = setTimeout(() => this.#stopped.abort(), waitsAtStop);
    timer.unref();
    await Promise.all(this.#running);
    clearTimeout(timer);
  }

  async #run(job: Job, { id, dueAt, failures }: WorkerRow): Promise<void> {
    const { rows, now, contextFor, onError } = this.#options;
    const keeping = setInterval(() => void rows.renew(id).catch((error: unknown) => onError(error, id)), leaseFor / 3);
    keeping.unref();
    const limit = { id, seconds: job.timeLimitSeconds ?? secondsAtMost, stopped: this.#stopped.signal };
    try {
      await withinLimit(limit, (signal) => job.run(contextFor(`${id}@${dueAt.toISOString()}`, signal)));
      await rows.release(id, { failures: 0, dueAt: nextDue(job, now(), dueAt) });
    } catch (error) {
      onError(error, id);
      const retryAt = new Date(now().getTime() + backoff(failures + 1, retryFirst, retryAtMost));
      // An occasion is tried again until the next one comes; that one then stands for both.
      const next = nextDue(job, now(), dueAt);
      const outcome = { failures: failures + 1, error: errorText(error), ...(next <= retryAt ? { dueAt: next } : { retryAt }) };
      // Where even that cannot be written the lease runs out by itself.
      await rows.release(id, outcome).catch((failure: unknown) => onError(failure, id));
    } finally {
      clearInterval(keeping);
    }
  }
}
