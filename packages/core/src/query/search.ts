import { createHash } from 'node:crypto';
import { type FieldNode, type GraphQLObjectType } from 'graphql';
import { isAreaCode, subtree } from '../access/principal.ts';
import { FengsuiError } from '../contract/errors.ts';
import type { SearchModel, TypeModel } from '../contract/model.ts';
import { bind, join, quote, raw, sql, type Sql } from '../contract/sql.ts';
import { folded, gramsAsked } from '../data/grams.ts';
import { isZoneCode } from '../rules/zone-code.ts';
import { areaOf } from './area-of.ts';
import { collect } from './collect.ts';
import type { Bindings, Compilation } from './compile.ts';
import type { Entry, Json } from './dialect/dialect.ts';
import { objectOf } from './object.ts';
import { permissionOf } from './order.ts';
import { sizeOf } from './page.ts';
import { visible } from './scope.ts';
import { resolve, type Variables } from './slots.ts';
import { columnSql, joinAnd, type Path } from './source.ts';

type Args = Readonly<Record<string, unknown>>;
const charactersAtMost = 100;
const termsAtMost = 8;
/** Columns of one branch: how well a row matches (0 the whole, 1 its beginning, 2 somewhere), which type, and its key. */
const place = ['r', 't', 'k'] as const;

/** `search(text, types, area)`: rows of many types by what their texts hold, the closest first, as a keyset page over all of them. */
export function searchOf(compilation: Compilation, nodes: readonly FieldNode[], args: Args, path: Path): Json {
  const { dialect } = compilation;
  compilation.heavy = true;
  const { size } = sizeOf(compilation, args, path);
  const terms = compilation.known(args['text'], 'search', (text) => termsOf(text, path).length);
  const searched = typesOf(compilation, args);
  for (const { type, columns } of searched) {
    compilation.need(type.permission, path);
    for (const { property } of columns) compilation.need(permissionOf(type, property), path, type);
  }
  compilation.step(path, `search of ${searched.map(({ type }) => type.name).join(', ')}, first ${size}`);
  const fingerprint = fingerprintOf(searched, args);
  const page = compilation.page(fingerprint);
  const branch = (search: SearchModel, at: number, extra: number, alias: string): Sql =>
    matching(compilation, search, at, terms, size + extra, alias, args, fingerprint);
  /** The branches as one: `value` writes what is read of each row beside its place. */
  const found = (extra: number, value: (type: TypeModel, alias: string) => Sql): Sql => {
    const branches = searched.map((search, at) => {
      const alias = compilation.alias();
      const { type } = search;
      return sql`SELECT ${raw(alias)}."r" AS "r", ${raw(String(at))} AS "t", ${columnSql(alias, type.entity.key)} AS "k", ${value(type, alias)} AS "j" FROM (${branch(search, at, extra, alias)}) AS ${raw(alias)}`;
    });
    if (branches.length === 0) return raw('SELECT 0 AS "r", 0 AS "t", \'\' AS "k", NULL AS "j" WHERE 1 = 0');
    return join(branches, ' UNION ALL ');
  };
  const order = (descending: boolean): Sql => raw(place.map((column) => `"${column}"${descending ? ' DESC' : ''}`).join(', '));
  const rows = (write: (type: TypeModel, alias: string) => Json): Json =>
    dialect.many(
      dialect.constant(null),
      () =>
        sql`SELECT "j" FROM (${found(0, (type, alias) => write(type, alias).json)}) AS "u" ORDER BY ${order(false)} LIMIT ${raw(String(size))}`,
      false,
    );
  const cursor = (values: readonly Sql[]): Json => dialect.hole('cursor', [raw(String(page)), ...values]);
  const nothing = (): Sql => raw('1');
  const edgeCursor = (atEnd: boolean): Json => {
    const one = sql`SELECT * FROM (SELECT * FROM (${found(0, nothing)}) AS "u" ORDER BY ${order(false)} LIMIT ${raw(String(size))}) AS "p" ORDER BY ${order(atEnd)} LIMIT 1`;
    return dialect.one(cursor(place.map((column) => sql`"e".${quote(column)}`)), sql`FROM (${one}) AS "e"`);
  };
  const infos: Readonly<Record<string, () => Json>> = {
    __typename: () => dialect.constant('PageInfo'),
    hasNextPage: () => dialect.isTrue(sql`EXISTS (SELECT 1 FROM (${found(1, nothing)}) AS "u" LIMIT 1 OFFSET ${raw(String(size))})`),
    hasPreviousPage: () => dialect.isTrue(raw((args['after'] ?? null) === null ? '1 = 0' : '1 = 1')),
    startCursor: () => edgeCursor(false),
    endCursor: () => edgeCursor(true),
  };
  const connection = compilation.objectType('SearchConnection');
  const entries = [...collect(compilation, connection, nodes)].map(([key, own]): Entry => {
    const here = [...path, key];
    switch ((own[0] as FieldNode).name.value) {
      case 'nodes':
        return [key, compilation.repeated(size, () => rows((type, alias) => objectOf(compilation, { alias, type }, own, here)))];
      case 'edges':
        return [
          key,
          compilation.repeated(size, () =>
            rows((type, alias) =>
              edgeOf(
                compilation,
                { alias, type },
                own,
                searched.findIndex((each) => each.type === type),
                cursor,
                here,
              ),
            ),
          ),
        ];
      case 'pageInfo':
        return [key, objectBy(compilation, compilation.objectType('PageInfo'), own, infos)];
      default:
        return [key, dialect.constant(connection.name)];
    }
  });
  return dialect.object(entries);
}

/** Rows of one type that hold every term, the closest first: found by the index, decided by the text itself. */
function matching(
  compilation: Compilation,
  { type, columns }: SearchModel,
  at: number,
  terms: number,
  limit: number,
  alias: string,
  args: Args,
  fingerprint: (variables: Variables) => string,
): Sql {
  const { dialect } = compilation;
  const texts = columns.map((column) => dialect.folded(columnSql(alias, column)));
  const term = (nr: number): Sql => compilation.bind(args['text'], (text) => termsOf(text, [])[nr] ?? '');
  const whole = compilation.bind(args['text'], (text) => folded(String(text).trim()));
  const any = (of: (text: Sql) => Sql): Sql => sql`(${join(texts.map(of), ' OR ')})`;
  const length = compilation.bind(args['text'], (text) => [...String(text).trim()].length);
  const begins = (text: Sql): Sql => sql`substr(${text}, 1, ${dialect.integer(length)}) = ${whole}`;
  const rank = sql`CASE WHEN ${any((text) => sql`${text} = ${whole}`)} THEN 0 WHEN ${any(begins)} THEN 1 ELSE 2 END`;
  const key = columnSql(alias, type.entity.key);
  const grams = compilation.bind(args['text'], (text) => dialect.gramsValue([...new Set(termsOf(text, []).flatMap(gramsAsked))]));
  const conditions = [
    dialect.searched(
      type.entity,
      alias,
      columns.map((column) => columnSql(alias, column)),
      grams,
    ),
    ...Array.from({ length: terms }, (_none, nr) => any((text) => dialect.contains(text, term(nr)))),
    ...inArea(compilation, type, alias, args['area']),
    ...visible(compilation, { alias, type }),
    ...((args['after'] ?? null) === null ? [] : [after(compilation, rank, at, key, args['after'], fingerprint)]),
  ];
  return sql`SELECT ${raw(alias)}.*, ${rank} AS "r" FROM ${quote(type.entity.table)} AS ${raw(alias)} WHERE ${joinAnd(conditions)} ORDER BY "r", ${key} LIMIT ${raw(String(limit))}`;
}

/** Behind the cursor's row, in the order of rank, type and key. */
function after(
  compilation: Compilation,
  rank: Sql,
  at: number,
  key: Sql,
  cursor: unknown,
  fingerprint: (variables: Variables) => string,
): Sql {
  const value = (nr: number): Sql =>
    bind(({ variables, cursors }: Bindings) => {
      const values = cursors.decode(fingerprint(variables), String(resolve(cursor, variables)));
      return nr === 2 ? String(values[nr]) : Number(values[nr]);
    });
  const { dialect } = compilation;
  const [r, t] = [dialect.integer(value(0)), dialect.integer(value(1))];
  const own = raw(String(at));
  return sql`(${rank} > ${r} OR (${rank} = ${r} AND (${own} > ${t} OR (${own} = ${t} AND ${key} > ${value(2)}))))`;
}

function edgeOf(
  compilation: Compilation,
  source: { readonly alias: string; readonly type: TypeModel },
  nodes: readonly FieldNode[],
  at: number,
  cursor: (values: readonly Sql[]) => Json,
  path: Path,
): Json {
  const edge = compilation.objectType('SearchEdge');
  return compilation.dialect.object(
    [...collect(compilation, edge, nodes)].map(([key, own]): Entry => {
      switch ((own[0] as FieldNode).name.value) {
        case 'cursor':
          return [key, cursor([sql`${raw(source.alias)}."r"`, raw(String(at)), columnSql(source.alias, source.type.entity.key)])];
        case 'node':
          return [key, objectOf(compilation, source, own, [...path, key])];
        default:
          return [key, compilation.dialect.constant(edge.name)];
      }
    }),
  );
}

const objectBy = (
  compilation: Compilation,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  values: Readonly<Record<string, () => Json>>,
): Json =>
  compilation.dialect.object(
    [...collect(compilation, type, nodes)].map(([key, own]): Entry => {
      const value = values[(own[0] as FieldNode).name.value];
      if (value === undefined) throw new Error(`${type.name} has no such field`);
      return [key, value()];
    }),
  );

/** Asked for by name, a type that is not allowed is refused; among all of them it is left out. What has no area is in none. */
function typesOf({ model, principal }: Compilation, args: Args): readonly SearchModel[] {
  const wanted = args['types'] as readonly string[] | null | undefined;
  return [...model.search.values()]
    .filter(({ type }) => (wanted === null || wanted === undefined ? principal.has(type.permission) : wanted.includes(type.name)))
    .filter(({ type }) => (args['area'] ?? null) === null || areaOf(type.entity) !== undefined);
}

function inArea(compilation: Compilation, { entity }: TypeModel, alias: string, area: unknown): readonly Sql[] {
  if (area === null || area === undefined) return [];
  // Which column is asked is known when the SQL is written: a zone is a row's second code.
  const zone = compilation.known(area, 'zone', (code) => isZoneCode(String(code)));
  const column = zone && entity.name !== 'Area' ? entity.zoneColumn : areaOf(entity);
  if (column === undefined) return zone ? [raw('1 = 0')] : [];
  const side = (name: 'from' | 'to'): Sql =>
    compilation.bind(area, (code) => (isAreaCode(String(code)) || isZoneCode(String(code)) ? subtree(String(code))[name] : '~'));
  const own = sql`${raw(alias)}.${quote(column)}`;
  return [sql`${own} >= ${side('from')} AND ${own} < ${side('to')}`];
}

/** The words of a search; all of them must be found. Errors: BAD_USER_INPUT for none, LIMIT_EXCEEDED for too many. */
function termsOf(text: unknown, path: Path): readonly string[] {
  const terms = [...new Set(folded(String(text)).split(/\s+/u))].filter((term) => term !== '');
  if (terms.length === 0) throw new FengsuiError('BAD_USER_INPUT', '请给出要查找的文字。', 'Give a text to search for.', path);
  if ([...String(text)].length > charactersAtMost || terms.length > termsAtMost)
    throw new FengsuiError(
      'LIMIT_EXCEEDED',
      `查找文字最多 ${charactersAtMost} 个字符、${termsAtMost} 个词；请缩短。`,
      `A search takes at most ${charactersAtMost} characters and ${termsAtMost} words; shorten it.`,
      path,
    );
  return terms;
}

/** What a cursor is tied to. */
function fingerprintOf(searched: readonly SearchModel[], args: Args): (variables: Variables) => string {
  const types = searched.map(({ type }) => type.name);
  return (variables) =>
    createHash('sha256')
      .update(JSON.stringify(['search', types, resolve(args['text'], variables), resolve(args['area'] ?? null, variables)]))
      .digest('base64url')
      .slice(0, 22);
}
