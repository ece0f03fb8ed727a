import type { Model } from '../contract/model.ts';
import { statement, type Database, type RawRow } from '../data/database.ts';
import { placeholder } from '../data/placeholders.ts';
import { decode } from '../data/values.ts';
import { entriesOf, entryEntity, placed } from './audit-entries.ts';

/**
 * Positions, among these sealed rows, of which `audit` shows something else than they say. The newest may not be shown yet;
 * what was taken away at the end is made anew by the next sealing.
 */
export async function shownOtherwise(
  { dialect, rows: read }: Pick<Database, 'rows' | 'dialect'>,
  model: Model,
  sealed: readonly RawRow[],
): Promise<readonly number[]> {
  const positions = sealed.map((row) => Number(row['position']));
  const entity = entryEntity(model);
  const [last] = await read(statement(`SELECT max(position) AS position FROM "${entity.table}"`), []);
  const shownUpTo = Number(last?.['position'] ?? 0);
  const found = await read(
    statement(
      `SELECT * FROM "${entity.table}" WHERE position >= ${placeholder(dialect, 1)} AND position <= ${placeholder(dialect, 2)} ORDER BY position, id`,
    ),
    [positions[0] ?? 0, positions.at(-1) ?? 0],
  );
  const shown = Map.groupBy(found, (row) => Number(row['position']));
  // What core itself counts is no word of the sealed row's.
  const columns = [...entity.columns.values()].filter(({ property }) => property !== 'version' && property !== 'updatedAt');
  // Compared as code meets them: the databases keep instants and JSON each in their own way.
  const text = (values: readonly unknown[]): string => JSON.stringify(values);
  const shownText = (row: RawRow): string => text(columns.map((column) => decode(dialect, column, row[column.column]) ?? null));
  const entries = await placed(
    dialect,
    { rows: read },
    sealed.flatMap((row) => entriesOf(model, row)),
  );
  const expected = Map.groupBy(entries, (entry) => Number(entry['position']));
  return positions.filter((position) => {
    const wanted = (expected.get(position) ?? []).map((entry) => text(columns.map(({ property }) => entry[property] ?? null)));
    return position <= shownUpTo && text(wanted) !== text((shown.get(position) ?? []).map(shownText));
  });
}
