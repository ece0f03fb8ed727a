import { columnOf, typeOf, type ColumnModel, type Model, type TypeModel } from '../contract/model.ts';
import { quote, raw, sql } from '../contract/sql.ts';
import type { Compilation } from './compile.ts';
import type { Json } from './dialect/dialect.ts';
import { permissionOf } from './order.ts';
import { visible } from './scope.ts';
import { columnSql, joinAnd, type Path, type Source } from './source.ts';

/** Response keys of what resolvers need; no GraphQL name can start with `$`. */
export const needKey = (property: string): string => `$${property}`;

/** What a resolver needs, found: a column of its own row, or `area.name`, a column of the row behind a relation. */
export interface NeededColumn {
  readonly column: ColumnModel;
  /** The relation, and the type of the row behind it. */
  readonly behind: { readonly relation: ColumnModel; readonly type: TypeModel } | undefined;
}
export function neededColumn(model: Model, { entity }: TypeModel, need: string): NeededColumn {
  const [first = '', rest] = need.split('.');
  const own = columnOf(entity, first);
  if (rest === undefined) return { column: own, behind: undefined };
  const type = typeOf(model, own.target ?? '');
  return { column: columnOf(type.entity, rest), behind: { relation: own, type } };
}

/** The value of a need, as its resolver will find it. What is behind a relation asks for its own type's permission and keeps its own scope. */
export function needJson(compilation: Compilation, source: Source, need: string, path: Path): Json {
  const { dialect } = compilation;
  const { column, behind } = neededColumn(compilation.model, source.type, need);
  if (behind === undefined) return dialect.column(column, columnSql(source.alias, column));
  const { relation, type } = behind;
  compilation.need(type.permission, path);
  compilation.need(permissionOf(type, column.property), path, type);
  const alias = compilation.alias();
  const key = sql`${columnSql(alias, type.entity.key)} = ${columnSql(source.alias, relation)}`;
  return dialect.one(
    dialect.column(column, columnSql(alias, column)),
    sql`FROM ${quote(type.entity.table)} AS ${raw(alias)} WHERE ${joinAnd([key, ...visible(compilation, { alias, type })])}`,
  );
}
