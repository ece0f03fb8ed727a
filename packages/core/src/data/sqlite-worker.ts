import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { SqlValue } from '../contract/sql.ts';
import { statement } from './database.ts';
import { Connection } from './sqlite-connection.ts';

/** Reads in a thread of its own, through a read-only connection. */
export interface Job {
  readonly text: string;
  readonly params: readonly SqlValue[];
}
export type Done = { readonly answer: string | null } | { readonly failure: string };

/**
 * Where processors are short, an aggregate takes what the look-ups leave. Linux keeps a priority for each thread and names the own one here;
 * elsewhere a thread cannot be told apart from its process, and stays as it is.
 */
function giveWay(): void {
  try {
    const thread = /\/task\/(\d+)$/.exec(readlinkSync('/proc/thread-self'))?.[1];
    if (thread !== undefined) setPriority(Number(thread), 5);
  } catch {
    // Not Linux, or not allowed: nothing depends on it.
  }
}
giveWay();

const connection = new Connection((workerData as { readonly path: string }).path, true);
parentPort?.on('message', ({ text, params }: Job) => {
  let done: Done;
  try {
    done = { answer: connection.text(statement(text), params) };
  } catch (error) {
    done = { failure: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(done);
});
