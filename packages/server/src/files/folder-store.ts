import { createReadStream } from 'node:fs';
import { link, mkdir, open, readdir, rename, stat, unlink, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileStore } from './store.ts';

const isDigest = /^[0-9a-f]{64}$/;
const isMissing = (error: unknown): boolean => (error as { readonly code?: unknown }).code === 'ENOENT';

/** A folder: 256 folders by the first two letters of the digest, so that none gets too full. */
export function folderStore(root: string): FileStore {
  const placeOf = (sha256: string): string => {
    // A digest of ours names no other folder; checked once more where it becomes a path.
    if (!isDigest.test(sha256)) throw new Error('Not a SHA-256');
    return join(root, sha256.slice(0, 2), sha256);
  };
  return {
    spool: join(root, '.partial'),
    put: async ({ path, sha256 }) => {
      const place = placeOf(sha256);
      await mkdir(dirname(place), { recursive: true, mode: 0o700 });
      await synced(path);
      const now = new Date();
      await utimes(path, now, now);
      // Over one that is there: whoever is about to remove that one meets the new time, or this file.
      await rename(path, place);
      await synced(dirname(place));
    },
    open: async (sha256, range) => {
      const file = await open(placeOf(sha256), 'r').catch((error: unknown) => {
        if (!isMissing(error)) throw error;
        return undefined;
      });
      return file === undefined ? undefined : createReadStream('', { fd: file, ...range });
    },
    list: async function* () {
      for (const folder of (await readdir(root).catch(() => [])).filter((name) => /^[0-9a-f]{2}$/.test(name)))
        for (const sha256 of (await readdir(join(root, folder))).filter((name) => isDigest.test(name))) {
          const found = await stat(join(root, folder, sha256)).catch(() => undefined);
          if (found !== undefined) yield { sha256, putAt: found.mtime };
        }
    },
    remove: async (sha256, unlessPutSince) => {
      const place = placeOf(sha256);
      const aside = `${place}.removing`;
      try {
        // Taken aside first: what is put from now on is another file, and what was put just now shows by its time.
        await rename(place, aside);
        if ((await stat(aside)).mtime >= unlessPutSince) {
          await link(aside, place).catch(() => undefined);
          await unlink(aside);
          return false;
        }
        await unlink(aside);
        return true;
      } catch (error) {
        if (isMissing(error)) return false;
        throw error;
      }
    },
  };
}

async function synced(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
