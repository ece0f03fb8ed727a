import type { Principal } from '../access/principal.ts';
import { columnOf, type TypeModel } from '../contract/model.ts';
import { bind, join, quote, raw, sql } from '../contract/sql.ts';
import { selected } from '../data/values.ts';
import { type Bindings, Compilation, type Compiler } from './compile.ts';
import { finish, type Plan } from './plan.ts';
import { visible } from './scope.ts';
import { resolve, type Variables } from './slots.ts';
import { columnSql, joinAnd } from './source.ts';

/** The variable that a plan by values reads them from; no GraphQL variable can have this name. */
const valuesVariable = '$values';
export const withValues = (values: readonly string[]): Variables => ({ [valuesVariable]: values });

/** Rows as code meets them, by the values of one of their columns, as far as they are visible; one more than `limit` tells that there are more. */
export function planRowsBy(compiler: Compiler, type: TypeModel, property: string, principal: Principal, limit: number): Plan {
  const compilation = new Compilation(compiler, {}, {}, {}, principal);
  const { dialect } = compilation;
  const source = { alias: compilation.alias(), type };
  const column = columnOf(type.entity, property);
  const list = bind(({ variables }: Bindings) => dialect.listValue(resolve(variables[valuesVariable], {}) as readonly string[]));
  const columns = [...type.entity.columns.values()].map((each) => raw(selected(dialect.name, each, `${source.alias}.`)));
  const conditions = [dialect.inList(column, columnSql(source.alias, column), list), ...visible(compilation, source)];
  return finish(
    dialect,
    sql`SELECT ${join(columns, ', ')} FROM ${quote(type.entity.table)} AS ${raw(source.alias)} WHERE ${joinAnd(conditions)} ORDER BY ${columnSql(source.alias, type.entity.key)} LIMIT ${raw(String(limit + 1))}`,
    compilation,
  );
}
