import type { ColumnModel } from '../contract/model.ts';
import { FengsuiError } from '../contract/errors.ts';
import { join, literal, raw, sql, type Sql, type SqlValue } from '../contract/sql.ts';
import { encode, fitsDecimal } from '../data/values.ts';
import type { Compilation } from './compile.ts';
import type { Dialect } from './dialect/dialect.ts';
import { Slot } from './slots.ts';
import { all, columnSql, given, type Source } from './source.ts';

/** `{ eq, in, lt … }` on one column. A column without a value matches only `ne`, `notIn` and `isNull: true`. */
export function comparisons(
  compilation: Compilation,
  source: Source,
  column: ColumnModel,
  where: Readonly<Record<string, unknown>>,
  map: (value: unknown) => unknown,
): Sql {
  const own = columnSql(source.alias, column);
  const { dialect } = compilation;
  const encodeItem = (item: unknown): SqlValue => encodeChecked(compilation, column, map(item));
  const value = (tree: unknown): Sql => constant(dialect, column, tree) ?? compilation.bind(tree, encodeItem);
  const isIn = (tree: unknown): Sql => {
    const items = Array.isArray(tree) ? tree.map((item) => constant(dialect, column, item)) : [];
    return items.length > 0 && items.every((item) => item !== undefined)
      ? sql`${own} IN (${join(items, ', ')})`
      : dialect.inList(column, own, compilation.bindList(tree, encodeItem));
  };
  const orNull = (condition: Sql): Sql => (column.nullable ? sql`(${own} IS NULL OR ${condition})` : condition);
  refuseNulls(column.property, where);
  return all(
    given(where).map(([operator, tree]) => {
      const sign = signs[operator];
      if (sign !== undefined) return sql`${own} ${raw(sign)} ${value(tree)}`;
      switch (operator) {
        case 'ne':
          return orNull(sql`${own} <> ${value(tree)}`);
        case 'in':
          return isIn(tree);
        case 'notIn':
          return orNull(sql`NOT ${isIn(tree)}`);
        case 'isNull':
          return raw(`${own.text} IS ${tree === true ? '' : 'NOT '}NULL`);
        case 'contains':
          // No index knows where a text stands inside another: as many rows are looked at as there are.
          compilation.heavy = true;
          return dialect.contains(own, value(tree));
        case 'startsWith':
          return startsWith(compilation, own, tree);
        default:
          throw new Error(`No operator ${operator}`);
      }
    }),
  );
}
/** A null that came by accident must not widen a filter to everything. */
function refuseNulls(property: string, where: Readonly<Record<string, unknown>>): void {
  const operator = Object.keys(where).find((each) => where[each] === null);
  if (operator === undefined) return;
  throw new FengsuiError(
    'BAD_USER_INPUT',
    `${property} 的条件 ${operator}: null 无意义；查空值请用 isNull: true，不筛选请去掉该项。`,
    `The condition ${operator}: null on ${property} compares with nothing; use isNull: true to find rows without a value, or leave it out.`,
  );
}
const signs: Readonly<Record<string, string>> = { eq: '=', lt: '<', lte: '<=', gt: '>', gte: '>=' };

/** What shapes a plan is written out: the database's statistics then tell how many rows have this value, and its plan is made once. */
function constant(dialect: Dialect, column: ColumnModel, tree: unknown): Sql | undefined {
  if (column.type === 'enum' && typeof tree === 'string') return literal(tree);
  if (column.type === 'boolean' && typeof tree === 'boolean') return raw(String(encode(dialect.name, column, tree)));
  return undefined;
}

/** A prefix is a range, because text sorts by code point on both databases. */
function startsWith(compilation: Compilation, own: Sql, tree: unknown): Sql {
  const from = sql`${own} >= ${compilation.bind(tree, String)}`;
  // Whether there is a text behind all that begin so is known when the SQL is written: behind the last code point there is none.
  const bounded = compilation.known(tree, 'startsWith', (value) => prefixEnd(String(value)) !== undefined);
  return bounded ? sql`(${from} AND ${own} < ${compilation.bind(tree, (value) => prefixEnd(String(value)) ?? '')})` : from;
}

/** The first text behind all that begin with this one, by code points; undefined when there is none. */
export function prefixEnd(text: string): string | undefined {
  const points = [...text];
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    const point = last.codePointAt(0) ?? 0;
    // Surrogates are no characters: the next one after U+D7FF is U+E000.
    if (point < 0x10_ff_ff) return points.join('') + String.fromCodePoint(point === 0xd7_ff ? 0xe0_00 : point + 1);
  }
  return undefined;
}

/** The key behind a TypeID. An id of another type gives one that no row has. */
export const keyFromId = (prefix: string, id: unknown): string =>
  typeof id === 'string' && id.startsWith(`${prefix}_`) ? id.slice(prefix.length + 1) : '';

/** As the database keeps it. Errors: BAD_USER_INPUT for a decimal that the column cannot hold, on both databases alike. */
function encodeChecked({ dialect }: Compilation, column: ColumnModel, value: unknown): SqlValue {
  if (value instanceof Slot) throw new Error('A slot was not resolved');
  if (column.type === 'decimal') checkDecimal(column, String(value));
  return encode(dialect.name, column, value);
}
function checkDecimal({ property, scale = 0 }: ColumnModel, text: string): void {
  if (fitsDecimal(text, scale)) return;
  throw new FengsuiError(
    'BAD_USER_INPUT',
    `${property} 的条件值 ${text} 无效：小数点后最多 ${scale} 位，且应小于 ${(2n ** 63n - 1n) / 10n ** BigInt(scale)}；请改用该列能存的数。`,
    `${text} cannot be compared with ${property}: it holds at most ${scale} digits after the point and less than ${(2n ** 63n - 1n) / 10n ** BigInt(scale)}; give a number that it can hold.`,
  );
}
