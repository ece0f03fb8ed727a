import type { EntityModel, Model } from '../contract/model.ts';
import { columnOf } from '../contract/model.ts';
import type { SqlValue } from '../contract/sql.ts';
import { liesWithin, type Scope } from '../access/principal.ts';
import { statement, type DialectName, type Transaction } from '../data/database.ts';
import { placeholder } from '../data/placeholders.ts';

/** Where a row's area stands: its own relation, or the code that core copies from its parent. */
export const areaProperty = (entity: EntityModel): string => (entity.columns.has('area') ? 'area' : 'areaCode');

/** The area that decides who may write a row; an area's own code is its area, though everyone sees it. */
export function areaOf(entity: EntityModel, row: Readonly<Record<string, unknown>>): string | null {
  if (entity.areaColumn === undefined) return null;
  return String(row[areaProperty(entity)] ?? '') || null;
}

/** The zone beside the tree that the row lies in, where it may lie in one. */
export function zoneOf(entity: EntityModel, row: Readonly<Record<string, unknown>>): string | null {
  if (entity.zoneColumn === undefined) return null;
  return String(row[entity.columns.has('zone') ? 'zone' : 'zoneCode'] ?? '') || null;
}

/** Whether a row's area is in the scope; a row without one is everywhere. */
export function liesIn(entity: EntityModel, row: Readonly<Record<string, unknown>>, scope: Scope): boolean {
  if (entity.areaColumn === undefined || scope === 'everywhere') return true;
  return liesWithin(scope, areaOf(entity, row), zoneOf(entity, row));
}

/** Rows that everyone sees are changed only by who may do so everywhere; of areas, by who may in that area. */
export function maySave(entity: EntityModel, row: Readonly<Record<string, unknown>>, scope: Scope): boolean {
  if (scope === 'everywhere') return true;
  if (entity.name !== 'Area') return liesWithin(scope, areaOf(entity, row), zoneOf(entity, row));
  const code = String(row[entity.key.property]);
  return liesWithin(scope, code, code);
}

type Below = readonly (readonly [child: EntityModel, condition: string])[];
/** The entities whose rows are visible via one of these rows, however many steps away, with the condition that finds them. */
const below = (model: Model, of: EntityModel, way: string, seen: readonly string[] = [of.name]): Below =>
  [...model.entities.values()].flatMap((child) => {
    if (typeof child.visibility !== 'object' || seen.includes(child.name)) return [];
    const relation = columnOf(child, child.visibility.via);
    if (relation.target !== of.name) return [];
    const condition = `"${relation.column}" ${way}`;
    const keys = `IN (SELECT "${child.key.column}" FROM "${child.table}" WHERE ${condition})`;
    return [[child, condition] as const, ...below(model, child, keys, [...seen, child.name])];
  });

/** Rows that are visible via this one are hidden with it. */
export async function hideBelow(
  model: Model,
  dialect: DialectName,
  transaction: Transaction,
  parent: EntityModel,
  key: string,
  at: SqlValue,
): Promise<void> {
  for (const [child, condition] of below(model, parent, `= ${placeholder(dialect, 2)}`))
    await transaction.run(statement(`UPDATE "${child.table}" SET "parent_deleted_at" = ${placeholder(dialect, 1)} WHERE ${condition}`), [
      at,
      key,
    ]);
}

/** Rows that are visible via this one follow it into its new area and zone, however many steps away. */
export async function moveBelow(
  model: Model,
  dialect: DialectName,
  transaction: Transaction,
  parent: EntityModel,
  key: string,
  { area, zone }: { readonly area: string | null; readonly zone: string | null },
): Promise<void> {
  const zoned = parent.zoneColumn !== undefined;
  for (const [child, condition] of below(model, parent, `= ${placeholder(dialect, zoned ? 3 : 2)}`)) {
    const places = [child.areaColumn, ...(zoned ? [child.zoneColumn] : [])].map(
      (column, at) => `"${column}" = ${placeholder(dialect, at + 1)}`,
    );
    const text = `UPDATE "${child.table}" SET ${places.join(', ')} WHERE ${condition}`;
    await transaction.run(statement(text), zoned ? [area, zone, key] : [area, key]);
  }
}
