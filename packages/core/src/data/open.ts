import type { Database } from './database.ts';
import { longestUnlessTold } from './too-long.ts';

/** Opens `file:PATH`, `:memory:` or `postgresql://…`; only the driver that is used is loaded. A read or a command's statement that takes longer than `longest` milliseconds is ended. */
export async function openDatabase(url: string, poolSize?: number, longest: number = longestUnlessTold): Promise<Database> {
  if (/^postgres(ql)?:\/\//.test(url)) return (await import('./postgresql.ts')).openPostgresql(url, poolSize, longest);
  return (await import('./sqlite.ts')).openSqlite(url.replace(/^file:/, ''), longest);
}
