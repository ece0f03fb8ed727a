import { statement, type Database } from '../data/database.ts';
import { mutex } from '../data/mutex.ts';
import { placeholder } from '../data/placeholders.ts';
import type { Model } from '../contract/model.ts';
import { auditChain, beginning, type Checkpoint } from './audit-chain.ts';
import { showAudit } from './audit-entries.ts';
import { sealAudit } from './audit-seal.ts';
import { verifyAudit, type AuditReport } from './audit-verify.ts';
import { appendCheckpoint, lastCheckpoint } from './checkpoint-file.ts';
import { withdrawalsBetween } from './withdrawals.ts';

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
  /** Seals what is there, makes it readable as `audit`, and writes a checkpoint with what was withdrawn; undefined when another instance was sealing. */
  seal(): Promise<Checkpoint | undefined>;
  /** Against this checkpoint, or the last one of the checkpoint file. */
  verify(checkpoint?: Checkpoint): Promise<AuditReport>;
}
const everyMilliseconds = 1_000;

export function auditLog({ database, model, secret, checkpoints, now, onError }: AuditLogOptions): AuditLog {
  const chain = auditChain(secret);
  const alone = mutex();
  /** The end of the checkpoint file; read from it once. */
  let written: Checkpoint | undefined;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  const write = async (path: string, checkpoint: Checkpoint): Promise<void> => {
    written ??= await endOf(path, database);
    if (checkpoint.head === written.head) return;
    const from = written.count;
    const withdrawn = await withdrawalsBetween(database, from, checkpoint.count);
    await appendCheckpoint(path, { ...checkpoint, at: now().toISOString(), from, ...(withdrawn.length === 0 ? {} : { withdrawn }) });
    written = checkpoint;
  };
  const seal = (): Promise<Checkpoint | undefined> =>
    alone(async () => {
      const checkpoint = await sealAudit(database, chain);
      await showAudit(database, model);
      if (checkpoint !== undefined && checkpoint.count > 0 && checkpoints !== undefined) await write(checkpoints, checkpoint);
      return checkpoint;
    });
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

/** Where the file ends, if the chain goes on from there; its beginning when it does not, as after a restore, so that nothing is left out. */
async function endOf(path: string, database: Database): Promise<Checkpoint> {
  const last = await lastCheckpoint(path).catch(() => undefined);
  if (last === undefined) return beginning;
  const [row] = await database.rows(statement(`SELECT chain FROM fengsui_audit WHERE position = ${placeholder(database.dialect, 1)}`), [
    last.count,
  ]);
  return row?.['chain'] === last.head ? last : beginning;
}
