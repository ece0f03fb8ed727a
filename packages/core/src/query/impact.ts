import { type FieldNode, getArgumentValues } from 'graphql';
import { columnOf } from '../contract/model.ts';
import type { Exposure } from '../contract/extension-points.ts';
import type { TypeModel } from '../contract/model.ts';
import { quote, raw, sql, type Sql } from '../contract/sql.ts';
import type { CoordinateSystem } from '../rules/index.ts';
import { collect } from './collect.ts';
import type { Compilation } from './compile.ts';
import type { Entry, Json } from './dialect/dialect.ts';
import { polygonInput } from './geometry-input.ts';
import { permissionOf } from './order.ts';
import { pageOf } from './page.ts';
import { insidePolygon } from './place.ts';
import { visible } from './scope.ts';
import { columnSql, joinAnd, type Path, type RenderObject, type Source } from './source.ts';
import { sumJson } from './sum.ts';

type Args = Readonly<Record<string, unknown>>;
/** What stands in the extensions of an exposure's field. */
export interface PlannedExposure {
  readonly exposure: Exposure;
  readonly plugin: string;
}

/** `impact(geometry)`: of each selected exposure how many rows, which, and their sums, inside the polygon and the caller's scope. */
export function impactOf(compilation: Compilation, nodes: readonly FieldNode[], args: Args, path: Path, render: RenderObject): Json {
  const { dialect, model } = compilation;
  const crs = (args['crs'] ?? 'CGCS2000') as CoordinateSystem;
  const inside = (source: Source): Sql => insidePolygon(compilation, source, args['geometry'], (value) => polygonInput(value, crs, path));
  const impact = compilation.objectType('Impact');
  const entries = [...collect(compilation, impact, nodes)].map(([key, own]): Entry => {
    const { value: name } = (own[0] as FieldNode).name;
    if (name === '__typename') return [key, dialect.constant('Impact')];
    const planned = impact.getFields()[name]?.extensions['exposure'] as PlannedExposure;
    const type = model.types.get(planned.exposure.type.name) as TypeModel;
    return [key, exposureOf(compilation, type, planned.exposure, own, inside, [...path, key], render)];
  });
  return dialect.object(entries);
}

function exposureOf(
  compilation: Compilation,
  type: TypeModel,
  exposure: Exposure,
  nodes: readonly FieldNode[],
  inside: (source: Source) => Sql,
  path: Path,
  render: RenderObject,
): Json {
  const { dialect } = compilation;
  compilation.need(type.permission, path);
  compilation.step(path, `what of ${type.name} lies inside`);
  compilation.cost += compilation.weight;
  /** A figure over the rows inside. */
  const over = (value: (alias: string) => Sql): Sql => {
    const source = { alias: compilation.alias(), type };
    return sql`(SELECT ${value(source.alias)} FROM ${quote(type.entity.table)} AS ${raw(source.alias)} WHERE ${joinAnd([inside(source), ...visible(compilation, source)])})`;
  };
  const objectType = compilation.objectType(`${pascal(exposure.id)}Impact`);
  const entries = [...collect(compilation, objectType, nodes)].map(([key, own]): Entry => {
    const node = own[0] as FieldNode;
    const here = [...path, key];
    switch (node.name.value) {
      case '__typename':
        return [key, dialect.constant(objectType.name)];
      case 'count':
        return [key, dialect.number(over(() => raw('count(*)')))];
      case 'rows': {
        const definition = objectType.getFields()['rows'];
        if (definition === undefined) throw new Error('An exposure has rows');
        const args = getArgumentValues(definition, node, compilation.variables);
        return [key, pageOf(compilation, type, own, args, (alias) => inside({ alias, type }), here, render)];
      }
      default:
        return [key, sumsOf(compilation, type, exposure, own, over, here)];
    }
  });
  return dialect.object(entries);
}

function sumsOf(
  compilation: Compilation,
  type: TypeModel,
  exposure: Exposure,
  nodes: readonly FieldNode[],
  over: (value: (alias: string) => Sql) => Sql,
  path: Path,
): Json {
  const { dialect } = compilation;
  const objectType = compilation.objectType(`${pascal(exposure.id)}ImpactSums`);
  const entries = [...collect(compilation, objectType, nodes)].map(([key, own]): Entry => {
    const { value: name } = (own[0] as FieldNode).name;
    const property = exposure.sums[name];
    if (property === undefined) return [key, dialect.constant(objectType.name)];
    compilation.need(permissionOf(type, property), path, type);
    const column = columnOf(type.entity, property);
    return [
      key,
      sumJson(
        dialect,
        column,
        over((alias) => sql`coalesce(sum(${columnSql(alias, column)}), ${dialect.zero(column)})`),
      ),
    ];
  });
  return dialect.object(entries);
}

/** `hazard-units` → `HazardUnits`: ids of exposures as GraphQL names. */
export const pascal = (id: string): string =>
  id.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_all, letter: string) => letter.toUpperCase());
