import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { RawRow, Transaction } from '../data/database.ts';
import { damaged, inUse, notEmpty } from './backup-fault.ts';
import { type OnProgress, written } from './files.ts';
import type { BackupFile, Manifest, TableFile } from './manifest.ts';
import type { FormerDatabase } from './withdrawn-since.ts';

/** One state of the whole database, read or written on a connection of its own. */
export interface Snapshot {
  readonly client: Client;
  readonly transaction: Pick<Transaction, 'rows' | 'run'>;
}
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Runs work in one transaction: what it wrote stays when it returns, and nothing of it when it throws. */
export async function inSnapshot<T>(url: string, begin: string, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'fengsui backup' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(begin);
    // Text that reads the same on any server.
    await client.query("SET LOCAL datestyle = 'ISO'; SET LOCAL timezone = 'UTC'; SET LOCAL statement_timeout = 0");
    const ask = (text: string, params: readonly unknown[]): ReturnType<Client['query']> => client.query(text, [...params]) as never;
    const result = await work({
      client,
      transaction: {
        rows: async ({ text }, params) => ((await ask(text, params)) as unknown as { rows: RawRow[] }).rows,
        run: async ({ text }, params) => ((await ask(text, params)) as unknown as { rowCount: number | null }).rowCount ?? 0,
      },
    });
    await client.query('COMMIT');
    return result;
  } finally {
    // A connection that ends takes with it what was not committed.
    await client.end();
  }
}

const rowsOf = async <T>(client: Client, text: string, params: readonly unknown[] = []): Promise<readonly T[]> =>
  (await client.query(text, [...params])).rows as T[];

/** The tables of the current schema that belong to nobody's extension. */
export const tablesOf = async (client: Client): Promise<readonly string[]> =>
  (
    await rowsOf<{ name: string }>(
      client,
      `SELECT c.relname AS name FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
       AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'e') ORDER BY 1`,
    )
  ).map(({ name }) => name);

/** Copies these tables out, a file each. The transaction reads one state; nobody waits for it. */
export async function copyTables(
  client: Client,
  tables: readonly string[],
  into: string,
  onProgress: OnProgress,
): Promise<{ readonly tables: TableFile[]; readonly files: BackupFile[]; readonly sequences: Manifest['sequences'] }> {
  const done: TableFile[] = [];
  const files: BackupFile[] = [];
  for (const name of tables) {
    const columns = (
      await rowsOf<{ name: string }>(
        client,
        `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
        [quoted(name)],
      )
    ).map((column) => column.name);
    const stream = client.query(copyTo(`COPY ${quoted(name)} (${columns.map(quoted).join(', ')}) TO STDOUT`));
    files.push(await written(into, `tables/${name}.copy`, stream));
    done.push({ name, columns, rows: stream.rowCount });
    onProgress({ phase: 'database', done: done.length, of: tables.length });
  }
  const sequences = await rowsOf<{ name: string }>(
    client,
    `SELECT c.relname AS name FROM pg_class c JOIN pg_depend d ON d.objid = c.oid AND d.deptype IN ('a', 'i') JOIN pg_class t ON t.oid = d.refobjid
     WHERE c.relkind = 'S' AND c.relnamespace = current_schema()::regnamespace AND t.relname = ANY($1) ORDER BY 1`,
    [tables],
  );
  const counters: Manifest['sequences'] = [];
  for (const { name } of sequences) {
    const [row] = await rowsOf<{ last: string; called: boolean }>(
      client,
      `SELECT last_value AS last, is_called AS called FROM ${quoted(name)}`,
    );
    if (row !== undefined) counters.push({ name, value: Number(row.last), called: row.called });
  }
  return { tables: done, files, sequences: counters };
}

/** What the database tells before it is emptied; a question that it cannot answer leaves the transaction as it was. */
export async function formerPostgresql<T>(
  client: Client,
  { rows }: Snapshot['transaction'],
  ask: (former: FormerDatabase) => Promise<T>,
): Promise<T> {
  await client.query('SAVEPOINT former');
  const result = await ask({ dialect: 'postgresql', rows });
  await client.query('ROLLBACK TO SAVEPOINT former');
  return result;
}

/** Refuses a database that holds something of ours; one that may be replaced is emptied, in the transaction. */
export async function claimPostgresql(client: Client, tables: ReadonlySet<string>, overwrite: boolean): Promise<void> {
  const there = (await tablesOf(client)).filter((name) => tables.has(name));
  if (there.length === 0) return;
  if (!overwrite) throw notEmpty();
  const [others] = await rowsOf<{ n: string }>(
    client,
    "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'",
  );
  if (Number(others?.n) > 0) throw inUse();
  await client.query(`DROP TABLE ${there.map(quoted).join(', ')} CASCADE`);
}

/** Fills tables that stand, whatever the order in which they refer to each other, and sets their counters. */
export async function fillTables(client: Client, folder: string, manifest: Manifest, onProgress: OnProgress): Promise<void> {
  const names = manifest.tables.map(({ name }) => name);
  const there = new Set(await tablesOf(client));
  const unknown = names.filter((name) => !there.has(name));
  if (unknown.length > 0) throw damaged('tables', unknown.join(', '));
  const foreign = await rowsOf<{ table: string; name: string; text: string }>(
    client,
    `SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS text FROM pg_constraint
     WHERE contype = 'f' AND connamespace = current_schema()::regnamespace AND conrelid = ANY(SELECT to_regclass(quote_ident(t)) FROM unnest($1::text[]) AS t)`,
    [names],
  );
  // Checked over all rows at once when they are all there.
  for (const { table, name } of foreign) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${quoted(name)}`);
  if (names.length > 0) await client.query(`TRUNCATE ${names.map(quoted).join(', ')}`);
  for (const [at, { name, columns, rows }] of manifest.tables.entries()) {
    const stream = client.query(copyFrom(`COPY ${quoted(name)} (${columns.map(quoted).join(', ')}) FROM STDIN`));
    await pipeline(createReadStream(join(folder, 'tables', `${name}.copy`)), stream);
    if (stream.rowCount !== rows) throw damaged(`tables/${name}.copy`, `${stream.rowCount} ≠ ${rows} rows`);
    onProgress({ phase: 'writing', done: at + 1, of: manifest.tables.length });
  }
  for (const { table, name, text } of foreign) await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${quoted(name)} ${text}`);
  for (const { name, value, called } of manifest.sequences)
    await client.query('SELECT setval($1::regclass, $2, $3)', [quoted(name), value, called]);
}
