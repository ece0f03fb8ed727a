import { open, readFile } from 'node:fs/promises';
import type { Database } from '../data/database.ts';
import type { Model } from '../contract/model.ts';
import { auditChain, type Checkpoint } from './audit-chain.ts';
import { showAudit } from './audit-entries.ts';
import { sealAudit } from './audit-seal.ts';
import { verifyAudit, type AuditReport } from './audit-verify.ts';

export interface AuditLogOptions {
  readonly database: Database;
  readonly model: Model;
  readonly secret: string;
  /** A file for checkpoints, a line each; keep it where who may write the database may not. */
  readonly checkpoints?: string | undefined;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
}
/** The audit as a chain: sealed apart from the commands, verified against a checkpoint from outside. */
export interface AuditLog {
  /** Seals every second from now on. */
  start(): void;
  /** Ends that, and waits for the batch that runs. */
  stop(): Promise<void>;
  /** Seals what is there, makes it readable as `audit`, and writes a checkpoint; undefined when another instance was sealing. */
  seal(): Promise<Checkpoint | undefined>;
  /** Against this checkpoint, or the last one of the checkpoint file. */
  verify(checkpoint?: Checkpoint): Promise<AuditReport>;
}
const everyMilliseconds = 1_000;

export function auditLog({ database, model, secret, checkpoints, now, onError }: AuditLogOptions): AuditLog {
  const chain = auditChain(secret);
  let written: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  const seal = async (): Promise<Checkpoint | undefined> => {
    const checkpoint = await sealAudit(database, chain);
    await showAudit(database, model);
    if (checkpoint === undefined || checkpoint.count === 0 || checkpoint.head === written || checkpoints === undefined) return checkpoint;
    await append(checkpoints, { ...checkpoint, at: now().toISOString() });
    written = checkpoint.head;
    return checkpoint;
  };
  return {
    seal,
    start: () => {
      let busy = false;
      timer ??= setInterval(() => {
        if (busy) return;
        busy = true;
        running = seal()
          .catch(onError)
          .finally(() => (busy = false));
      }, everyMilliseconds).unref();
    },
    stop: async () => {
      clearInterval(timer);
      timer = undefined;
      await running;
    },
    verify: async (checkpoint) =>
      verifyAudit(database, chain, checkpoint ?? (checkpoints === undefined ? undefined : await lastCheckpoint(checkpoints)), model),
  };
}

/** Appended and on the disk before it counts: the file only grows, so that it may lie on a medium that is written once. */
async function append(path: string, checkpoint: object): Promise<void> {
  const file = await open(path, 'a', 0o600);
  try {
    await file.appendFile(`${JSON.stringify(checkpoint)}\n`);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** The last whole line of a checkpoint file; undefined when there is none. Errors: a line that is no checkpoint. */
export async function lastCheckpoint(path: string): Promise<Checkpoint | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  // What a power cut left half-written has no line end.
  const line = text
    .slice(0, text.lastIndexOf('\n') + 1)
    .trimEnd()
    .split('\n')
    .at(-1);
  if (line === undefined || line === '') return undefined;
  const { count, head } = JSON.parse(line) as Partial<Checkpoint>;
  if (typeof count !== 'number' || typeof head !== 'string')
    throw new Error(`${path}: the last line is no checkpoint; expected {"count":…,"head":"…"}`);
  return { count, head };
}
