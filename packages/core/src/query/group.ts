import { columnOf, type TypeModel } from '../contract/model.ts';
import { raw, sql, type Sql } from '../contract/sql.ts';
import type { Compilation } from './compile.ts';
import type { TimeBucket } from './dialect/dialect.ts';
import { permissionOf } from './order.ts';
import { columnSql, type Path, type Source } from './source.ts';

/** A value of the type's group enum: `kind`, `area@9` (a level by its digits), `openedAt@DAY`. */
export interface Group {
  readonly name: string;
  readonly property: string;
  readonly digits?: number;
  readonly bucket?: TimeBucket;
}
export function groupOf(value: string): Group {
  const [property = '', detail] = value.split('@');
  if (detail === undefined) return { name: value, property };
  return /^\d+$/.test(detail) ? { name: value, property, digits: Number(detail) } : { name: value, property, bucket: detail as TimeBucket };
}

/** The column that a group is made of; grouping by it asks for what reading it asks for. */
export function groupColumn(compilation: Compilation, { alias, type }: Source, { property }: Group, path: Path): Sql {
  compilation.need(permissionOf(type, property), path, type);
  return columnSql(alias, columnOf(type.entity, property));
}

/** The group that a value of the column falls into; an area above the level asked for falls into none. */
export function groupSql({ dialect, offsetMinutes }: Compilation, { digits, bucket }: Group, column: Sql): Sql {
  if (digits !== undefined) return sql`CASE WHEN length(${column}) >= ${raw(String(digits))} THEN ${dialect.prefix(column, digits)} END`;
  return bucket === undefined ? column : dialect.startOf(bucket, column, offsetMinutes);
}

/** Every row is an area of its own where the area's code is its key: nothing is gained by counting areas first. */
export const mergesAreas = (groups: readonly Group[], { entity }: TypeModel): boolean =>
  entity.areaColumn !== undefined &&
  entity.areaColumn !== entity.key.column &&
  groups.some(({ digits }) => digits !== undefined) &&
  groups.every(({ bucket }) => bucket === undefined);
