import type { Database, DatabaseOptions } from './database.ts';

/** Opens `file:PATH`, `:memory:` or `postgresql://…`; only the driver that is used is loaded. */
export async function openDatabase(url: string, options: DatabaseOptions = {}): Promise<Database> {
  if (/^postgres(ql)?:\/\//.test(url)) return (await import('./postgresql.ts')).openPostgresql(url, options);
  return (await import('./sqlite.ts')).openSqlite(url.replace(/^file:/, ''), options);
}
