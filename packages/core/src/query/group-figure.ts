import type { ColumnModel } from '../contract/model.ts';
import { raw, sql, type Sql } from '../contract/sql.ts';
import type { Dialect } from './dialect/dialect.ts';

/** A figure of a group: read at once from its rows, or put together from the parts that finer groups give. */
export interface Figure {
  readonly whole: Sql;
  readonly parts: readonly Sql[];
  readonly merged: (parts: readonly Sql[]) => Sql;
}

/** How many rows. A group has at least one, so a sum of counts is never null. */
export const countFigure: Figure = {
  whole: raw('count(*)'),
  parts: [raw('count(*)')],
  merged: ([count = raw('0')]) => sql`CAST(sum(${count}) AS bigint)`,
};

/** `sum`, `avg`, `min` or `max` of a column. */
export function figureOf(dialect: Dialect, fn: string, column: ColumnModel, value: Sql): Figure {
  if (fn !== 'avg') {
    const same = (part: Sql): Sql => sql`${raw(fn)}(${part})`;
    return { whole: same(value), parts: [same(value)], merged: ([part = value]) => same(part) };
  }
  const double = raw(dialect.name === 'sqlite' ? 'REAL' : 'double precision');
  // Decimals are kept as scaled integers on SQLite; a mean is a plain number.
  const unit = column.type === 'decimal' && dialect.name === 'sqlite' ? raw(` / 1${'0'.repeat(column.scale ?? 0)}.0`) : raw('');
  return {
    whole: sql`CAST(avg(${value}) AS ${double})${unit}`,
    parts: [sql`sum(${value})`, sql`count(${value})`],
    merged: ([sum = value, count = value]) => sql`CAST(sum(${sum}) AS ${double}) / nullif(sum(${count}), 0)${unit}`,
  };
}
