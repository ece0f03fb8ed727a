import type { Indicator } from '../contract/indicator.ts';
import { columnOf, type Model, type TypeModel } from '../contract/model.ts';
import type { Principal } from '../access/principal.ts';
import { subtree } from '../access/principal.ts';
import { bind, join, quote, raw, sql, type Sql } from '../contract/sql.ts';
import { encode } from '../data/values.ts';
import { areaOf } from './area-of.ts';
import { Compilation, type Bindings, type Compiler } from './compile.ts';
import type { Entry } from './dialect/dialect.ts';
import { comparisons } from './operators.ts';
import { permissionOf } from './order.ts';
import { finish, type Plan } from './plan.ts';
import { visible } from './scope.ts';
import type { Variables } from './slots.ts';
import { columnSql, joinAnd, type Source } from './source.ts';

interface Asked {
  readonly areas: readonly string[];
  readonly now: Date;
}
/** No GraphQL variable can have this name. */
const askedVariable = '$figures';
export const withAreas = (asked: Asked): Variables => ({ [askedVariable]: asked });
const askedOf = ({ variables }: Bindings): Asked => variables[askedVariable] as Asked;

/** One statement that gives all these figures for so many areas: a list of `{ area, f0, f1 … }`. */
export function planFigures(compiler: Compiler, indicators: readonly Indicator[], areas: number, principal: Principal): Plan {
  const compilation = new Compilation(compiler, {}, {}, {}, principal);
  compilation.heavy = true;
  const { dialect, model } = compilation;
  const asked = compilation.alias();
  const entries = indicators.map((indicator, at): Entry => {
    const type = model.types.get(indicator.type.name) as TypeModel;
    for (const permission of permissionsOf(model, indicator)) compilation.need(permission, [indicator.id]);
    return [`f${at}`, dialect.rounded(figure(compilation, type, indicator, asked))];
  });
  const values = Array.from({ length: areas }, (_none, at) => {
    const side = (name: 'from' | 'to'): Sql => bind((bindings: Bindings) => subtree(askedOf(bindings).areas[at] ?? '')[name]);
    return sql`(${side('from')}, ${side('to')})`;
  });
  const object = dialect.object([['area', dialect.scalar('String', sql`${raw(asked)}."column1"`)], ...entries]);
  const rows = dialect.many(object, (selected) => sql`SELECT ${selected} FROM (VALUES ${join(values, ', ')}) AS ${raw(asked)}`, false);
  return finish(dialect, dialect.root(rows), compilation);
}

function figure(compilation: Compilation, type: TypeModel, { measure, where }: Indicator, asked: string): Sql {
  const { dialect } = compilation;
  const source: Source = { alias: compilation.alias(), type };
  const area = sql`${raw(source.alias)}.${quote(areaOf(type.entity) ?? '')}`;
  const conditions = [
    sql`${area} >= ${raw(asked)}."column1" AND ${area} < ${raw(asked)}."column2"`,
    ...Object.entries(where).flatMap(([property, { past, ...rest }]) => {
      const column = columnOf(type.entity, property);
      const own = columnSql(source.alias, column);
      const moment = bind((bindings: Bindings) => encode(dialect.name, column, askedOf(bindings).now));
      return [
        ...(past === undefined ? [] : [sql`${own} ${raw(past ? '<=' : '>')} ${moment}`]),
        ...(Object.keys(rest).length === 0 ? [] : [comparisons(compilation, source, column, rest, (value) => value)]),
      ];
    }),
    ...visible(compilation, source),
  ];
  const from = sql`FROM ${quote(type.entity.table)} AS ${raw(source.alias)} WHERE ${joinAnd(conditions)}`;
  if (measure.kind === 'count') return sql`(SELECT count(*) ${from})`;
  const column = columnOf(type.entity, measure.column);
  const float = raw(dialect.name === 'sqlite' ? 'REAL' : 'double precision');
  // Decimals are kept as scaled integers on SQLite.
  const unit = column.type === 'decimal' && dialect.name === 'sqlite' ? raw(` / 1${'0'.repeat(column.scale ?? 0)}.0`) : raw('');
  const own = columnSql(source.alias, column);
  const value = measure.kind === 'mean' ? sql`avg(${own})` : sql`coalesce(sum(${own}), 0)`;
  return sql`(SELECT CAST(${value} AS ${float})${unit} ${from})`;
}

/** What reading the rows and columns of an indicator needs. */
export function permissionsOf(model: Model, { type: { name }, measure, where }: Indicator): readonly string[] {
  const type = model.types.get(name) as TypeModel;
  const columns = [...Object.keys(where), ...(measure.kind === 'count' ? [] : [measure.column])];
  return [...new Set([type.permission, ...columns.map((column) => permissionOf(type, column))])];
}
