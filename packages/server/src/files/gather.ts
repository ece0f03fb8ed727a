import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Gathered } from './store.ts';

/** More bytes came than are allowed. */
export class TooLong extends Error {}

/**
 * Reads a source into a file of the spool, as fast as the disk takes it and with memory bounded, hands it over whole, and leaves
 * nothing behind however it ends. Errors: TooLong as soon as it is, the source's own, the disk's.
 */
export async function gathered<T>(spool: string, source: Readable, bytesAtMost: number, work: (file: Gathered) => Promise<T>): Promise<T> {
  await mkdir(spool, { recursive: true, mode: 0o700 });
  const path = join(spool, randomUUID());
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    await pipeline(
      async function* () {
        // Not destroyed when it is too long: its sender is to read why.
        for await (const chunk of source.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
          bytes += chunk.length;
          if (bytes > bytesAtMost) throw new TooLong();
          hash.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(path, { flags: 'wx', mode: 0o600 }),
    );
    return await work({ path, bytes, sha256: hash.digest('hex') });
  } finally {
    await rm(path, { force: true });
  }
}
