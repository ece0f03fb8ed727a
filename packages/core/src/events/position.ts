/**
 * A place in the log. On PostgreSQL a sequence is given out before its transaction commits, so the order is by transaction
 * and only what lies below every running transaction of the database is read; on SQLite, with its one writer, the sequence is the order.
 */
export interface Position {
  /** The transaction's number as decimal digits; '0' on SQLite. */
  readonly txid: string;
  readonly seq: number;
}
export const beginning: Position = { txid: '0', seq: 0 };

/** Negative when a comes before b. */
export function comparePositions(a: Position, b: Position): number {
  if (a.txid === b.txid) return a.seq - b.seq;
  // Decimal digits without leading zeros: the longer is the larger.
  if (a.txid.length !== b.txid.length) return a.txid.length - b.txid.length;
  return a.txid < b.txid ? -1 : 1;
}
