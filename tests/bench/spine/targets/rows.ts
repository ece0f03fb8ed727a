import BetterSqlite3 from 'better-sqlite3';
import { Pool } from 'pg';

export type Row = Readonly<Record<string, unknown>>;
export interface Rows {
  all(text: string, params: readonly unknown[]): Promise<readonly Row[]>;
  /** Statements of one transaction, each with its parameters. */
  write(statements: readonly (readonly [text: string, params: readonly unknown[]])[]): Promise<void>;
  close(): Promise<void>;
}

/** Prepared statements over either database, with `?` placeholders. */
export function rowsOf(url: string): Rows {
  return url.startsWith('postgres') ? overPostgresql(url) : overSqlite(url.replace('file:', ''));
}

function overSqlite(path: string): Rows {
  const database = new BetterSqlite3(path);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('cache_size = -65536');
  // The ring's triggers ask who writes; by hand nobody does.
  for (const name of ['fengsui_in_scope', 'fengsui_in_zone']) database.function(name, { varargs: true }, () => 1);
  const prepared = new Map<string, BetterSqlite3.Statement>();
  const prepare = (text: string): BetterSqlite3.Statement => {
    let made = prepared.get(text);
    if (made === undefined) prepared.set(text, (made = database.prepare(text)));
    return made;
  };
  return {
    all: async (text, params) => prepare(text).all(...params) as Row[],
    write: async (statements) => {
      database.exec('BEGIN IMMEDIATE');
      for (const [text, params] of statements) prepare(text).run(...params);
      database.exec('COMMIT');
    },
    close: async () => void database.close(),
  };
}

function overPostgresql(connectionString: string): Rows {
  const pool = new Pool({ connectionString, max: 8 });
  const names = new Map<string, string>();
  const numbered = (text: string): { name: string; text: string } => {
    let at = 0;
    const own = text.replace(/\?/g, () => `$${(at += 1)}`);
    let name = names.get(own);
    if (name === undefined) names.set(own, (name = `b${names.size}`));
    return { name, text: own };
  };
  return {
    all: async (text, params) => (await pool.query({ ...numbered(text), values: [...params] })).rows as Row[],
    write: async (statements) => {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        for (const [text, params] of statements) await client.query({ ...numbered(text), values: [...params] });
        await client.query('COMMIT');
      } finally {
        client.release();
      }
    },
    close: () => pool.end(),
  };
}
