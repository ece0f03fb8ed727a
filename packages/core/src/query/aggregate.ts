import { type FieldNode, type GraphQLObjectType, getNamedType } from 'graphql';
import { FengsuiError } from '../contract/errors.ts';
import { columnOf, typeOf, type TypeModel } from '../contract/model.ts';
import { join, quote, raw, sql, type Sql } from '../contract/sql.ts';
import { collect } from './collect.ts';
import type { Compilation } from './compile.ts';
import type { Entry, Json } from './dialect/dialect.ts';
import { countFigure, type Figure, figureOf } from './group-figure.ts';
import { type Group, groupColumn, groupOf, groupSql, mergesAreas } from './group.ts';
import { grouped, groupedTwice, type Grouping, pinnedBefore } from './grouped.ts';
import { oneOf } from './object.ts';
import { permissionOf } from './order.ts';
import { visible } from './scope.ts';
import { columnSql, joinAnd, type Path, type Source } from './source.ts';
import { sumJson } from './sum.ts';
import { whereOf } from './where.ts';

/** More groups than this are refused: an aggregate is a summary, not an export. One more is read, so that it is known. */
export const mostGroups = 10_000;

/** `sheltersAggregate(where, groupBy, having)`: one row a group, in the order of the groups. */
export function aggregateOf(
  compilation: Compilation,
  type: TypeModel,
  nodes: readonly FieldNode[],
  args: Readonly<Record<string, unknown>>,
  path: Path,
): Json {
  compilation.need(type.permission, path);
  compilation.heavy = true;
  compilation.grouped.push(path);
  compilation.step(
    path,
    `groups of ${type.name}${((args['groupBy'] ?? []) as readonly string[]).map((each, at) => `${at === 0 ? ' by ' : ', '}${each}`).join('')}`,
  );
  const { dialect } = compilation;
  const source: Source = { alias: compilation.alias(), type };
  const outer = compilation.alias();
  const groups = ((args['groupBy'] ?? []) as readonly string[]).map(groupOf);
  if (groups.length > 4)
    throw new FengsuiError('LIMIT_EXCEEDED', '最多按四项分组；请减少 groupBy。', 'At most four groups; shorten groupBy.', path);
  const figures: Figure[] = [];
  /** Adds a figure to what is read of each group and names it outside. */
  const shown: Shown = (figure) => sql`${raw(outer)}.${quote(`v${figures.push(figure) - 1}`)}`;
  const columns = groups.map((group) => groupColumn(compilation, source, group, path));
  const objectType = compilation.objectType(`${type.name}Aggregate`);
  const entries = [...collect(compilation, objectType, nodes)].map(([key, own]): Entry => {
    const node = own[0] as FieldNode;
    const { value: name } = node.name;
    if (name === '__typename') return [key, dialect.constant(objectType.name)];
    if (name === 'group') return [key, groupJson(compilation, type, own, groups, outer, [...path, key])];
    if (name === 'count') return [key, dialect.number(shown(countFigure))];
    return [key, numbersJson(compilation, source, own, name, shown, [...path, key], objectType)];
  });
  const having = havingOf(compilation, args['having']);
  if (having !== undefined && !figures.includes(countFigure)) figures.push(countFigure);
  const grouping: Grouping = {
    source,
    columns,
    shown: groups.map((group) => (column) => groupSql(compilation, group, column)),
    figures,
    conditions: [...whereOf(compilation, source, args['where'], path), ...visible(compilation, source, 'scan')],
    having,
  };
  const rows = mergesAreas(groups, type)
    ? groupedTwice(grouping, pinnedBefore(type, (args['where'] ?? {}) as Readonly<Record<string, unknown>>, source.alias))
    : grouped(grouping);
  const order = groups.map((_group, at) => dialect.orderBy(sql`${raw(outer)}.${quote(`g${at}`)}`, true, false));
  const orderBy = order.length === 0 ? raw('') : sql` ORDER BY ${join(order, ', ')}`;
  return dialect.many(
    dialect.object(entries),
    (selected) => sql`SELECT ${selected} FROM (${rows}) AS ${raw(outer)}${orderBy} LIMIT ${raw(String(mostGroups + 1))}`,
    false,
  );
}
type Shown = (figure: Figure) => Sql;

function groupJson(
  compilation: Compilation,
  type: TypeModel,
  nodes: readonly FieldNode[],
  groups: readonly Group[],
  outer: string,
  path: Path,
): Json {
  const { dialect, model } = compilation;
  const objectType = compilation.objectType(`${type.name}GroupKey`);
  const entries = [...collect(compilation, objectType, nodes)].map(([key, own]): Entry => {
    const { value: name } = (own[0] as FieldNode).name;
    if (name === '__typename') return [key, dialect.constant(objectType.name)];
    const at = groups.findIndex((group) => group.name === objectType.getFields()[name]?.extensions['group']);
    if (at < 0) return [key, dialect.constant(null)];
    const value = sql`${raw(outer)}.${quote(`g${at}`)}`;
    const column = columnOf(type.entity, (groups[at] as Group).property);
    if (column.target === undefined) return [key, dialect.column(column, value)];
    return [key, oneOf(compilation, typeOf(model, column.target), own, (target) => sql`${target} = ${value}`, [...path, key])];
  });
  return dialect.object(entries);
}

/** `sum { capacity }`, `avg`, `min`, `max`. */
function numbersJson(
  compilation: Compilation,
  { alias, type }: Source,
  nodes: readonly FieldNode[],
  fn: string,
  shown: Shown,
  path: Path,
  parent: GraphQLObjectType,
): Json {
  const { dialect } = compilation;
  const objectType = getNamedType(parent.getFields()[fn]?.type) as GraphQLObjectType;
  const entries = [...collect(compilation, objectType, nodes)].map(([key, own]): Entry => {
    const { value: name } = (own[0] as FieldNode).name;
    if (name === '__typename') return [key, dialect.constant(objectType.name)];
    compilation.need(permissionOf(type, name), path, type);
    const column = columnOf(type.entity, name);
    const value = shown(figureOf(dialect, fn, column, columnSql(alias, column)));
    if (fn === 'avg') return [key, dialect.rounded(value)];
    return [key, fn === 'sum' ? sumJson(dialect, column, value) : dialect.column(column, value)];
  });
  return dialect.object(entries);
}

function havingOf(compilation: Compilation, having: unknown): Grouping['having'] {
  const count = (having as { readonly count?: Readonly<Record<string, unknown>> } | null | undefined)?.count;
  const signs: Readonly<Record<string, string>> = { eq: '=', ne: '<>', lt: '<', lte: '<=', gt: '>', gte: '>=' };
  const parts = Object.entries(count ?? {})
    .filter(([name, value]) => value !== null && value !== undefined && signs[name] !== undefined)
    .map(([name, value]) => [raw(signs[name] as string), compilation.bind(value, Number)] as const);
  if (parts.length === 0) return undefined;
  return (figure) => sql` HAVING ${joinAnd(parts.map(([sign, value]) => sql`${figure(countFigure)} ${sign} ${value}`))}`;
}
