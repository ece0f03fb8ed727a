import { type FieldNode, type GraphQLField, getArgumentValues } from 'graphql';
import { columnOf, entityOf, typeOf, type ColumnModel, type FieldModel, type TypeModel } from '../contract/model.ts';
import { literal, quote, raw, sql, type Sql } from '../contract/sql.ts';
import type { CoordinateSystem } from '../rules/index.ts';
import { isBounded } from './bounded-sql.ts';
import { collect } from './collect.ts';
import type { Compilation } from './compile.ts';
import type { Entry, Json } from './dialect/dialect.ts';
import { needJson, needKey } from './needs.ts';
import { permissionOf } from './order.ts';
import { pageOf } from './page.ts';
import { pointJson } from './point.ts';
import { needOfOutput } from './resolved.ts';
import { visible } from './scope.ts';
import { columnSql, joinAnd, plannedOf, type Path, type Planned, type Source } from './source.ts';
import { sumJson } from './sum.ts';

/** The selected fields of one row as a JSON object. */
export function objectOf(compilation: Compilation, source: Source, nodes: readonly FieldNode[], path: Path): Json {
  const { dialect } = compilation;
  compilation.cost += compilation.weight;
  const objectType = compilation.objectType(source.type.name);
  const fields = objectType.getFields();
  const entries: Entry[] = [];
  const needs = new Set<string>();
  for (const [key, own] of collect(compilation, objectType, nodes)) {
    const node = own[0] as FieldNode;
    if (node.name.value === '__typename') {
      entries.push([key, dialect.constant(source.type.name)]);
      continue;
    }
    const definition = fields[node.name.value];
    const planned = definition === undefined ? undefined : plannedOf(definition);
    if (definition === undefined || planned === undefined) continue;
    const value = fieldOf(compilation, source, planned, definition, own, needs, [...path, key]);
    if (value !== undefined) entries.push([key, value]);
  }
  if (compilation.typed) entries.push(['$type', dialect.constant(source.type.name)]);
  for (const need of needs) entries.push([needKey(need), needJson(compilation, source, need, path)]);
  return dialect.object(entries);
}

function fieldOf(
  compilation: Compilation,
  source: Source,
  planned: Planned,
  definition: GraphQLField<unknown, unknown>,
  nodes: readonly FieldNode[],
  needs: Set<string>,
  path: Path,
): Json | undefined {
  const { dialect } = compilation;
  const { entity, type } = source.type;
  switch (planned.kind) {
    case 'id':
      return dialect.scalar('ID', sql`${literal(`${type.prefix}_`)} || ${columnSql(source.alias, entity.key)}`);
    case 'base':
      return dialect.column(columnOf(entity, planned.property), columnSql(source.alias, columnOf(entity, planned.property)));
    case 'location': {
      const { crs } = getArgumentValues(definition, nodes[0] as FieldNode, compilation.variables);
      return pointJson(compilation, source, (crs ?? 'CGCS2000') as CoordinateSystem);
    }
    case 'field': {
      compilation.need(planned.field.permission, path, ownRowDecides(compilation, source.type, planned.field) ? source.type : undefined);
      return authoredField(compilation, source, planned.field, definition, nodes, needs, path);
    }
    default:
      return undefined;
  }
}

/** Rows behind a field are found by their own type's permission; what else a field shows belongs to the row it stands on. */
function ownRowDecides({ model }: Compilation, type: TypeModel, { field, permission }: FieldModel): boolean {
  switch (field.kind) {
    case 'relation':
      return typeOf(model, columnOf(type.entity, field.property).target as string).permission !== permission;
    case 'link':
      return field.target.permission !== permission;
    case 'inverse':
    case 'aggregate':
      return typeOf(model, field.entity.name).permission !== permission;
    default:
      return true;
  }
}

function authoredField(
  compilation: Compilation,
  source: Source,
  { field }: FieldModel,
  definition: GraphQLField<unknown, unknown>,
  nodes: readonly FieldNode[],
  needs: Set<string>,
  path: Path,
): Json | undefined {
  const { dialect, model } = compilation;
  const { entity } = source.type;
  const args = getArgumentValues(definition, nodes[0] as FieldNode, compilation.variables);
  switch (field.kind) {
    case 'column':
      return dialect.column(columnOf(entity, field.property), columnSql(source.alias, columnOf(entity, field.property)));
    case 'relation':
    case 'link': {
      const column = columnOf(entity, field.property);
      const target = field.kind === 'link' ? (model.types.get(field.target.name) as TypeModel) : typeOf(model, column.target as string);
      return oneOf(compilation, target, nodes, (key) => sql`${key} = ${columnSql(source.alias, column)}`, path);
    }
    case 'inverse': {
      const back = columnOf(entityOf(model, field.entity.name), field.property);
      const key = columnSql(source.alias, entity.key);
      return pageOf(
        compilation,
        typeOf(model, field.entity.name),
        nodes,
        args,
        (alias) => sql`${columnSql(alias, back)} = ${key}`,
        path,
        objectOf,
      );
    }
    case 'aggregate': {
      const target = typeOf(model, field.entity.name);
      compilation.need(target.permission, path);
      compilation.step(path, `${field.fn} of ${target.name}${field.column === undefined ? '' : `.${field.column}`}`);
      const alias = compilation.alias();
      const own = { alias, type: target };
      const conditions = [
        sql`${columnSql(alias, columnOf(target.entity, field.property))} = ${columnSql(source.alias, entity.key)}`,
        ...visible(compilation, own),
      ];
      const from = sql`FROM ${quote(target.entity.table)} AS ${raw(alias)} WHERE ${joinAnd(conditions)}`;
      if (field.fn === 'count') return dialect.number(sql`(SELECT count(*) ${from})`);
      const column = columnOf(target.entity, field.column as string);
      compilation.need(permissionOf(target, column.property), path, target);
      if (field.fn !== 'sum') return dialect.column(column, sql`(SELECT ${raw(field.fn)}(${columnSql(alias, column)}) ${from})`);
      return sumJson(dialect, column, sql`(SELECT coalesce(sum(${columnSql(alias, column)}), ${dialect.zero(column)}) ${from})`);
    }
    case 'sql': {
      const expression = field.expression(expressions(source));
      if (!isBounded(expression.text)) {
        compilation.heavy = true;
        compilation.step(path, 'SQL of the author’s that the row does not bound: where heavy reads run');
      }
      return dialect.scalar(field.type, expression);
    }
    case 'custom': {
      compilation.mixed = true;
      compilation.step(path, `a function of ${field.needs.join(', ') || 'nothing'}${readsOf(field.reads)}`);
      for (const property of field.needs) needs.add(property);
      needOfOutput(compilation, field.type, nodes, path, objectOf);
      for (const { permission } of field.reads ?? []) compilation.need(permission, path);
      const asked = field.asks?.(args, compilation.principal);
      for (const permission of asked?.permissions ?? []) compilation.need(permission, path);
      compilation.cost += compilation.weight * (asked?.cost ?? 0);
      return undefined;
    }
  }
}

const readsOf = (reads: readonly { readonly name: string }[] = []): string =>
  reads.length === 0 ? '' : `, which reads rows of ${reads.map(({ name }) => name).join(', ')}`;

/** The columns that an author's SQL may name. Personal data is not among them: linking refuses it. */
const expressions = ({ alias, type }: Source): Readonly<Record<string, Sql>> =>
  Object.fromEntries([...type.entity.columns.values()].map((column) => [column.property, columnSql(alias, column)]));

/** A row by a condition on its key, as far as it is visible; otherwise null. */
export function oneOf(
  compilation: Compilation,
  target: TypeModel,
  nodes: readonly FieldNode[],
  condition: (key: Sql) => Sql,
  path: Path,
  property: ColumnModel = target.entity.key,
): Json {
  compilation.need(target.permission, path);
  compilation.step(path, `one ${target.name} by ${property.property}`);
  const source = { alias: compilation.alias(), type: target };
  const conditions = [condition(columnSql(source.alias, property)), ...visible(compilation, source)];
  const value = objectOf(compilation, source, nodes, path);
  return compilation.dialect.one(value, sql`FROM ${quote(target.entity.table)} AS ${raw(source.alias)} WHERE ${joinAnd(conditions)}`);
}
