import type { Command } from './command.ts';
import type { EventType } from './event.ts';
import type { OutputOf } from './scalars.ts';

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
export interface HappenedEvent<N extends string = string, P = Readonly<Record<string, unknown>>> {
  readonly type: N;
  readonly at: Date;
  /** Global id of the row that it is about: `enterprise_01h…`. */
  readonly subjectId: string;
  readonly area: string | null;
  /** As it was recorded; an event from before its type changed says what it said then. */
  readonly payload: P;
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
/** An event of one of these types; its `type` tells which, and so what its payload is. */
type HappenedOf<V extends EventType> = V extends EventType<infer N, unknown, infer S> ? HappenedEvent<N, OutputOf<S>> : never;
export interface SubscriberOptions<E extends readonly EventType[]> extends Omit<Subscriber, 'on' | 'run'> {
  readonly on: E;
  readonly run: (event: HappenedOf<E[number]>, context: WorkerContext) => Promise<void> | void;
}
/** Declares a subscriber: `run` gets each event with the payload that its type declares. */
export function defineSubscriber<const E extends readonly EventType[]>(options: SubscriberOptions<E>): Subscriber {
  // as: it is only ever given events of its own types
  return options as unknown as Subscriber;
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
