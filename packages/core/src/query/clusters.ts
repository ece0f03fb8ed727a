import { FengsuiError } from '../contract/errors.ts';
import type { MapLayer } from '../contract/extension-points.ts';
import { quote, raw, sql, type Sql } from '../contract/sql.ts';
import type { CoordinateSystem } from '../rules/index.ts';
import type { Compilation } from './compile.ts';
import type { Json } from './dialect/dialect.ts';
import { placeJson } from './point.ts';
import { visible } from './scope.ts';
import { columnSql, joinAnd, type Path, type Source } from './source.ts';

/** A map shows what fits on it; more of a layer than this is asked for by a smaller place. */
export const featuresAtMost = 1_000;
const deepestZoom = 22;

export interface Clustered {
  readonly layer: MapLayer;
  readonly source: Source;
  /** A row of its own, as it is written without zoom. */
  readonly feature: Json;
  readonly place: Sql;
  readonly crs: CoordinateSystem;
}

/**
 * A layer at a zoom of web maps: the world is 256 · 2^zoom pixels wide and a cell 64 of them. Where several rows fall into a cell, they are
 * one feature at their mean place, with `cluster` and their count; a row alone stays itself.
 */
export function clusteredOf(compilation: Compilation, { layer, source, feature, place, crs }: Clustered, zoom: unknown, path: Path): Json {
  const { dialect } = compilation;
  const { type, alias } = source;
  const { point, key, table } = type.entity;
  if (point === undefined) throw new Error(`${type.name} has no place`);
  const cell = (): Sql => compilation.bind(zoom, (value) => 360 / 2 ** (zoomOf(value, path) + 2));
  const from = sql`FROM ${quote(table)} AS ${raw(alias)} WHERE ${joinAnd([place, ...visible(compilation, source)])}`;
  const [lon, lat] = [columnSql(alias, point.lon), columnSql(alias, point.lat)];
  // To a tenth of a metre, so that both databases print the same mean.
  const mean = (value: Sql): Sql => sql`round(avg(${value}) * 1000000) / 1000000.0`;
  const cells = (limit: Sql): Sql =>
    sql`SELECT floor(${lon} / ${dialect.double(cell())}) AS "x", floor(${lat} / ${dialect.double(cell())}) AS "y", count(*) AS "n", min(${columnSql(alias, key)}) AS "k", ${mean(lon)} AS "lon", ${mean(lat)} AS "lat" ${from} GROUP BY 1, 2 ORDER BY 1, 2 ${limit}`;
  const group = compilation.alias();
  const of = (column: string): Sql => sql`${raw(group)}.${quote(column)}`;
  const cluster = dialect.object([
    ['type', dialect.constant('Feature')],
    ['geometry', placeJson(compilation, of('lon'), of('lat'), crs)],
    [
      'properties',
      dialect.object([
        ['cluster', dialect.constant(true)],
        ['count', dialect.number(of('n'))],
      ]),
    ],
  ]);
  const alone = dialect.one(feature, sql`FROM ${quote(table)} AS ${raw(alias)} WHERE ${columnSql(alias, key)} = ${of('k')}`);
  const either = { json: sql`CASE WHEN ${of('n')} = 1 THEN ${alone.json} ELSE ${cluster.json} END` };
  const most = raw(String(featuresAtMost));
  return dialect.object([
    ['type', dialect.constant('FeatureCollection')],
    ['layer', dialect.constant(layer.id)],
    ['truncated', dialect.isTrue(sql`EXISTS (SELECT 1 FROM (${cells(sql`LIMIT 1 OFFSET ${most}`)}) AS "more")`)],
    [
      'features',
      dialect.many(
        either,
        (selected) => sql`SELECT ${selected} FROM (${cells(sql`LIMIT ${most}`)}) AS ${raw(group)} ORDER BY ${of('x')}, ${of('y')}`,
        false,
      ),
    ],
  ]);
}

function zoomOf(value: unknown, path: Path): number {
  if (Number.isInteger(value) && Number(value) >= 0 && Number(value) <= deepestZoom) return Number(value);
  throw new FengsuiError(
    'BAD_USER_INPUT',
    `zoom 应为 0–${deepestZoom}，实为 ${String(value)}。`,
    `zoom is 0 to ${deepestZoom}, not ${String(value)}.`,
    path,
  );
}
