import type { TypeModel } from '../contract/model.ts';
import { join, quote, raw, sql, type Sql } from '../contract/sql.ts';
import type { Figure } from './group-figure.ts';
import { columnSql, joinAnd, type Source } from './source.ts';

/** What an aggregate reads: its groups, its figures, and which rows and groups count. */
export interface Grouping {
  readonly source: Source;
  /** The columns of the groups, and what is made of each. */
  readonly columns: readonly Sql[];
  readonly shown: readonly ((column: Sql) => Sql)[];
  readonly figures: readonly Figure[];
  readonly conditions: readonly Sql[];
  /** Which groups count, by figures that stand among those above. */
  readonly having: ((figure: (figure: Figure) => Sql) => Sql) | undefined;
}

/** One row a group, with its groups as `g0` … and its figures as `v0` …, read at once. */
export function grouped({ source, columns, shown, figures, conditions, having }: Grouping): Sql {
  const selected = [
    ...columns.map((column, at) => named(shown[at]?.(column) ?? column, `g${at}`)),
    ...figures.map(({ whole }, at) => named(whole, `v${at}`)),
  ];
  // Without keys and without figures it is still one group, and not a row for each row.
  if (selected.length === 0) selected.push(raw('count(*) AS "n"'));
  return sql`SELECT ${join(selected, ', ')} ${from(source, conditions)}${by(columns.length)}${having?.(({ whole }) => whole) ?? raw('')}`;
}

/**
 * The same over finer groups: first by the columns as they are kept, which an index may bring in order and which costs no function a row,
 * then what they are shown as (a township of its villages). `finer` are further columns that the first step may tell apart.
 */
export function groupedTwice({ source, columns, shown, figures, conditions, having }: Grouping, finer: readonly Sql[]): Sql {
  const selected = [
    ...columns.map((column, at) => named(column, `g${at}`)),
    ...figures.flatMap(({ parts }, at) => parts.map((part, index) => named(part, `v${at}_${index}`))),
  ];
  const first = sql`SELECT ${join(selected, ', ')} ${from(source, conditions)} GROUP BY ${join([...finer, ...columns], ', ')}`;
  const merged = (figure: Figure): Sql =>
    figure.merged(figure.parts.map((_part, index) => raw(`p."v${figures.indexOf(figure)}_${index}"`)));
  const outer = [
    ...shown.map((show, at) => named(show(raw(`p."g${at}"`)), `g${at}`)),
    ...figures.map((figure, at) => named(merged(figure), `v${at}`)),
  ];
  return sql`SELECT ${join(outer, ', ')} FROM (${first}) AS p${by(columns.length)}${having?.(merged) ?? raw('')}`;
}

/**
 * Columns that the filter pins to a few values and that stand before the area in an index: told apart, the rows come in the index's order.
 * `where` is the filter as it was given; only what is written into the plan counts.
 */
export function pinnedBefore(type: TypeModel, where: Readonly<Record<string, unknown>>, alias: string): readonly Sql[] {
  const { entity } = type;
  const isPinned = (property: string): boolean => {
    const { eq, in: list } = (where[property] ?? {}) as { readonly eq?: unknown; readonly in?: unknown };
    return entity.columns.get(property)?.type === 'enum' && (typeof eq === 'string' || Array.isArray(list));
  };
  const area = [...entity.columns.values()].find(({ column }) => column === entity.areaColumn);
  const index = entity.indexes.find(
    ({ properties: [first, second], where: partial }) => partial === undefined && second === area?.property && isPinned(String(first)),
  );
  const column = entity.columns.get(String(index?.properties[0]));
  return column === undefined ? [] : [columnSql(alias, column)];
}

const named = (value: Sql, name: string): Sql => sql`${value} AS ${quote(name)}`;
const from = ({ alias, type }: Source, conditions: readonly Sql[]): Sql =>
  sql`FROM ${quote(type.entity.table)} AS ${raw(alias)}${conditions.length === 0 ? raw('') : sql` WHERE ${joinAnd(conditions)}`}`;
const by = (groups: number): Sql =>
  groups === 0 ? raw('') : raw(` GROUP BY ${Array.from({ length: groups }, (_none, at) => at + 1).join(', ')}`);
