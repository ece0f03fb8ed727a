import type { RawRow } from '../data/database.ts';
import type { Position } from './position.ts';

/** One row of the log: what happened, to which row, where. */
export interface LoggedEvent {
  readonly position: Position;
  readonly at: Date;
  /** `enterprise.registered`. */
  readonly type: string;
  readonly entity: string;
  readonly key: string;
  readonly area: string | null;
  /** The zone beside the tree in which the row lay. */
  readonly zone: string | null;
  readonly request: string;
  readonly principal: string;
  /** JSON text as the command wrote it. */
  readonly payload: string;
}

export const eventOf = (row: RawRow): LoggedEvent => ({
  position: { txid: String(row['txid']), seq: Number(row['seq']) },
  // as: instants come as Date from PostgreSQL and as milliseconds from SQLite
  at: new Date(row['at'] as Date | number),
  type: String(row['type']),
  entity: String(row['entity']),
  key: String(row['key']),
  area: row['area'] === null ? null : String(row['area']),
  zone: typeof row['zone'] === 'string' ? row['zone'] : null,
  request: String(row['request']),
  principal: String(row['principal']),
  payload: String(row['payload']),
});
