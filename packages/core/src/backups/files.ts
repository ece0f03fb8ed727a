import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { damaged } from './backup-fault.ts';
import type { BackupFile } from './manifest.ts';

/** Told what a long work has done, in bytes or rows as its phase says. */
export interface BackupProgress {
  readonly phase: 'database' | 'attachments' | 'checking' | 'writing';
  readonly done: number;
  readonly of: number;
}
export type OnProgress = (progress: BackupProgress) => void;

/** On the disk before it counts, so that a power cut cannot take back what was said to be there. */
export async function synced(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Writes a source to a file, and gives what it will be checked by. */
export async function written(root: string, path: string, source: Readable): Promise<BackupFile> {
  const full = join(root, path);
  await mkdir(dirname(full), { recursive: true });
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(
    source,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    },
    createWriteStream(full, { mode: 0o600 }),
  );
  await synced(full);
  return { path, bytes, sha256: hash.digest('hex') };
}

export async function digestOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Errors: BackupFault for the first file that is not what the manifest says. */
export async function checkFiles(folder: string, files: readonly BackupFile[], onProgress: OnProgress): Promise<void> {
  const of = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  for (const { path, bytes, sha256 } of files) {
    const found = await stat(join(folder, path)).catch(() => undefined);
    if (found === undefined) throw damaged(path, '缺失 missing');
    if (found.size !== bytes) throw damaged(path, `${found.size} ≠ ${bytes} bytes`);
    if ((await digestOfFile(join(folder, path))) !== sha256) throw damaged(path, 'sha256');
    done += bytes;
    onProgress({ phase: 'checking', done, of });
  }
}

/** The files under a folder, by their path in it; a folder that is not there has none. */
export async function filesUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return (
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
      // What is on its way has no name yet.
      .filter((path) => !path.split(sep).some((part) => part.startsWith('.')))
      .sort()
  );
}

/** Puts back the files of attachments. Each has the name of its record, so what is there already is left as it is. */
export async function putBack(folder: string, files: readonly BackupFile[], into: string, onProgress: OnProgress): Promise<void> {
  const attachments = files.filter(({ path }) => path.startsWith('attachments/'));
  let done = 0;
  for (const { path, bytes, sha256 } of attachments) {
    const target = join(into, path.slice('attachments/'.length));
    const there = await stat(target).catch(() => undefined);
    if (there?.size !== bytes || (await digestOfFile(target)) !== sha256) {
      await mkdir(dirname(target), { recursive: true });
      const partial = join(dirname(target), `.${sha256}.partial`);
      await pipeline(createReadStream(join(folder, path)), createWriteStream(partial, { mode: 0o600 }));
      await synced(partial);
      await rename(partial, target);
    }
    done += 1;
    onProgress({ phase: 'attachments', done, of: attachments.length });
  }
}
