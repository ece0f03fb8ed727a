import { createHmac } from 'node:crypto';
import { derivedKey } from '../data/derived-key.ts';
import type { RawRow } from '../data/database.ts';

/** How far the chain reaches: kept outside the database, it tells whether the end was cut off or rewritten. */
export interface Checkpoint {
  /** Sealed rows, from the first. */
  readonly count: number;
  /** The chain's value at the last of them. */
  readonly head: string;
}
export const beginning: Checkpoint = { count: 0, head: '' };

/** A row as the chain reads it; instants as the database keeps them. */
export const auditColumns = 'seq, at, principal, request, command, area, changes';

/** Keyed digests over the audit: who has no key can neither forge a row nor join the chain again behind a change. */
export interface AuditChain {
  digest(row: RawRow): string;
  /** The chain's value at a row: it holds its place, what the row says, and all before it. */
  next(before: Checkpoint, digest: string): Checkpoint;
}
export function auditChain(secret: string): AuditChain {
  const key = derivedKey(secret, 'audit chain');
  const keyed = (values: readonly unknown[]): string => createHmac('sha256', key).update(JSON.stringify(values)).digest('base64url');
  return {
    digest: (row) =>
      keyed([
        'row',
        ...auditColumns.split(', ').map((column) => (column === 'at' ? new Date(row[column] as number).getTime() : (row[column] ?? null))),
      ]),
    next: ({ count, head }, digest) => ({ count: count + 1, head: keyed(['link', count + 1, head, digest]) }),
  };
}
