import BetterSqlite3 from 'better-sqlite3';
import { Client } from 'pg';
import { postgresVariable, temporaryDatabase, type TemporaryDatabase } from '@fengsui/core/testing';

/** A database with the same rows, of its own; to the first one nobody may be connected meanwhile. */
export async function copyOf(url: string): Promise<TemporaryDatabase> {
  if (!url.startsWith('postgres')) {
    const copy = await temporaryDatabase('sqlite');
    const database = new BetterSqlite3(url.replace('file:', ''), { readonly: true });
    await database.backup(copy.url.replace('file:', ''));
    database.close();
    return copy;
  }
  const from = new URL(url).pathname.slice(1);
  const to = `${from}_copy`;
  await administer(`CREATE DATABASE ${to} TEMPLATE ${from}`);
  const copy = new URL(url);
  copy.pathname = `/${to}`;
  return { url: copy.href, drop: () => administer(`DROP DATABASE IF EXISTS ${to} WITH (FORCE)`) };
}

async function administer(text: string): Promise<void> {
  const client = new Client({ connectionString: process.env[postgresVariable] });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
