import { open, type FileHandle } from 'node:fs/promises';
import * as z from 'zod';
import type { Checkpoint } from './audit-chain.ts';
import { type Withdrawal, withdrawalSchema } from './withdrawals.ts';

/** A line of the checkpoint file: how far the chain reached, and what was withdrawn since the line before. */
export interface CheckpointLine extends Checkpoint {
  readonly at: string;
  /** Where the line before ended; what happened after that and up to `count` and was withdrawn is here. */
  readonly from?: number | undefined;
  readonly withdrawn?: readonly Withdrawal[] | undefined;
}
const lineSchema: z.ZodType<CheckpointLine> = z.object({
  count: z.int().min(0),
  head: z.string().min(1),
  at: z.string(),
  from: z.int().min(0).optional(),
  withdrawn: z.array(withdrawalSchema).optional(),
});

/** Appended and on the disk before it counts: the file only grows, so that it may lie on a medium that is written once. */
export async function appendCheckpoint(path: string, line: CheckpointLine): Promise<void> {
  const file = await open(path, 'a+', 0o600);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
    // What a power cut left half-written stays a line of its own.
    const torn = bytesRead === 1 && buffer[0] !== 0x0a;
    await file.appendFile(`${torn ? '\n' : ''}${JSON.stringify(line)}\n`);
    await file.datasync();
  } finally {
    await file.close();
  }
}

const tail = 65_536;
/** The last whole line of a checkpoint file, however long the file is; undefined when there is none. Errors: a line that is no checkpoint. */
export async function lastCheckpoint(path: string): Promise<Checkpoint | undefined> {
  const line = await lastLine(path);
  if (line === undefined) return undefined;
  const { count, head } = JSON.parse(line) as Partial<Checkpoint>;
  if (typeof count !== 'number' || typeof head !== 'string')
    throw new Error(`${path}: the last line is no checkpoint; expected {"count":…,"head":"…"}`);
  return { count, head };
}

async function lastLine(path: string): Promise<string | undefined> {
  const file = await opened(path);
  if (file === undefined) return undefined;
  try {
    const { size } = await file.stat();
    for (let length = tail; ; length *= 4) {
      const start = Math.max(0, size - length);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start);
      // What a power cut left half-written has no line end.
      const whole = buffer.subarray(0, bytesRead).lastIndexOf(0x0a);
      const before = whole < 1 ? -1 : buffer.lastIndexOf(0x0a, whole - 1);
      if (whole > 0 && (before >= 0 || start === 0)) return buffer.toString('utf8', before + 1, whole);
      if (start === 0) return undefined;
    }
  } finally {
    await file.close();
  }
}
const opened = (path: string): Promise<FileHandle | undefined> =>
  open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });

/** What a checkpoint file tells was withdrawn. */
export interface FileWithdrawals {
  readonly withdrawn: readonly Withdrawal[];
  /** When its last line was written, when its lines tell of everything from this place of the chain on; undefined where they do not. */
  readonly until: Date | undefined;
}
/** Reads all of it; lines that cannot be read are passed over, and then it does not tell of everything. A file that is not there tells nothing. */
export async function withdrawalsInFile(path: string, since: number): Promise<FileWithdrawals> {
  const file = await opened(path);
  if (file === undefined) return { withdrawn: [], until: undefined };
  const withdrawn: Withdrawal[] = [];
  let last: CheckpointLine | undefined;
  // From which place on the lines read so far leave nothing out.
  let covered = Number.POSITIVE_INFINITY;
  // Closes the file at its end.
  for await (const text of file.readLines()) {
    const line = lineOf(text);
    if (line === undefined) continue;
    const { count, from = count } = line;
    covered = last?.count === from ? Math.min(covered, from) : from;
    withdrawn.push(...(line.withdrawn ?? []));
    last = line;
  }
  return { withdrawn, until: last === undefined || covered > since ? undefined : new Date(last.at) };
}
function lineOf(text: string): CheckpointLine | undefined {
  try {
    return lineSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
