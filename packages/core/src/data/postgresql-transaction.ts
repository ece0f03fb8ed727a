import type { PoolClient } from 'pg';
import type { Statement } from './database.ts';
import type { Ask } from './postgresql-packet.ts';
import { query } from './postgresql-query.ts';

export const begin: Statement = { text: 'BEGIN' };
export const beginReading: Statement = { text: 'BEGIN READ ONLY' };
export const commit: Statement = { text: 'COMMIT' };
const rollback: Statement = { text: 'ROLLBACK' };

/** Ends the transaction that is open and gives the connection back; one that does not answer any more is closed. */
export const giveBack = (client: PoolClient, ask: Ask): Promise<void> =>
  ask(query(rollback, [])).then(
    () => client.release(),
    () => client.release(true),
  );
