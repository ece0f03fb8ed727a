import type { ColumnModel, EntityModel } from '../../contract/model.ts';
import type { ScalarName } from '../../contract/scalars.ts';
import type { Sql, SqlValue } from '../../contract/sql.ts';
import type { DialectName } from '../../data/database.ts';

/** A JSON value as a dialect passes it on: text on SQLite, typed json on PostgreSQL. Only a dialect makes one. */
export interface Json {
  readonly json: Sql;
  /** What an object selects, where it is written as a row: who selects from a table can select it there, without a subselect for each row. */
  readonly columns?: Sql;
}
export type Entry = readonly [key: string, value: Json];
export type TimeBucket = 'HOUR' | 'DAY' | 'MONTH';

/**
 * What is read within a range of area codes. Where a scope is most of a deployment and few of its rows are wanted (a page, one by id)
 * the filter and the order choose the index, and the range only looks at their rows. It is then written so that a database guesses the same
 * of it whatever the parameters are: its plan is made once and not for every request. A scan of many rows is planned by what they are.
 */
export type Reading = 'few' | 'scan';

/** All that differs between the databases when a plan is written as SQL. */
export interface Dialect {
  readonly name: DialectName;
  /** Gives the text its placeholders. */
  finish(sql: Sql): string;
  /** The whole answer: one text. */
  root(value: Json): Sql;
  object(entries: readonly Entry[]): Json;
  list(items: readonly Json[]): Json;
  constant(value: string | number | boolean | null): Json;
  column(column: ColumnModel, value: Sql): Json;
  scalar(type: ScalarName, value: Sql): Json;
  /** GeoJSON point of two columns, null where one is. */
  point(lon: Sql, lat: Sql): Json;
  /** A scalar subselect that gives a JSON value, or null when it finds no row. */
  one(value: Json, rest: Sql): Json;
  /** A subselect of many rows as one JSON list, in the order of `rows`, which select what they are given; `last` turns it round, by their column `n`. */
  many(value: Json, rows: (selected: Sql) => Sql, last: boolean): Json;
  /** One aggregate row as JSON. */
  number(value: Sql): Json;
  isTrue(condition: Sql): Json;
  /** The value is in a list that the request brings. */
  inList(column: ColumnModel, value: Sql, list: Sql): Sql;
  /** The list as one value, written so that two lists are never one text. */
  listValue(values: readonly SqlValue[]): string;
  contains(value: Sql, part: Sql): Sql;
  startOf(bucket: TimeBucket, value: Sql, offsetMinutes: number): Sql;
  inRange(code: Sql, from: Sql, to: Sql, reading: Reading | 'narrow'): Sql;
  prefix(value: Sql, length: number): Sql;
  /** Rounded to 12 significant digits: sums and means of doubles differ in their last digits between the databases. */
  rounded(value: Sql): Json;
  /** Nothing, as a sum over this column prints it. */
  zero(column: ColumnModel): Sql;
  /** Rows of the table whose place is in the box: the index narrows. */
  inBox(
    table: string,
    alias: string,
    lon: Sql,
    lat: Sql,
    box: { readonly minLon: Sql; readonly maxLon: Sql; readonly minLat: Sql; readonly maxLat: Sql },
  ): Sql;
  /** Rows of numbers `(part, ring, ax, ay, bx, by)` from a parameter that holds them as a JSON list of lists. */
  edges(list: Sql): Sql;
  /** A hole in the answer's text that is filled after the database answered; the content is a JSON list. */
  hole(kind: string, values: readonly Sql[]): Json;
  /** Capital letters of ASCII made small. */
  folded(value: Sql): Sql;
  /** A parameter that is a number, where nothing else tells its type. */
  double(value: Sql): Sql;
  /** A parameter that is a whole number, where nothing else tells its type. */
  integer(value: Sql): Sql;
  /** Rows whose texts hold all these grams, by the index of `search`. */
  searched(entity: EntityModel, alias: string, columns: readonly Sql[], grams: Sql): Sql;
  gramsValue(grams: readonly string[]): string;
  /** Keys in the order of the API: nulls last ascending, first descending. */
  orderBy(value: Sql, nullable: boolean, descending: boolean): Sql;
}
