import { literal, sql, type Sql } from '../contract/sql.ts';
import type { CoordinateSystem } from '../rules/index.ts';
import type { Compilation } from './compile.ts';
import type { Json } from './dialect/dialect.ts';
import { columnSql, type Source } from './source.ts';

/** A row's place as a GeoJSON Point in the system asked for; null where it has none. */
export function pointJson({ dialect }: Compilation, { alias, type }: Source, crs: CoordinateSystem): Json {
  const { point } = type.entity;
  if (point === undefined) return dialect.constant(null);
  return placeJson({ dialect }, columnSql(alias, point.lon), columnSql(alias, point.lat), crs);
}

/** A longitude and a latitude as a GeoJSON Point. */
export function placeJson({ dialect }: Pick<Compilation, 'dialect'>, lon: Sql, lat: Sql, crs: CoordinateSystem): Json {
  if (crs === 'CGCS2000' || crs === 'WGS84') return dialect.point(lon, lat);
  // The others have no formula that SQL could carry: the database leaves the place open.
  return dialect.one(dialect.hole('point', [literal(crs), lon, lat]), sql`WHERE ${lon} IS NOT NULL AND ${lat} IS NOT NULL`);
}
