import type { EntityModel, Model } from '../contract/model.ts';
import { columnOf } from '../contract/model.ts';
import type { Scope } from '../access/principal.ts';
import { statement, type DialectName, type Transaction } from '../data/database.ts';
import { placeholder } from '../data/placeholders.ts';

/** Where a row's area stands: its own relation, or the code that core copies from its parent. */
export const areaProperty = (entity: EntityModel): string => (entity.columns.has('area') ? 'area' : 'areaCode');

/** The area that decides who may write a row; an area's own code is its area, though everyone sees it. */
export function areaOf(entity: EntityModel, row: Readonly<Record<string, unknown>>): string | null {
  if (entity.areaColumn === undefined) return null;
  return String(row[areaProperty(entity)] ?? '') || null;
}

/** Whether a row's area is in the scope; a row without one is everywhere. */
export function liesIn(entity: EntityModel, row: Readonly<Record<string, unknown>>, scope: Scope): boolean {
  if (entity.areaColumn === undefined || scope === 'everywhere') return true;
  const area = areaOf(entity, row);
  return area !== null && scope.some(({ code }) => area.startsWith(code));
}

/** Rows that everyone sees are changed only by who may do so everywhere; of areas, by who may in that area. */
export function maySave(entity: EntityModel, row: Readonly<Record<string, unknown>>, scope: Scope): boolean {
  if (scope === 'everywhere') return true;
  const area = entity.name === 'Area' ? String(row[entity.key.property]) : areaOf(entity, row);
  return area !== null && scope.some(({ code }) => area.startsWith(code));
}

/** Rows that are visible via this one follow it into its new area, however many steps away. */
export async function moveBelow(
  model: Model,
  dialect: DialectName,
  transaction: Transaction,
  parent: EntityModel,
  key: string,
  area: string | null,
): Promise<void> {
  const keys = (of: EntityModel, way: string, seen: readonly string[]): readonly (readonly [EntityModel, string])[] =>
    [...model.entities.values()].flatMap((child) => {
      if (typeof child.visibility !== 'object' || child.areaColumn === undefined || seen.includes(child.name)) return [];
      const relation = columnOf(child, child.visibility.via);
      if (relation.target !== of.name) return [];
      const condition = `"${relation.column}" ${way}`;
      const below = keys(child, `IN (SELECT "${child.key.column}" FROM "${child.table}" WHERE ${condition})`, [...seen, child.name]);
      return [[child, condition] as const, ...below];
    });
  for (const [child, condition] of keys(parent, `= ${placeholder(dialect, 2)}`, [parent.name])) {
    const text = `UPDATE "${child.table}" SET "${child.areaColumn}" = ${placeholder(dialect, 1)} WHERE ${condition}`;
    await transaction.run(statement(text), [area, key]);
  }
}
