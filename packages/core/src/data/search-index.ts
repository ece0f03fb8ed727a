import type { EntityModel, SearchModel } from '../contract/model.ts';
import type { DialectName } from './database.ts';

export const searchTable = ({ table }: EntityModel): string => `${table}_search`;

/**
 * The index that carries `search` over one table, and what is there already: FTS5 without content, kept by triggers, on SQLite; GIN over
 * an array on PostgreSQL. May run again at any time.
 */
export function searchStatements(dialect: DialectName, { type: { entity }, columns }: SearchModel): readonly string[] {
  const { table } = entity;
  const index = searchTable(entity);
  const quoted = columns.map(({ column }) => `"${column}"`);
  if (dialect === 'postgresql')
    return [
      gramsFunction,
      `DROP INDEX IF EXISTS "${index}"`,
      `CREATE INDEX "${index}" ON "${table}" USING gin (fengsui_grams(ARRAY[${quoted.join(', ')}]))`,
    ];
  const grams = (row: string): string => `fengsui_grams(${quoted.map((column) => `${row}${column}`).join(', ')})`;
  const insert = `INSERT INTO "${index}" (rowid, grams) VALUES (new.rowid, ${grams('new.')})`;
  const remove = `DELETE FROM "${index}" WHERE rowid = old.rowid`;
  return [
    ...['insert', 'update', 'delete'].map((event) => `DROP TRIGGER IF EXISTS "${index}_${event}"`),
    `DROP TABLE IF EXISTS "${index}"`,
    `CREATE VIRTUAL TABLE "${index}" USING fts5(grams, content='', contentless_delete=1, detail=none, tokenize='ascii')`,
    `CREATE TRIGGER "${index}_insert" AFTER INSERT ON "${table}" BEGIN ${insert}; END`,
    `CREATE TRIGGER "${index}_update" AFTER UPDATE OF ${quoted.join(', ')} ON "${table}" BEGIN ${remove}; ${insert}; END`,
    `CREATE TRIGGER "${index}_delete" AFTER DELETE ON "${table}" BEGIN ${remove}; END`,
    `INSERT INTO "${index}" (rowid, grams) SELECT rowid, ${grams('')} FROM "${table}"`,
  ];
}

/** The same grams as `gramsOf` makes. Dear to compute, so the index is taken wherever it can be. */
const gramsFunction = `CREATE OR REPLACE FUNCTION fengsui_grams(texts text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000 AS $$
    SELECT coalesce(array_agg(DISTINCT gram), '{}') FROM (
      SELECT unnest(ARRAY[c, before || c]) AS gram FROM (
        SELECT c, lag(c) OVER (PARTITION BY t.nr ORDER BY s.nr) AS before
        FROM unnest(texts) WITH ORDINALITY AS t(value, nr), unnest(string_to_array(lower(t.value COLLATE "C"), NULL)) WITH ORDINALITY AS s(c, nr)
      ) AS characters
    ) AS grams WHERE gram IS NOT NULL $$`;
