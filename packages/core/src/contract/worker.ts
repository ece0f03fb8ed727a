import type { Command, EventType } from './command.ts';

/** What a subscriber or a job may do: read as GraphQL, change through commands, as the system. */
export interface WorkerContext {
  readonly now: () => Date;
  /** Aborted when the run is cut at its time limit or the instance stops: what waits for something else should listen to it. */
  readonly signal: AbortSignal;
  /** Runs a query as the system; the data of its answer. Errors: any error of the answer. */
  readonly query: <T>(document: string, variables?: Readonly<Record<string, unknown>>) => Promise<T>;
  /**
   * Runs a command as the system, through the whole pipeline. It carries an idempotency key made of the occasion and the
   * input, so that an occasion which is run again does nothing twice. Errors: what the command's user could put right.
   */
  readonly act: (command: Command, input: Readonly<Record<string, unknown>>) => Promise<void>;
}

/** An event as a subscriber meets it. */
export interface HappenedEvent {
  readonly type: string;
  readonly at: Date;
  /** Global id of the row that it is about: `enterprise_01h…`. */
  readonly subjectId: string;
  readonly area: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
}
export interface Subscriber {
  /** Unique in its plugin; its place in the log is kept under it. */
  readonly id: string;
  readonly on: readonly EventType[];
  /** Longest time for one event, in seconds; 60 unless said. What takes longer is cut and comes again, like one that throws. */
  readonly timeLimitSeconds?: number;
  /** At least once for each event, in the order of the log. When it throws, the same event comes again after a while. */
  readonly run: (event: HappenedEvent, context: WorkerContext) => Promise<void> | void;
}

/** How often, or when. A cron pattern is read in Asia/Shanghai. */
export type Schedule =
  | { readonly every: { readonly days?: number; readonly hours?: number; readonly minutes?: number; readonly seconds?: number } }
  | { readonly cron: string };
export type Job = Schedule & {
  /** Unique in its plugin. */
  readonly id: string;
  /** Longest time for one run, in seconds; 600 unless said. What takes longer is cut and tried again, like one that throws. */
  readonly timeLimitSeconds?: number;
  /** At each due time on one instance; what passed while nothing ran is made up once. When it throws, it is tried again, ever later. */
  readonly run: (context: WorkerContext) => Promise<void> | void;
};
