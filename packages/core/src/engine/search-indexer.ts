import type { Model } from '../contract/model.ts';
import type { Database } from '../data/database.ts';
import { indexSearch } from '../data/search-index.ts';

const everyMilliseconds = 2_000;

export interface SearchIndexer {
  /** Indexes every two seconds from now on what changed. */
  start(): void;
  /** Ends that, and waits for the batch that runs. */
  stop(): Promise<void>;
}
/** Keeps the index of `search` small steps behind the rows; what it has not reached is found by looking at it. */
export function searchIndexer(database: Database, { search }: Model, onError: (error: unknown) => void): SearchIndexer {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  let busy = false;
  const once = (): void => {
    if (busy) return;
    busy = true;
    running = indexSearch(database, search.values())
      .catch(onError)
      .finally(() => {
        busy = false;
      });
  };
  return {
    start: () => {
      if (database.dialect === 'sqlite') timer ??= setInterval(once, everyMilliseconds).unref();
    },
    stop: async () => {
      clearInterval(timer);
      timer = undefined;
      await running;
    },
  };
}
