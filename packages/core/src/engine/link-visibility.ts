import type { EntityModel } from '../contract/model.ts';
import type { Report } from './faults.ts';
import { zoneIndex } from './link-entity.ts';

/**
 * An entity that is visible via another follows that one, over as many steps as it takes: covering where it covers,
 * without an area where everyone sees it, and hidden with it when it is marked deleted.
 */
export function linkVisibility(entities: Map<string, EntityModel>, report: Report): void {
  for (const [name, entity] of entities) {
    if (typeof entity.visibility !== 'object') continue;
    const root = rootOf(entities, entity, [name], report);
    if (root === undefined) continue;
    const columns = new Map(entity.columns);
    if (root.visibility === 'everyone') columns.delete('areaCode');
    const orphaned = parentsOf(entities, entity).some(({ softDelete }) => softDelete);
    if (orphaned)
      columns.set('parentDeletedAt', {
        property: 'parentDeletedAt',
        column: 'parent_deleted_at',
        type: 'datetime',
        nullable: true,
        unique: false,
        indexed: false,
      });
    const zoned = root.zoneColumn !== undefined;
    if (zoned)
      columns.set('zoneCode', { property: 'zoneCode', column: 'zone_code', type: 'text', nullable: true, unique: false, indexed: true });
    if (columns.has('zone'))
      report(
        'VISIBILITY_VIA',
        entity.plugin,
        `${name} is visible via "${entity.visibility.via}" and takes its zone from there; drop its own "zone"`,
      );
    entities.set(name, {
      ...entity,
      columns,
      hiddenBy: orphaned ? [...entity.hiddenBy, 'parent_deleted_at'] : entity.hiddenBy,
      zoneColumn: zoned ? 'zone_code' : undefined,
      indexes: zoned ? [...entity.indexes, zoneIndex('zoneCode')] : entity.indexes,
      covering: root.visibility === 'covering',
      areaColumn: root.visibility === 'everyone' ? undefined : entity.areaColumn,
    });
  }
}

/** The rows that one is visible via, the nearest first; a circle is reported by `rootOf` and never comes here. */
function parentsOf(entities: ReadonlyMap<string, EntityModel>, { visibility, columns }: EntityModel): readonly EntityModel[] {
  const target = typeof visibility === 'object' ? columns.get(visibility.via)?.target : undefined;
  const parent = target === undefined ? undefined : entities.get(target);
  return parent === undefined ? [] : [parent, ...parentsOf(entities, parent)];
}

function rootOf(
  entities: ReadonlyMap<string, EntityModel>,
  entity: EntityModel,
  way: readonly string[],
  report: Report,
): EntityModel | undefined {
  if (typeof entity.visibility !== 'object') return entity;
  const relation = entity.columns.get(entity.visibility.via);
  const parent = relation?.target === undefined ? undefined : entities.get(relation.target);
  // A relation that is not there is reported where the entity was read.
  if (relation === undefined || parent === undefined) return undefined;
  if (relation.nullable)
    report(
      'VISIBILITY_VIA',
      entity.plugin,
      `${entity.name} is visible via "${relation.property}", which may be null; then nobody could see it. Make it required`,
    );
  if (way.includes(parent.name)) {
    report(
      'VISIBILITY_VIA',
      entity.plugin,
      `${[...way, parent.name].join(' is visible via ')}: a circle; one of them needs a visibility of its own`,
    );
    return undefined;
  }
  return rootOf(entities, parent, [...way, parent.name], report);
}
