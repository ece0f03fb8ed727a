import type { Readable } from 'node:stream';

/** Bytes from one place to another, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}
/** A file that was gathered whole and checked, and has no name yet. */
export interface Gathered {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}
/**
 * Where the bytes of attachments lie, under their SHA-256: the same bytes lie there once, a repeated upload changes nothing, and
 * a file is either whole or not there. A folder is one; an object store would be another.
 */
export interface FileStore {
  /** A folder of this machine in which uploads are gathered, near to where they will lie. */
  readonly spool: string;
  /** Takes a gathered file over; it is durable when this returns. */
  put(file: Gathered): Promise<void>;
  /** The bytes, or some of them; undefined when they are not there. */
  open(sha256: string, range?: ByteRange): Promise<Readable | undefined>;
  /** Every file with the time at which it was last put. */
  list(): AsyncIterable<{ readonly sha256: string; readonly putAt: Date }>;
  /** Removes a file unless it was put again since; says whether it is gone. */
  remove(sha256: string, unlessPutSince: Date): Promise<boolean>;
}
