import { columnOf, typeOf, type ColumnModel } from '../contract/model.ts';
import { join, quote, raw, sql, type Sql } from '../contract/sql.ts';
import { isAreaCode, subtree } from '../access/principal.ts';
import type { Compilation } from './compile.ts';
import { isZoneCode } from '../rules/zone-code.ts';
import { comparisons, keyFromId } from './operators.ts';
import { permissionOf } from './order.ts';
import { placeOf } from './place.ts';
import { visible } from './scope.ts';
import { all, columnSql, given, joinAnd, type Path, type Source } from './source.ts';

type Where = Readonly<Record<string, unknown>>;

/** A filter as conditions; an empty one holds for every row. */
export function whereOf(compilation: Compilation, source: Source, where: unknown, path: Path): readonly Sql[] {
  if (where === null || where === undefined) return [];
  return given(where as Where).map(([name, value]) => condition(compilation, source, name, value, path));
}

function condition(compilation: Compilation, source: Source, name: string, value: unknown, path: Path): Sql {
  compilation.countCondition(path);
  const inner = (part: unknown): Sql => all(whereOf(compilation, source, part, path));
  if (name === 'and') return all((value as readonly unknown[]).map(inner));
  if (name === 'or')
    return (value as readonly unknown[]).length === 0 ? raw('1 = 0') : sql`(${join((value as readonly unknown[]).map(inner), ' OR ')})`;
  // Three-valued logic ends here: what is not known to match is in the complement.
  if (name === 'not') {
    // Nor does one know what is not there.
    compilation.heavy = true;
    return sql`NOT coalesce(${inner(value)}, 1 = 0)`;
  }
  if (name === 'location' && source.type.entity.point !== undefined) return placeOf(compilation, source, value as Where, path);
  const { key } = source.type.entity;
  if (name === 'id') return comparisons(compilation, source, key, value as Where, (id) => keyFromId(source.type.type.prefix, id));
  const column = columnOf(source.type.entity, name);
  compilation.need(permissionOf(source.type, name), path, source.type);
  return column.target === undefined
    ? comparisons(compilation, source, column, value as Where, (item) => item)
    : related(compilation, source, column, value as Where, path);
}

/** A filter on a to-one relation: its area's subtree, its absence, or conditions on the row behind it. */
function related(compilation: Compilation, source: Source, column: ColumnModel, where: Where, path: Path): Sql {
  const own = columnSql(source.alias, column);
  return all(
    given(where).map(([name, value]) => {
      if (name === 'within') return withinArea(compilation, own, value);
      if (name === 'isNull') return raw(`${own.text} IS ${value === true ? '' : 'NOT '}NULL`);
      const target = typeOf(compilation.model, column.target as string);
      compilation.need(target.permission, path);
      const inner = { alias: compilation.alias(), type: target };
      const conditions = [
        sql`${columnSql(inner.alias, target.entity.key)} = ${own}`,
        condition(compilation, inner, name, value, path),
        ...visible(compilation, inner),
      ];
      return sql`EXISTS (SELECT 1 FROM ${quote(target.entity.table)} AS ${raw(inner.alias)} WHERE ${joinAnd(conditions)})`;
    }),
  );
}

/** A subtree is a key range; what is no area code matches nothing. */
function withinArea(compilation: Compilation, column: Sql, code: unknown): Sql {
  const range = (value: unknown): { readonly from: string; readonly to: string } =>
    isAreaCode(areaCode(value)) || isZoneCode(areaCode(value)) ? subtree(areaCode(value)) : { from: '~', to: '~' };
  return sql`${column} >= ${compilation.bind(code, (value) => range(value).from)} AND ${column} < ${compilation.bind(code, (value) => range(value).to)}`;
}
const areaCode = (value: unknown): string => String(value).replace(/^area_/, '');
