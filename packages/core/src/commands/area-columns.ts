import { columnOf, type ColumnModel, type EntityModel, type Model } from '../contract/model.ts';

export interface AreaColumn {
  readonly entity: EntityModel;
  readonly column: ColumnModel;
  /** The column that decides who sees the row, as its own or as a copy of its parent's. */
  readonly decides: boolean;
  /** Core's copy of a parent's code: moving it is no change of the row. */
  readonly copy: boolean;
}

const copies: ReadonlySet<string> = new Set(['areaCode', 'zoneCode']);
/** Every column of every plugin's rows that holds an area's code: relations, links over a key, and the copies of rows that are visible via another. */
export function areaColumns(model: Model): readonly AreaColumn[] {
  return [...model.entities.values()]
    .filter(({ name, record }) => name !== 'Area' && !record)
    .flatMap((entity) => {
      const linked = new Set(
        [...(model.typeOfEntity.get(entity.name)?.fields.values() ?? [])].flatMap(({ field }) =>
          field.kind === 'link' && field.target.entity.name === 'Area' ? [field.property] : [],
        ),
      );
      return [...entity.columns.values()]
        .filter(({ property, target }) => target === 'Area' || copies.has(property) || linked.has(property))
        .map((column) => ({
          entity,
          column: columnOf(entity, column.property),
          decides: column.column === entity.areaColumn,
          copy: copies.has(column.property),
        }));
    });
}
