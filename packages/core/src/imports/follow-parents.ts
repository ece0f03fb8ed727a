import { columnOf, type EntityModel, type Model } from '../contract/model.ts';
import { statement, type DialectName, type Transaction } from '../data/database.ts';

/** After many rows came to lie elsewhere: those that are visible via them carry their area and zone again, however many steps away. */
export async function followParents(model: Model, dialect: DialectName, transaction: Transaction, parent: EntityModel): Promise<void> {
  const differs = dialect === 'sqlite' ? 'IS NOT' : 'IS DISTINCT FROM';
  for (const child of model.entities.values()) {
    if (typeof child.visibility !== 'object' || child.areaColumn === undefined) continue;
    const relation = columnOf(child, child.visibility.via);
    if (relation.target !== parent.name) continue;
    const places = [
      [child.areaColumn, parent.areaColumn],
      ...(child.zoneColumn === undefined ? [] : [[child.zoneColumn, parent.zoneColumn]]),
    ] as const;
    const text = `UPDATE "${child.table}" SET ${places.map(([own, its]) => `"${own}" = p."${its}"`).join(', ')} FROM "${parent.table}" AS p WHERE "${child.table}"."${relation.column}" = p."${parent.key.column}" AND (${places.map(([own, its]) => `"${child.table}"."${own}" ${differs} p."${its}"`).join(' OR ')})`;
    await transaction.run(statement(text), []);
    await followParents(model, dialect, transaction, child);
  }
}
