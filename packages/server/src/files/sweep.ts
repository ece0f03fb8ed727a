import { readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { digestsInUse, type Engine } from '@fengsui/core';
import type { FileStore } from './store.ts';

const day = 86_400_000;
/** A file gets its record within moments of being put; what has none after so long belongs to a request that failed. */
const orphanAfter = day;
const digestsAtOnce = 200;
const every = 6 * 3_600_000;

/** Removes files that no record needs, and what uploads left that were cut off. Gives how many of each. */
export async function sweep(
  store: FileStore,
  { database }: Pick<Engine, 'database'>,
  now: Date = new Date(),
): Promise<{ readonly orphans: number; readonly partials: number }> {
  const before = new Date(now.getTime() - orphanAfter);
  let orphans = 0;
  const clear = async (digests: readonly string[]): Promise<void> => {
    const needed = await digestsInUse(database, digests, now);
    for (const digest of digests) if (!needed.has(digest) && (await store.remove(digest, before))) orphans += 1;
  };
  let batch: string[] = [];
  for await (const { sha256, putAt } of store.list()) {
    if (putAt >= before) continue;
    if (batch.push(sha256) < digestsAtOnce) continue;
    await clear(batch);
    batch = [];
  }
  await clear(batch);
  let partials = 0;
  for (const name of await readdir(store.spool).catch(() => [])) {
    const path = join(store.spool, name);
    const found = await stat(path).catch(() => undefined);
    if (found === undefined || found.mtime >= before) continue;
    await unlink(path).catch(() => undefined);
    partials += 1;
  }
  return { orphans, partials };
}

/** Sweeps now and then until it is told to end. Several instances may: what is removed twice is gone once. */
export function sweeping(store: FileStore, engine: Pick<Engine, 'database'>, onError: (error: unknown) => void): { end(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve();
  const run = (): void => void (running = sweep(store, engine).catch(onError));
  const first = setTimeout(run, 600_000).unref();
  const timer = setInterval(run, every).unref();
  return {
    end: async () => {
      clearTimeout(first);
      clearInterval(timer);
      await running;
    },
  };
}
