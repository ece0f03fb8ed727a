import type { BoundingBox, PlaceTest } from '../contract/command.ts';
import { columnOf, type EntityModel } from '../contract/model.ts';
import { statement, type DialectName, type Transaction } from '../data/database.ts';
import { placeholder } from '../data/placeholders.ts';

/** More places than this in one box is no neighbourhood. */
const placesAtMost = 200_000;

/** Row-level security would hide what lies across a district's border: the scope is widened for one statement of core's own, and put back. */
async function unscoped<T>(dialect: DialectName, transaction: Transaction, read: () => Promise<T>): Promise<T> {
  if (dialect === 'sqlite') return read();
  const [before] = await transaction.rows(statement(`SELECT current_setting('fengsui.scope', true) AS "scope"`), []);
  const set = statement(`SELECT set_config('fengsui.scope', $1, true)`);
  await transaction.rows(set, ['*']);
  // A statement that fails ends the transaction, and the setting with it.
  const found = await read();
  await transaction.rows(set, [String(before?.['scope'] ?? '')]);
  return found;
}

/** Adds up a whole-number or double column over the rows with a place in the box that counts; the index of places narrows, `counts` decides. */
export async function sumOver(
  dialect: DialectName,
  transaction: Transaction,
  entity: EntityModel,
  property: string,
  { west, south, east, north }: BoundingBox,
  counts: PlaceTest,
): Promise<number> {
  const { point, table, hiddenBy } = entity;
  if (point === undefined) throw new Error(`${entity.name} declares no point, so nothing of it lies in a box`);
  const mark = (at: number): string => `${placeholder(dialect, at)}${dialect === 'postgresql' ? '::float8' : ''}`;
  const [lon, lat, value] = [point.lon.column, point.lat.column, columnOf(entity, property).column];
  const inBox =
    dialect === 'postgresql'
      ? `point("${lon}", "${lat}") <@ box(point(${mark(1)}, ${mark(2)}), point(${mark(3)}, ${mark(4)}))`
      : `rowid IN (SELECT id FROM "${table}_place" WHERE max_lon >= ${mark(1)} AND max_lat >= ${mark(2)} AND min_lon <= ${mark(3)} AND min_lat <= ${mark(4)})`;
  const text = `SELECT "${lon}" AS "lon", "${lat}" AS "lat", "${value}" AS "value" FROM "${table}" WHERE ${inBox}${hiddenBy.map((column) => ` AND "${column}" IS NULL`).join('')} LIMIT ${placesAtMost + 1}`;
  const rows = await unscoped(dialect, transaction, () => transaction.rows(statement(text), [west, south, east, north]));
  if (rows.length > placesAtMost)
    throw new Error(`More than ${placesAtMost} places of ${entity.name} lie in the box; ask for a smaller one`);
  return rows.reduce((sum, row) => (counts([Number(row['lon']), Number(row['lat'])]) ? sum + Number(row['value']) : sum), 0);
}
