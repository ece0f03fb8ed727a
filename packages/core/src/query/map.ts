import type { FieldNode } from 'graphql';
import { FengsuiError } from '../contract/errors.ts';
import type { MapLayer } from '../contract/extension-points.ts';
import { columnOf, type TypeModel } from '../contract/model.ts';
import { literal, quote, raw, sql, type Sql } from '../contract/sql.ts';
import type { CoordinateSystem } from '../rules/index.ts';
import type { Compilation } from './compile.ts';
import type { Entry, Json } from './dialect/dialect.ts';
import { boxInput, polygonInput } from './geometry-input.ts';
import { listed } from './listed.ts';
import { permissionOf } from './order.ts';
import { clusteredOf, featuresAtMost } from './clusters.ts';
import { inBox, insidePolygon } from './place.ts';
import { pointJson } from './point.ts';
import { visible } from './scope.ts';
import { columnSql, joinAnd, type Path, type Source } from './source.ts';

type Args = Readonly<Record<string, unknown>>;

/** `mapLayers`: what the plugins contribute and the caller may read. */
export function layersOf(compilation: Compilation, nodes: readonly FieldNode[]): Json {
  const { model, principal } = compilation;
  const items = model.layers
    .filter(({ layer }) => principal.has(layer.type.permission))
    .map(({ layer, plugin }) => ({
      id: layer.id,
      title: layer.title,
      plugin,
      type: layer.type.name,
      properties: layer.properties,
    }));
  return listed(compilation, 'MapLayer', items, nodes);
}

/** `mapFeatures(layers, bbox | within)`: for each layer a GeoJSON FeatureCollection of its rows, in the caller's scope. */
export function featuresOf(compilation: Compilation, args: Args, path: Path): Json {
  const { dialect, model, principal } = compilation;
  if ((args['bbox'] ?? args['within']) === undefined || ((args['bbox'] ?? null) !== null) === ((args['within'] ?? null) !== null))
    throw new FengsuiError('BAD_USER_INPUT', '请给出 bbox 或 within 之一。', 'Give either bbox or within.', path);
  const wanted = compilation.known(args['layers'], 'layers', (ids) => (ids ?? undefined) as readonly string[] | undefined);
  const known = model.layers.map(({ layer }) => layer);
  const unknown = (wanted ?? []).find((id) => !known.some((layer) => layer.id === id));
  if (unknown !== undefined)
    throw new FengsuiError(
      'BAD_USER_INPUT',
      `没有图层 ${unknown}；可用：${known.map(({ id }) => id).join('、')}。`,
      `There is no layer ${unknown}; use ${known.map(({ id }) => id).join(', ')}.`,
      path,
    );
  // Asked for by name, a layer that is not allowed is refused; among all of them it is left out.
  const layers = known.filter(({ id, type }) => (wanted === undefined ? principal.has(type.permission) : wanted.includes(id)));
  return dialect.list(layers.map((layer) => collectionOf(compilation, layer, args, path)));
}

function collectionOf(compilation: Compilation, layer: MapLayer, args: Args, path: Path): Json {
  const { dialect, model } = compilation;
  const type = model.types.get(layer.type.name) as TypeModel;
  const source: Source = { alias: compilation.alias(), type };
  compilation.need(type.permission, path);
  compilation.cost += featuresAtMost;
  compilation.step([...path, layer.id], `features of ${type.name}, at most ${featuresAtMost}`);
  const crs = (args['crs'] ?? 'CGCS2000') as CoordinateSystem;
  const place: Sql =
    (args['bbox'] ?? null) === null
      ? insidePolygon(compilation, source, args['within'], (value) => polygonInput(value, crs, path))
      : inBox(compilation, source, args['bbox'], (value) => boxInput(value, crs, path));
  const properties = layer.properties.map((property): Entry => {
    compilation.need(permissionOf(type, property), path, type);
    const column = columnOf(type.entity, property);
    return [property, dialect.column(column, columnSql(source.alias, column))];
  });
  const key = columnSql(source.alias, type.entity.key);
  const feature = dialect.object([
    ['type', dialect.constant('Feature')],
    ['id', dialect.scalar('ID', sql`${literal(`${type.type.prefix}_`)} || ${key}`)],
    ['geometry', pointJson(compilation, source, crs)],
    ['properties', dialect.object(properties)],
  ]);
  const rows = sql`FROM ${quote(type.entity.table)} AS ${raw(source.alias)} WHERE ${joinAnd([place, ...visible(compilation, source)])} ORDER BY ${key}`;
  const most = raw(String(featuresAtMost));
  if ((args['zoom'] ?? null) !== null) return clusteredOf(compilation, { layer, source, feature, place, crs }, args['zoom'], path);
  // Members of its own beside GeoJSON's, as RFC 7946 6.1 allows.
  return dialect.object([
    ['type', dialect.constant('FeatureCollection')],
    ['layer', dialect.constant(layer.id)],
    ['truncated', dialect.isTrue(sql`EXISTS (SELECT 1 ${rows} LIMIT 1 OFFSET ${most})`)],
    ['features', dialect.many(feature, (selected) => sql`SELECT ${selected} ${rows} LIMIT ${most}`, false)],
  ]);
}
