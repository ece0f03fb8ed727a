import type { HappenedEvent, Subscriber, WorkerContext } from '../contract/worker.ts';
import { backoff, errorText, type WorkerRow, type WorkerRows } from '../data/worker-rows.ts';
import { withinLimit } from '../data/time-limit.ts';
import type { EventLog } from './event-log.ts';
import type { LoggedEvent } from './logged-event.ts';
import { comparePositions, type Position } from './position.ts';

export interface SubscribersOptions {
  /** By full id: `plugin.subscriber`. */
  readonly subscribers: ReadonlyMap<string, Subscriber>;
  readonly log: EventLog;
  readonly rows: WorkerRows;
  readonly now: () => Date;
  readonly happened: (event: LoggedEvent) => HappenedEvent;
  readonly contextFor: (occasion: string, signal: AbortSignal) => WorkerContext;
  readonly onError: (error: unknown, id: string) => void;
}
const batchSize = 50;
const retryFirst = 1_000;
const retryAtMost = 300_000;
/** What one event may take unless the subscriber says otherwise, in seconds. */
const secondsAtMost = 60;

/**
 * In-process subscribers: each reads the log from a place of its own, at least once for every event. One that throws gets the
 * same event again after a while, and holds up none of the others.
 */
export class Subscribers {
  readonly #options: SubscribersOptions;
  readonly #stopped = new AbortController();
  /** Up to where the log holds nothing for a subscriber: what it does not listen to is passed over once, and not again at each wake-up. */
  readonly #passed = new Map<string, Position>();
  constructor(options: SubscribersOptions) {
    this.#options = options;
  }
  /** Cuts what runs; the same event comes again. */
  cut(): void {
    this.#stopped.abort();
  }
  async prepare(): Promise<void> {
    for (const id of this.#options.subscribers.keys()) await this.#options.rows.ensure(id, 'subscriber', new Date(0));
  }
  /** Runs every subscriber up to the end of the log. */
  async run(): Promise<void> {
    await Promise.all(
      [...this.#options.subscribers].map(([id, subscriber]) =>
        this.#catchUp(id, subscriber).catch((error: unknown) => this.#options.onError(error, id)),
      ),
    );
  }

  async #catchUp(id: string, subscriber: Subscriber): Promise<void> {
    const { log, rows } = this.#options;
    const types = subscriber.on.map(({ name }) => name);
    const head = await log.head();
    // Nothing new: no lease is taken, so a quiet log costs a read and no write.
    if ((await log.read(this.#passed.get(id) ?? (await rows.position(id)), 1, { types })).length === 0)
      return void this.#passed.set(id, head);
    const taken = await rows.take(id);
    if (taken === undefined) return;
    this.#passed.delete(id);
    await this.#follow(subscriber, taken, types);
  }

  async #follow(subscriber: Subscriber, { id, position, failures }: WorkerRow, types: readonly string[]): Promise<void> {
    const { log, rows, happened, contextFor, onError, now } = this.#options;
    let at = position;
    if (comparePositions(at, await log.horizon()) < 0 && at.seq > 0)
      onError(new Error(`The subscriber ${id} stood before the log's horizon: events in between were forgotten unread`), id);
    for (;;) {
      const head = await log.head();
      const found = await log.read(at, batchSize, { types });
      for (const event of found) {
        try {
          await withinLimit({ id, seconds: subscriber.timeLimitSeconds ?? secondsAtMost, stopped: this.#stopped.signal }, (signal) =>
            subscriber.run(happened(event), contextFor(`${id}@${event.position.seq}`, signal)),
          );
        } catch (error) {
          onError(error, id);
          // What was done before the failing event is done: the count begins anew with it.
          const failed = (at === position ? failures : 0) + 1;
          await rows.release(id, {
            position: at,
            failures: failed,
            error: errorText(error),
            retryAt: new Date(now().getTime() + backoff(failed, retryFirst, retryAtMost)),
          });
          return;
        }
        at = event.position;
        // Another instance took over while this one was held up: it goes on from what was noted.
        if (!(await rows.advance(id, at))) return;
      }
      if (found.length === batchSize) continue;
      await rows.release(id, { position: comparePositions(at, head) < 0 ? head : at, failures: 0 });
      return;
    }
  }
}
