import { createHash, randomUUID } from 'node:crypto';
import { principal } from '../access/principal.ts';
import { forgetKeys, keysKeptDays } from '../commands/idempotency-keys.ts';
import { runCommand } from '../commands/pipeline.ts';
import type { Job, HappenedEvent, Subscriber, WorkerContext } from '../contract/worker.ts';
import { Jobs } from '../data/jobs.ts';
import { failingWorkers, type FailingWorker } from '../data/failing-workers.ts';
import { WorkerRows } from '../data/worker-rows.ts';
import type { Bus } from '../events/bus.ts';
import { logReachesDays } from '../events/event-log.ts';
import type { LoggedEvent } from '../events/logged-event.ts';
import { Subscribers } from '../events/subscribers.ts';
import { executeRequest } from './execute.ts';
import type { ExecuteOptions } from './read-options.ts';

/** What runs without anybody asking: jobs at their times, subscribers after events. */
export interface Workers {
  /** Begins to run them, and goes on until `stop`. Several instances may: each occasion runs on one. */
  start(): Promise<void>;
  /** Ends the watch and waits for what runs. */
  stop(): Promise<void>;
  /** Runs the jobs that are due by the engine's clock; the ids that ran. */
  runDueJobs(): Promise<readonly string[]>;
  /** Runs every subscriber up to the end of the log. */
  runSubscribers(): Promise<void>;
  /** Jobs and subscribers whose last run failed, on whichever instance. */
  failing(): Promise<readonly FailingWorker[]>;
}
/** How often the clock is looked at for due jobs, and the log when no wake-up came, in milliseconds. */
const lookEvery = 1_000;
/** Wake-ups within this time, in milliseconds, are one look at the log: under load there is one for each command. */
const gatherWakes = 50;
/** How long a stop waits for a subscriber before it is cut, in milliseconds. */
const waitsAtStop = 3_000;
const day = 86_400_000;

export function createWorkers(options: ExecuteOptions, bus: Bus): Workers {
  const { database, pipeline, events, onError } = options;
  const { now } = pipeline;
  const rows = new WorkerRows(database, randomUUID(), now);
  const shared = { rows, now, contextFor: contextFor(options), onError: (error: unknown, id: string) => onError(error, id) };
  const jobs = new Jobs({ ...shared, jobs: allJobs(options) });
  const subscribers = new Subscribers({
    ...shared,
    subscribers: named(options, (plugin) => plugin.subscribers),
    log: events.log,
    happened: happened(options),
  });
  let prepared: Promise<void> | undefined;
  const prepare = (): Promise<void> => (prepared ??= jobs.prepare().then(() => subscribers.prepare()));
  // One run of each at a time; a wake-up during a run is answered by one more.
  const runJobs = oneAtATime(
    async () => void (await jobs.startDue()),
    (error) => onError(error, 'jobs'),
  );
  const runSubscribers = oneAtATime(
    () => subscribers.run(),
    (error) => onError(error, 'subscribers'),
    gatherWakes,
  );
  let ends: (() => void)[] = [];
  return {
    start: async () => {
      await prepare();
      const timer = setInterval(() => {
        runJobs.run();
        runSubscribers.run();
      }, lookEvery);
      timer.unref();
      ends = [() => clearInterval(timer), bus.onWake(() => runSubscribers.run())];
      runSubscribers.run();
    },
    stop: async () => {
      for (const end of ends) end();
      ends = [];
      await runJobs.settled();
      const late = setTimeout(() => subscribers.cut(), waitsAtStop);
      late.unref();
      await Promise.all([jobs.stop(), runSubscribers.settled()]);
      clearTimeout(late);
    },
    runDueJobs: async () => {
      await prepare();
      return jobs.runDue();
    },
    runSubscribers: async () => {
      await prepare();
      await subscribers.run();
    },
    failing: () => failingWorkers(database),
  };
}

function named<T extends { readonly id: string }>(
  { compiler }: ExecuteOptions,
  of: (plugin: { readonly jobs: readonly Job[]; readonly subscribers: readonly Subscriber[] }) => readonly T[],
): Map<string, T> {
  return new Map(compiler.model.plugins.flatMap((plugin) => of(plugin).map((one): [string, T] => [`${plugin.id}.${one.id}`, one])));
}

/** The plugins' jobs, and core's own that keep the log and the keys within what they promise. */
function allJobs(options: ExecuteOptions): ReadonlyMap<string, Job> {
  const { database, events, pipeline } = options;
  const before = (days: number): Date => new Date(pipeline.now().getTime() - days * day);
  const own: readonly Job[] = [
    { id: 'forget-events', every: { days: 1 }, run: async () => void (await events.log.forget(before(logReachesDays))) },
    { id: 'forget-idempotency-keys', every: { hours: 1 }, run: async () => void (await forgetKeys(database, before(keysKeptDays))) },
  ];
  return new Map([...own.map((job): [string, Job] => [`core.${job.id}`, job]), ...named(options, (plugin) => plugin.jobs)]);
}

/** Acts as the system, under the worker's name: what it does stands in the audit like anyone's. */
function contextFor(options: ExecuteOptions): (occasion: string, signal: AbortSignal) => WorkerContext {
  return (occasion, signal) => {
    const id = `system:${occasion.slice(0, occasion.indexOf('@'))}`;
    const system = principal(id, id, [{ permissions: ['*'], area: '' }]);
    const times = new Map<string, number>();
    return {
      now: options.pipeline.now,
      signal,
      query: async <T>(document: string, variables: Readonly<Record<string, unknown>> = {}) => {
        signal.throwIfAborted();
        const { text } = await executeRequest(options, {
          query: document,
          variables,
          principal: system,
          requestId: occasion,
          readOnly: true,
        });
        const { data, errors } = JSON.parse(text) as { readonly data?: T; readonly errors?: readonly { readonly message: string }[] };
        if (errors !== undefined) throw new Error(`${occasion}: ${errors.map(({ message }) => message).join('; ')}`);
        // as: the caller knows what its document selects
        return data as T;
      },
      act: async (command, input) => {
        // What was cut is run again by somebody else: it may not act beside it.
        signal.throwIfAborted();
        // The key tells equal acts of one occasion apart by their count, so that a second run meets the first one's keys.
        const body = createHash('sha256')
          .update(`${command.name}\0${JSON.stringify(input)}`)
          .digest('base64url');
        const count = (times.get(body) ?? 0) + 1;
        times.set(body, count);
        const { userErrors } = await runCommand(
          options.pipeline,
          command,
          { ...input, idempotencyKey: `${occasion}:${body}:${count}` },
          { principal: system, requestId: occasion },
        );
        if (userErrors.length > 0)
          throw new Error(`${command.name}: ${userErrors.map(({ code, messageEn }) => `${code} ${messageEn}`).join('; ')}`);
      },
    };
  };
}

const happened =
  ({ compiler }: ExecuteOptions) =>
  ({ type, at, entity, key, area, payload }: LoggedEvent): HappenedEvent => ({
    type,
    at,
    subjectId: `${compiler.model.typeOfEntity.get(entity)?.type.prefix ?? entity}_${key}`,
    area,
    // as: a command's payload is an object
    payload: JSON.parse(payload) as Readonly<Record<string, unknown>>,
  });

/** With `rest`, one run begins no sooner than so many milliseconds after the one before. */
function oneAtATime(task: () => Promise<void>, onError: (error: unknown) => void, rest = 0): { run(): void; settled(): Promise<void> } {
  let running: Promise<void> | undefined;
  let again = false;
  let resting: NodeJS.Timeout | undefined;
  const begin = (): void => {
    resting = undefined;
    if (!again) return;
    again = false;
    running = task()
      .catch(onError)
      .finally(() => {
        running = undefined;
        resting = setTimeout(begin, rest).unref();
      });
  };
  return {
    run: () => {
      again = true;
      if (running === undefined && resting === undefined) begin();
    },
    settled: async () => {
      again = false;
      await running;
    },
  };
}
