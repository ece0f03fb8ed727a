import { columnOf, type ColumnModel, type EntityModel, type Model } from '../contract/model.ts';
import type { IndexOptions } from '../contract/entity.ts';
import type { DialectName } from './database.ts';

const types: Readonly<Record<DialectName, Readonly<Record<ColumnModel['type'], string>>>> = {
  sqlite: {
    text: 'TEXT',
    enum: 'TEXT',
    int: 'INTEGER',
    double: 'REAL',
    decimal: 'INTEGER',
    boolean: 'INTEGER',
    datetime: 'INTEGER',
    date: 'TEXT',
    json: 'TEXT',
  },
  // Text compares by code point on both; json keeps the text as it came, so that both give the same bytes back.
  postgresql: {
    text: 'text COLLATE "C"',
    enum: 'text COLLATE "C"',
    int: 'bigint',
    double: 'double precision',
    decimal: 'numeric',
    boolean: 'boolean',
    datetime: 'timestamptz(3)',
    date: 'text COLLATE "C"',
    json: 'json',
  },
};

/** The statements that make one entity's table with its indexes, the same shape on both databases. */
export function createTable(dialect: DialectName, model: Model, entity: EntityModel): readonly string[] {
  const columns = [...entity.columns.values()].map((column) => columnDdl(dialect, model, entity, column));
  return [
    `CREATE TABLE "${entity.table}" (\n  ${columns.join(',\n  ')}\n)`,
    ...indexes(dialect, entity),
    ...(dialect === 'postgresql' ? primaryKey(entity) : []),
    ...place(dialect, entity),
  ];
}

/**
 * The primary key comes after the other indexes. PostgreSQL 18 can enter an index by its second column, and where the first has one
 * value, as times and levels have after an import, counts it as good as the primary key: of two that are as good it takes the newer,
 * and each row that is looked up would cost four times as much.
 */
const primaryKey = ({ table, key, name, columns }: EntityModel): readonly string[] => [
  `ALTER TABLE "${table}" ADD PRIMARY KEY ("${key.column}")`,
  ...[...columns.values()]
    .filter(({ target }) => target === name)
    .map(({ column }) => `ALTER TABLE "${table}" ADD FOREIGN KEY ("${column}") REFERENCES "${table}" ("${key.column}")`),
];

function columnDdl(dialect: DialectName, model: Model, entity: EntityModel, column: ColumnModel): string {
  const parts = [
    `"${column.column}"`,
    column.type === 'decimal' && dialect === 'postgresql' ? `numeric(20, ${column.scale ?? 0})` : types[dialect][column.type],
  ];
  if (column === entity.key && dialect === 'sqlite') parts.push('PRIMARY KEY');
  if (!column.nullable) parts.push('NOT NULL');
  if (column.default !== undefined) parts.push(`DEFAULT ${defaultOf(dialect, column)}`);
  if (column.enumType !== undefined)
    parts.push(
      `CHECK ("${column.column}" IN (${Object.keys(column.enumType.values)
        .map((value) => `'${value}'`)
        .join(', ')}))`,
    );
  const target = column.target === undefined ? undefined : model.entities.get(column.target);
  // No foreign key across plugins: their migrations stay independent. Core's own are always there.
  if (
    target !== undefined &&
    !entity.record &&
    !(target === entity && dialect === 'postgresql') &&
    (target.plugin === entity.plugin || model.plugins.find(({ id }) => id === target.plugin)?.core === 'self')
  ) {
    parts.push(`REFERENCES "${target.table}" ("${target.key.column}")`);
  }
  return parts.join(' ');
}
function defaultOf(dialect: DialectName, column: ColumnModel): string {
  const value = column.default;
  if (typeof value === 'boolean') return dialect === 'sqlite' ? String(Number(value)) : String(value);
  return typeof value === 'number' ? String(value) : `'${String(value).replaceAll("'", "''")}'`;
}

/** What a table holds once: how other systems find their rows, unique columns, and what an author declares. */
const uniqueIndexes = (entity: EntityModel): readonly IndexOptions[] => [
  // Most rows come from no other system, and cost nothing here.
  { properties: ['source', 'externalId'], unique: true, where: { source: 'not null' } },
  ...[...entity.columns.values()]
    .filter((column) => column.unique && column !== entity.key)
    .map((column) => ({ properties: [column.property], unique: true })),
];
/** The properties behind a unique index or primary key, by its name. */
export function uniqueBehind(entity: EntityModel, name: string): readonly string[] {
  if (name === `${entity.table}_pkey`) return [entity.key.property];
  return (
    [...uniqueIndexes(entity), ...entity.indexes].find((index) => index.unique === true && indexName(entity, index) === name)?.properties ??
    []
  );
}

function indexes(dialect: DialectName, entity: EntityModel): readonly string[] {
  const single = [...entity.columns.values()]
    .filter((column) => column.indexed && column !== entity.key && !column.unique)
    .map((column): IndexOptions => ({ properties: [column.property] }));
  const declared = [...entity.indexes, ...uniqueIndexes(entity)];
  // An author who declares a partial index has said which rows are looked for by it.
  const covered = new Set(declared.map(({ properties }) => properties[0]));
  return [...declared, ...single.filter(({ properties }) => !covered.has(properties[0]))].map((index) => indexDdl(dialect, entity, index));
}

const indexName = (entity: EntityModel, { properties, where }: IndexOptions): string =>
  [entity.table, ...properties.map((property) => columnOf(entity, property).column), ...(where === undefined ? [] : ['part'])]
    .join('_')
    .slice(0, 60);

function indexDdl(dialect: DialectName, entity: EntityModel, index: IndexOptions): string {
  const { properties, unique = false, where } = index;
  const columns = properties.map((property) => columnOf(entity, property));
  const name = indexName(entity, index);
  // A page is read in index order, so the key stands last; nulls sort last on both databases. Nobody sorts by a relation: it is looked up.
  // What stands before the last column is looked up too: an index that began with its nulls could not be entered by `=`.
  const sorted = columns.at(-1);
  const keys = columns.flatMap((column) =>
    column === sorted && column.nullable && column.target === undefined && dialect === 'sqlite' && !unique
      ? [`"${column.column}" IS NULL`, `"${column.column}"`]
      : [`"${column.column}"`],
  );
  const tail = unique || properties.at(-1) === entity.key.property ? [] : [`"${entity.key.column}"`];
  // Rows behind a relation are counted and looked through inside the caller's scope: with the area at its end the index answers alone.
  const { areaColumn } = entity;
  if (!unique && columns[0]?.target !== undefined && areaColumn !== undefined && !columns.some(({ column }) => column === areaColumn))
    tail.push(`"${areaColumn}"`);
  const conditions = Object.entries(where ?? {}).map(([property, value]) => {
    const column = `"${columnOf(entity, property).column}"`;
    if (value === null) return `${column} IS NULL`;
    return value === 'not null' ? `${column} IS NOT NULL` : `${column} IN (${value.map((each) => `'${each}'`).join(', ')})`;
  });
  return `CREATE ${unique ? 'UNIQUE ' : ''}INDEX "${name}" ON "${entity.table}" (${[...keys, ...tail].join(', ')})${conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`}`;
}

/** The index of places: R*Tree on SQLite, kept by triggers; GiST over point on PostgreSQL. */
function place(dialect: DialectName, { point, table }: EntityModel): readonly string[] {
  if (point === undefined) return [];
  const [lon, lat] = [point.lon.column, point.lat.column];
  if (dialect === 'postgresql') return [`CREATE INDEX "${table}_place" ON "${table}" USING gist (point("${lon}", "${lat}"))`];
  const insert = `INSERT INTO "${table}_place" SELECT new.rowid, new."${lon}", new."${lon}", new."${lat}", new."${lat}" WHERE new."${lon}" IS NOT NULL AND new."${lat}" IS NOT NULL`;
  const remove = `DELETE FROM "${table}_place" WHERE id = old.rowid`;
  return [
    `CREATE VIRTUAL TABLE "${table}_place" USING rtree(id, min_lon, max_lon, min_lat, max_lat)`,
    `CREATE TRIGGER "${table}_place_insert" AFTER INSERT ON "${table}" BEGIN ${insert}; END`,
    `CREATE TRIGGER "${table}_place_update" AFTER UPDATE OF "${lon}", "${lat}" ON "${table}" BEGIN ${remove}; ${insert}; END`,
    `CREATE TRIGGER "${table}_place_delete" AFTER DELETE ON "${table}" BEGIN ${remove}; END`,
  ];
}
