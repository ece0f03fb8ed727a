import type { EntityModel, SearchModel } from '../contract/model.ts';
import { statement, type Database, type DialectName } from './database.ts';

export const searchTable = ({ table }: EntityModel): string => `${table}_search`;
/** On SQLite, rows that changed since their texts were indexed. They are searched by looking at them. */
export const dueTable = ({ table }: EntityModel): string => `${table}_search_due`;
const gramsOfRow = (columns: SearchModel['columns'], row: string): string =>
  `fengsui_grams(${columns.map(({ column }) => `${row}"${column}"`).join(', ')})`;

/**
 * The index that carries `search` over one table, and what is there already. PostgreSQL: GIN over an array, which keeps a list of its own of
 * what is still to be sorted in. SQLite: FTS5 without content; a change only notes its row, since taking a text apart and writing it to
 * the index at each commit would cost a command more than a third of its time, and `indexSearch` does it for many at once. May run again at any time.
 */
export function searchStatements(dialect: DialectName, { type: { entity }, columns }: SearchModel): readonly string[] {
  const { table } = entity;
  const [index, due] = [searchTable(entity), dueTable(entity)];
  const quoted = columns.map(({ column }) => `"${column}"`).join(', ');
  if (dialect === 'postgresql')
    return [
      gramsFunction,
      `DROP INDEX IF EXISTS "${index}"`,
      `CREATE INDEX "${index}" ON "${table}" USING gin (fengsui_grams(ARRAY[${quoted}]))`,
    ];
  const note = (row: string): string => `INSERT OR IGNORE INTO "${due}" (id) VALUES (${row}.rowid)`;
  return [
    ...['insert', 'update', 'delete'].map((event) => `DROP TRIGGER IF EXISTS "${index}_${event}"`),
    `DROP TABLE IF EXISTS "${index}"`,
    `DROP TABLE IF EXISTS "${due}"`,
    `CREATE TABLE "${due}" (id INTEGER PRIMARY KEY)`,
    `CREATE VIRTUAL TABLE "${index}" USING fts5(grams, content='', contentless_delete=1, detail=none, tokenize='ascii')`,
    `CREATE TRIGGER "${index}_insert" AFTER INSERT ON "${table}" BEGIN ${note('new')}; END`,
    `CREATE TRIGGER "${index}_update" AFTER UPDATE OF ${quoted} ON "${table}" BEGIN ${note('new')}; END`,
    `CREATE TRIGGER "${index}_delete" AFTER DELETE ON "${table}" BEGIN ${note('old')}; END`,
    `INSERT INTO "${index}" (rowid, grams) SELECT rowid, ${gramsOfRow(columns, '')} FROM "${table}"`,
  ];
}

/** Rows indexed in one transaction: commands wait no longer than that. */
const batch = 500;
/** Indexes what changed; gives how many rows. Nothing to do on PostgreSQL. */
export async function indexSearch(database: Database, searches: Iterable<SearchModel>): Promise<number> {
  if (database.dialect !== 'sqlite') return 0;
  let indexed = 0;
  for (const { type, columns } of searches) {
    const [index, due] = [searchTable(type.entity), dueTable(type.entity)];
    const first = `(SELECT id FROM "${due}" ORDER BY id LIMIT ${batch})`;
    for (;;) {
      // Looked at outside a transaction: mostly there is nothing, and nobody waits.
      const [open] = await database.rows(statement(`SELECT EXISTS (SELECT 1 FROM "${due}") AS open`), []);
      if (Number(open?.['open']) === 0) break;
      indexed += await database.write(async (transaction) => {
        await transaction.run(statement(`DELETE FROM "${index}" WHERE rowid IN ${first}`), []);
        await transaction.run(
          statement(
            `INSERT INTO "${index}" (rowid, grams) SELECT rowid, ${gramsOfRow(columns, '')} FROM "${type.entity.table}" WHERE rowid IN ${first}`,
          ),
          [],
        );
        return transaction.run(statement(`DELETE FROM "${due}" WHERE id IN ${first}`), []);
      });
    }
  }
  return indexed;
}

/**
 * The grams of `gramsOf`, and a few more. In PL/pgSQL, whose expressions stay prepared with the connection: in SQL it was planned anew for every
 * row that was written, which cost 0.15 ms. Dear all the same, so the index is taken wherever it can be.
 */
const gramsFunction = `CREATE OR REPLACE FUNCTION fengsui_grams(texts text[]) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 10000 AS $$
    DECLARE
      grams text[] := string_to_array(lower(array_to_string(texts, E'\\n') COLLATE "C"), NULL);
      characters int := cardinality(grams);
    BEGIN
      FOR i IN 1 .. characters - 1 LOOP grams[characters + i] := grams[i] || grams[i + 1]; END LOOP;
      RETURN grams;
    END $$`;
