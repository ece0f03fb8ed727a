import { openDatabase } from '../../src/data/open.ts';

const questions = {
  sqlite: ['SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name'],
  postgresql: [
    `SELECT table_name, column_name, ordinal_position, data_type, collation_name, column_default, is_nullable, is_identity FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 3`,
    `SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2`,
    `SELECT conrelid::regclass::text AS "table", conname, pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2`,
    `SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies WHERE schemaname = 'public' ORDER BY 1, 2`,
    `SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1`,
    `SELECT table_name, privilege_type FROM information_schema.role_table_grants WHERE grantee = 'fengsui_writer' AND table_schema = 'public' ORDER BY 1, 2`,
  ],
};
/** Everything that a database's schema says, and the ledger without its times. */
export async function schemaOf(url: string): Promise<readonly unknown[]> {
  const database = await openDatabase(url, { poolSize: 1 });
  try {
    const said: unknown[] = [];
    for (const text of [...questions[database.dialect], 'SELECT plugin, id, checksum FROM fengsui_migration ORDER BY plugin, id'])
      said.push(await database.rows({ text }, []));
    return said;
  } finally {
    await database.close();
  }
}
