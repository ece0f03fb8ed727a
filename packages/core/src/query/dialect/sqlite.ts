import type { ColumnModel } from '../../contract/model.ts';
import type { ScalarName } from '../../contract/scalars.ts';
import { join, literal, raw, sql, type Sql } from '../../contract/sql.ts';
import { gramTokens } from '../../data/grams.ts';
import { dueTable, searchTable } from '../../data/search-index.ts';
import { mark } from '../holes.ts';
import type { Dialect, Json } from './dialect.ts';

const json = (value: Sql): Json => ({ json: value });
const nullable = (value: Sql): Json => json(sql`coalesce(${value}, 'null')`);
/** Halved again and again: a chain of a thousand `||` would be deeper than SQLite allows an expression to be. */
const concat = (parts: readonly Sql[]): Sql => {
  if (parts.length <= 16) return parts.length === 1 ? (parts[0] as Sql) : sql`(${join(parts, ' || ')})`;
  const middle = Math.ceil(parts.length / 2);
  return sql`(${concat(parts.slice(0, middle))} || ${concat(parts.slice(middle))})`;
};

/** JSON is text put together by `||`: nothing that a subselect made is parsed again. */
export const sqlite: Dialect = {
  name: 'sqlite',
  finish: ({ text }) => text,
  root: (value) => sql`SELECT ${value.json} AS "json"`,
  object: (entries) => {
    if (entries.length === 0) return json(literal('{}'));
    const parts = entries.flatMap(([key, value], index) => [literal(`${index === 0 ? '{' : ','}${JSON.stringify(key)}:`), value.json]);
    return json(concat([...parts, literal('}')]));
  },
  list: (items) =>
    json(concat([literal('['), ...items.flatMap((item, index) => (index === 0 ? [item.json] : [literal(','), item.json])), literal(']')])),
  constant: (value) => json(literal(JSON.stringify(value))),
  column: (column, value) => columnJson(column, value),
  scalar: (type, value) => scalarJson(type, value),
  point: (lon, lat) => nullable(sql`'{"type":"Point","coordinates":[' || fengsui_number(${lon}) || ',' || fengsui_number(${lat}) || ']}'`),
  one: (value, rest) => nullable(sql`(SELECT ${value.json} ${rest})`),
  many: (value, rows, last) => {
    const ordered = rows(sql`${value.json} AS "j"`);
    const aggregated = last ? sql`group_concat("j", ',' ORDER BY "n" DESC)` : raw(`group_concat("j", ',')`);
    return json(sql`(SELECT '[' || coalesce(${aggregated}, '') || ']' FROM (${ordered}))`);
  },
  number: (value) => nullable(value),
  isTrue: (condition) => json(sql`CASE WHEN ${condition} THEN 'true' ELSE 'false' END`),
  inList: (_column, value, list) => sql`${value} IN (SELECT value FROM json_each(${list}))`,
  // JSON has whole numbers of any size, JavaScript's JSON has not.
  listValue: (values) => `[${values.map((value) => (typeof value === 'bigint' ? String(value) : JSON.stringify(value))).join()}]`,
  contains: (value, part) => sql`instr(${value}, ${part}) > 0`,
  startOf: (bucket, value, offset) => {
    const shift = raw(`${offset * 60_000}`);
    // To whole seconds towards minus infinity, so that the last second of 1969 is not of 1970.
    if (bucket === 'MONTH')
      return sql`(unixepoch((${value} + ${shift} - (((${value} + ${shift}) % 1000) + 1000) % 1000) / 1000, 'unixepoch', 'start of month') * 1000 - ${shift})`;
    const step = raw(bucket === 'HOUR' ? '3600000' : '86400000');
    // Floor towards minus infinity, so that instants before 1970 fall into their own bucket.
    return sql`(${value} - (((${value} + ${shift}) % ${step}) + ${step}) % ${step})`;
  },
  inRange: (code, from, to, reading) => {
    const own = reading === 'narrow' ? code : sql`+${code}`;
    return sql`${own} >= ${from} AND ${own} < ${to}`;
  },
  prefix: (value, length) => sql`substr(${value}, 1, ${raw(String(length))})`,
  rounded: (value) => scalarJson('Float', sql`fengsui_round(${value})`),
  zero: () => raw('0'),
  inBox: (table, alias, _lon, _lat, box) =>
    sql`${raw(alias)}.rowid IN (SELECT id FROM ${raw(`"${table}_place"`)} WHERE max_lon >= ${box.minLon} AND min_lon <= ${box.maxLon} AND max_lat >= ${box.minLat} AND min_lat <= ${box.maxLat})`,
  edges: (list) => sql`SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 FROM json_each(${list})`,
  hole: (kind, values) => json(sql`${literal(`"${mark}:${kind}:`)} || lower(hex(json_array(${join(values, ', ')}))) || '"'`),
  folded: (value) => sql`lower(${value})`,
  double: (value) => value,
  integer: (value) => value,
  searched: (entity, alias, _columns, grams) => {
    const index = raw(`"${searchTable(entity)}"`);
    const due = raw(`"${dueTable(entity)}"`);
    return sql`${raw(alias)}.rowid IN (SELECT rowid FROM ${index} WHERE ${index} MATCH ${grams} UNION ALL SELECT id FROM ${due})`;
  },
  gramsValue: gramTokens,
  orderBy: (value, isNullable, descending) => {
    const direction = raw(descending ? ' DESC' : '');
    return isNullable ? sql`${value} IS NULL${direction}, ${value}${direction}` : sql`${value}${direction}`;
  },
};

function columnJson(column: ColumnModel, value: Sql): Json {
  if (column.type === 'decimal') return decimalJson(value, column.scale ?? 0);
  return scalarJson(
    (
      {
        text: 'String',
        enum: 'String',
        int: 'Int',
        double: 'Float',
        decimal: 'Decimal',
        boolean: 'Boolean',
        datetime: 'DateTime',
        date: 'Date',
        json: 'JSON',
      } as const
    )[column.type],
    value,
  );
}
function scalarJson(type: ScalarName, value: Sql): Json {
  switch (type) {
    case 'Int':
      return nullable(value);
    case 'Float':
      return nullable(sql`fengsui_number(${value})`);
    case 'Boolean':
      return json(sql`CASE ${value} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END`);
    case 'DateTime':
      return nullable(sql`strftime('"%Y-%m-%dT%H:%M:%fZ"', ${value} / 1000.0, 'unixepoch')`);
    case 'JSON':
    case 'GeoJSON':
      return nullable(value);
    default:
      return json(sql`json_quote(${value})`);
  }
}
/** A scaled integer as text with its point; the sign apart, so that −0.5 keeps it. */
function decimalJson(value: Sql, scale: number): Json {
  if (scale === 0) return nullable(sql`'"' || ${value} || '"'`);
  const unit = raw(`1${'0'.repeat(scale)}`);
  return nullable(
    sql`CASE WHEN ${value} < 0 THEN '"-' ELSE '"' END || (abs(${value}) / ${unit}) || '.' || substr(${literal('0'.repeat(scale))} || (abs(${value}) % ${unit}), ${raw(String(-scale))}) || '"'`,
  );
}
