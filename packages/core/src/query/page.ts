import { hash } from 'node:crypto';
import type { FieldNode } from 'graphql';
import { FengsuiError } from '../contract/errors.ts';
import type { TypeModel } from '../contract/model.ts';
import { join, quote, raw, sql, type Sql } from '../contract/sql.ts';
import { collect } from './collect.ts';
import type { Compilation } from './compile.ts';
import type { Entry, Json } from './dialect/dialect.ts';
import { beyond, cursorValues, orderKeys, orderSql, type OrderKey } from './order.ts';
import { visible } from './scope.ts';
import { hasSlot, resolve, type Variables } from './slots.ts';
import { columnSql, joinAnd, type Path, type RenderObject } from './source.ts';
import { whereOf } from './where.ts';

type Args = Readonly<Record<string, unknown>>;
export const defaultPage = 20;
export const largestPage = 100;

/** A connection: a keyset page in either direction, with only as much work as was selected. */
export function pageOf(
  compilation: Compilation,
  type: TypeModel,
  nodes: readonly FieldNode[],
  args: Args,
  link: ((alias: string) => Sql) | undefined,
  path: Path,
  render: RenderObject,
): Json {
  compilation.need(type.permission, path);
  const { dialect } = compilation;
  const source = { alias: compilation.alias(), type };
  const page = sizeOf(compilation, args, path);
  const keys = orderKeys(compilation, type, args['orderBy'], path);
  const named = keys.map(({ column, descending }) => `${column.property}${descending ? ' DESC' : ''}`).join(', ');
  compilation.step(path, `page of ${type.name}, ${page.last ? 'last' : 'first'} ${page.size} by ${named}${filtersOf(args['where'])}`);
  const fingerprint = fingerprintOf(type, keys, args);
  const filter = [
    ...(link === undefined ? [] : [link(source.alias)]),
    ...whereOf(compilation, source, args['where'], path),
    ...visible(compilation, source),
  ];
  const bounds = (['after', 'before'] as const).flatMap((name) =>
    args[name] === null || args[name] === undefined
      ? []
      : [beyond(compilation, keys, source.alias, args[name], fingerprint, name === 'after')],
  );
  const from = sql`FROM ${quote(type.entity.table)} AS ${raw(source.alias)}`;
  const where = (conditions: readonly Sql[]): Sql => (conditions.length === 0 ? raw('') : sql` WHERE ${joinAnd(conditions)}`);
  const order = orderSql(compilation, keys, source.alias, page.last);
  const numbered = page.last ? sql`, row_number() OVER (ORDER BY ${order}) AS "n"` : raw('');
  const rows =
    (extra: number) =>
    (selected: Sql): Sql =>
      sql`SELECT ${selected}${numbered} ${from}${where([...filter, ...bounds])} ORDER BY ${order} LIMIT ${raw(String(page.size + extra))}`;
  const cursor = (): Json => dialect.hole('cursor', [raw(String(compilation.page(fingerprint))), ...cursorValues(keys, source.alias)]);
  const more = (): Json =>
    dialect.isTrue(
      sql`EXISTS (SELECT 1 ${from}${where([...filter, ...bounds])} ORDER BY ${order} LIMIT 1 OFFSET ${raw(String(page.size))})`,
    );
  /** The cursor of the first or last row of the page, in the direction of the API. */
  const edgeCursor = (atEnd: boolean): Json => {
    const offset = atEnd === page.last ? sql`LIMIT 1` : undefined;
    if (offset !== undefined) return dialect.one(cursor(), sql`${from}${where([...filter, ...bounds])} ORDER BY ${order} ${offset}`);
    const within = orderSql(compilation, keys, source.alias, !page.last);
    // Only the keys are carried along: whole rows would be copied to keep one of them.
    const columns = join(
      [...new Set(keys.map(({ column }) => column))].map((column) => columnSql(source.alias, column)),
      ', ',
    );
    const inner = sql`SELECT ${columns} ${from}${where([...filter, ...bounds])} ORDER BY ${order} LIMIT ${raw(String(page.size))}`;
    // The outermost select writes the cursor, so that it is written once and not for every row that is sorted.
    const edge = sql`SELECT * FROM (${inner}) AS ${raw(source.alias)} ORDER BY ${within} LIMIT 1`;
    return dialect.one(cursor(), sql`FROM (${edge}) AS ${raw(source.alias)}`);
  };

  const connection = compilation.objectType(`${type.name}Connection`);
  const entries: Entry[] = [];
  for (const [key, own] of collect(compilation, connection, nodes)) {
    const here = [...path, key];
    switch ((own[0] as FieldNode).name.value) {
      case '__typename':
        entries.push([key, dialect.constant(connection.name)]);
        break;
      case 'totalCount':
        // As many rows as there are; behind a relation they are few.
        if (link === undefined) compilation.heavy = true;
        entries.push([key, dialect.number(sql`(SELECT count(*) ${from}${where(filter)})`)]);
        break;
      case 'nodes':
        entries.push([
          key,
          dialect.many(
            compilation.repeated(page.size, () => render(compilation, source, own, here)),
            rows(0),
            page.last,
          ),
        ]);
        break;
      case 'edges':
        entries.push([
          key,
          dialect.many(
            compilation.repeated(page.size, () => edgeOf(compilation, own, source, cursor, here, render)),
            rows(0),
            page.last,
          ),
        ]);
        break;
      case 'pageInfo':
        entries.push([key, pageInfoOf(compilation, own, { page, bounds, more, edgeCursor, args })]);
        break;
      default:
        break;
    }
  }
  return dialect.object(entries);
}

function edgeOf(
  compilation: Compilation,
  nodes: readonly FieldNode[],
  source: { readonly alias: string; readonly type: TypeModel },
  cursor: () => Json,
  path: Path,
  render: RenderObject,
): Json {
  const edge = compilation.objectType(`${source.type.name}Edge`);
  const entries: Entry[] = [];
  for (const [key, own] of collect(compilation, edge, nodes)) {
    const { value } = (own[0] as FieldNode).name;
    if (value === '__typename') entries.push([key, compilation.dialect.constant(edge.name)]);
    else entries.push([key, value === 'cursor' ? cursor() : render(compilation, source, own, [...path, key])]);
  }
  return compilation.dialect.object(entries);
}

interface Info {
  readonly page: PageSize;
  readonly more: () => Json;
  readonly edgeCursor: (atEnd: boolean) => Json;
  readonly args: Args;
  readonly bounds: readonly Sql[];
}
function pageInfoOf(compilation: Compilation, nodes: readonly FieldNode[], { page, more, edgeCursor, args }: Info): Json {
  const { dialect } = compilation;
  const given = (name: string): Json => dialect.isTrue(raw(args[name] === null || args[name] === undefined ? '1 = 0' : '1 = 1'));
  const entries = [...collect(compilation, compilation.objectType('PageInfo'), nodes)].map(([key, own]): Entry => {
    switch ((own[0] as FieldNode).name.value) {
      // In the direction of paging it is looked up; against it, having come from a cursor means that there is more.
      case 'hasNextPage':
        return [key, page.last ? given('before') : more()];
      case 'hasPreviousPage':
        return [key, page.last ? more() : given('after')];
      case 'startCursor':
        return [key, edgeCursor(false)];
      case 'endCursor':
        return [key, edgeCursor(true)];
      default:
        return [key, dialect.constant('PageInfo')];
    }
  });
  return dialect.object(entries);
}

interface PageSize {
  readonly size: number;
  readonly last: boolean;
}
/** Page sizes are written into the SQL: as a parameter they cost twice the time on SQLite. */
export function sizeOf(compilation: Compilation, args: Args, path: Path): PageSize {
  const read = (name: 'first' | 'last'): number | undefined =>
    compilation.known(args[name], `${path.join('.')}.${name}`, (value) =>
      value === null || value === undefined ? undefined : Number(value),
    );
  const [first, last] = [read('first'), read('last')];
  if (first !== undefined && last !== undefined)
    throw new FengsuiError('BAD_USER_INPUT', 'first 与 last 不能同时给出；请只用一个。', 'Give first or last, not both.', path);
  const size = last ?? first ?? defaultPage;
  if (!Number.isInteger(size) || size < 1 || size > largestPage) {
    throw new FengsuiError(
      'LIMIT_EXCEEDED',
      size < 1
        ? `每页应为 1 至 ${largestPage} 条，实为 ${size}；请至少取 1 条，只要总数则不取 nodes。`
        : `每页应为 1 至 ${largestPage} 条，实为 ${size}；请减小并用游标翻页。`,
      size < 1
        ? `A page holds 1 to ${largestPage} rows, not ${size}; ask for one or more, or for totalCount alone.`
        : `A page holds 1 to ${largestPage} rows, not ${size}; ask for less and go on with the cursor.`,
      path,
    );
  }
  return { size, last: last !== undefined };
}

/** The names of what a filter looks at; its values are the request's. */
const filtersOf = (where: unknown): string => {
  const names = Object.keys(where ?? {});
  return names.length === 0 ? '' : `, where ${names.join(', ')}`;
};

/** What a cursor is tied to: the type, its filter and its order. */
function fingerprintOf(type: TypeModel, keys: readonly OrderKey[], args: Args): (variables: Variables) => string {
  const order = keys.map(({ column, descending }) => `${column.property}${descending ? '-' : '+'}`).join();
  const digest = (where: unknown): string => hash('sha256', JSON.stringify([type.name, order, where ?? null]), 'base64url').slice(0, 22);
  if (hasSlot(args['where'])) return (variables) => digest(resolve(args['where'], variables));
  const fixed = digest(args['where']);
  return () => fixed;
}
