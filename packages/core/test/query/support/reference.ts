import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { convertCoordinates } from '../../../src/rules/index.ts';
import type { Principal } from '../../../src/access/principal.ts';
import { columnOf, entityOf, typeOf, type TypeModel } from '../../../src/contract/model.ts';
import { assemble } from '../../../src/engine/create-engine.ts';
import type { ReadContext } from '../../../src/contract/types.ts';
import type { Plugin } from '../../../src/contract/plugin.ts';
import type { Planned } from '../../../src/query/source.ts';
import { checkedArgs } from './reference-args.ts';
import { searched } from './reference-search.ts';
import { groupsOf, sumOf } from './reference-aggregate.ts';
import { compareValues, matches, rowByKey, visibleRows, type World } from './reference-filter.ts';
import type { Row, Tables } from './rows.ts';

type Args = Readonly<Record<string, unknown>>;
interface Context {
  readonly principal: Principal;
}
/** An object of the reference: the row, and what tells its type. */
interface Source {
  readonly $type: string;
  readonly row: Row;
}
/** What an author's SQL expression means, said once more in JavaScript. */
export type Twins = Readonly<Record<string, (row: Row) => unknown>>;

/**
 * The reference: the same schema, answered by plain resolvers over rows in memory.
 * It shares the declarations with the compiler, and no way of reading them.
 */
export function referenceSchema(plugins: readonly Plugin[], tables: Tables, twins: Twins): GraphQLSchema {
  const { model, schema } = assemble(plugins);
  const world: World = { model, tables };
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const planned = field.extensions['fengsui'] as Planned | undefined;
      const resolver = planned === undefined ? undefined : resolverOf(world, twins, type.name, field.name, planned);
      if (resolver !== undefined) field.resolve = resolver as GraphQLFieldResolver<unknown, unknown>;
      else if (model.objects.has(type.name)) {
        // A row inside a plain object is given by its key.
        const given = model.objects.get(type.name)?.fields[field.name]?.type as { readonly name?: string } | undefined;
        const target = model.types.get(given?.name ?? '');
        if (target !== undefined)
          field.resolve = ((source: Readonly<Record<string, { readonly key: string } | null>>, _args: unknown, { principal }: Context) =>
            objectOf(target, rowByKey(world, principal, target, source[field.name]?.key))) as never;
      }
      // Connections, edges, groups and their parts are plain objects by field name.
      if (resolver === undefined && /(Connection|Edge|Aggregate|GroupKey|Sum|Avg|Min|Max)$|^PageInfo$/.test(type.name))
        field.resolve = (source: Args) => source[field.name] ?? null;
    }
  }
  return schema;
}

type Resolver = (source: Source, args: Args, context: Context) => unknown;
const objectOf = (type: TypeModel, row: Row | null): Source | null => (row === null ? null : { $type: type.name, row });

function resolverOf(world: World, twins: Twins, typeName: string, name: string, planned: Planned): Resolver | undefined {
  const { model } = world;
  const byId = (id: unknown, principal: Principal, only?: TypeModel): Source | null => {
    const at = String(id).lastIndexOf('_');
    const type = [...model.types.values()].find((each) => each.type.prefix === String(id).slice(0, Math.max(at, 0)));
    if (type === undefined || (only !== undefined && only !== type) || !principal.has(type.permission)) return null;
    return objectOf(type, rowByKey(world, principal, type, String(id).slice(at + 1)));
  };
  switch (planned.kind) {
    case 'one':
      return (_source, args, { principal }) => byId(args['id'], principal, model.types.get(planned.type));
    case 'node':
      return (_source, args, { principal }) => byId(args['id'], principal);
    case 'nodes':
      return (_source, args, { principal }) => (args['ids'] as readonly unknown[]).map((id) => byId(id, principal));
    case 'natural': {
      const type = model.types.get(planned.type) as TypeModel;
      return (_source, args, { principal }) =>
        objectOf(type, visibleRows(world, principal, type).find((row) => row[planned.property] === args[planned.property]) ?? null);
    }
    case 'page': {
      const type = model.types.get(planned.type) as TypeModel;
      return (_source, args, { principal }) => pageOf(world, principal, type, visibleRows(world, principal, type), args);
    }
    case 'aggregate': {
      const type = model.types.get(planned.type) as TypeModel;
      return (_source, args, { principal }) => groupsOf(world, principal, type, args, (target, row) => objectOf(target, row));
    }
    case 'search':
      return (_source, args, { principal }) => searched(world, principal, args, (type, row) => objectOf(type, row));
    case 'id':
      return ({ $type, row }) => {
        const type = model.types.get($type) as TypeModel;
        return `${type.type.prefix}_${String(row[type.entity.key.property])}`;
      };
    case 'location':
      return ({ row }, args) =>
        row['lon'] === null || row['lat'] === null
          ? null
          : {
              type: 'Point',
              coordinates: convertCoordinates([Number(row['lon']), Number(row['lat'])], 'CGCS2000', (args['crs'] ?? 'CGCS2000') as never),
            };
    case 'base':
      return ({ row }) => row[planned.property];
    case 'field':
      return fieldResolver(world, twins, typeName, name, planned);
    default:
      return undefined;
  }
}

function fieldResolver(world: World, twins: Twins, typeName: string, name: string, planned: Planned & { kind: 'field' }): Resolver {
  const { model } = world;
  const own = model.types.get(typeName) as TypeModel;
  const { field } = planned.field;
  switch (field.kind) {
    case 'column':
      return ({ row }) => row[field.property];
    case 'relation':
    case 'link': {
      const target =
        field.kind === 'link'
          ? (model.types.get(field.target.name) as TypeModel)
          : typeOf(model, columnOf(own.entity, field.property).target as string);
      return ({ row }, _args, { principal }) => objectOf(target, rowByKey(world, principal, target, row[field.property]));
    }
    case 'inverse': {
      const target = typeOf(model, field.entity.name);
      return ({ row }, args, { principal }) =>
        pageOf(world, principal, target, pointing(world, principal, target, field.property, own, row), args);
    }
    case 'aggregate': {
      const target = typeOf(model, field.entity.name);
      return ({ row }, _args, { principal }) => {
        const rows = pointing(world, principal, target, field.property, own, row);
        if (field.fn === 'count') return rows.length;
        const column = columnOf(entityOf(model, field.entity.name), field.column as string);
        return (
          sumOf(
            column,
            rows.map((each) => each[column.property]).filter((value) => value !== null),
          ) ?? sumOf(column, [0])
        );
      };
    }
    case 'sql': {
      const twin = twins[`${typeName}.${name}`];
      if (twin === undefined) throw new Error(`No twin of ${typeName}.${name}`);
      return ({ row }) => twin(row);
    }
    case 'custom':
      return async ({ row }, args, { principal }) => {
        const needs = Object.fromEntries(field.needs.map((need) => [need, neededOf(world, principal, own, row, need)]));
        const [value] = await field.load([needs], contextOf(world, principal), await checkedArgs(field.args, args));
        if (value instanceof Error) throw value;
        const type = (Array.isArray(field.type) ? field.type[0] : field.type) as { readonly part?: string; readonly name: string };
        if (type.part !== 'entity' || value === null) return value;
        const target = model.types.get(type.name) as TypeModel;
        const one = (each: unknown): unknown =>
          objectOf(target, rowByKey(world, principal, target, (each as { readonly key: string }).key));
        return Array.isArray(value) ? value.map(one).filter((each) => each !== null) : one(value);
      };
  }
}
/** A column of the row, or of the one behind a relation, as far as it is visible. */
function neededOf(world: World, principal: Principal, { entity }: TypeModel, row: Row, need: string): unknown {
  const [first = '', rest] = need.split('.');
  if (rest === undefined) return row[first];
  const target = typeOf(world.model, columnOf(entity, first).target as string);
  return rowByKey(world, principal, target, row[first])?.[rest] ?? null;
}
/** What a function of a plugin may use, over rows in memory. */
const contextOf = (world: World, principal: Principal): ReadContext => ({
  now: () => new Date(),
  principal: { id: principal.id },
  rowsOf: async (type, property, value) => {
    const target = world.model.types.get(type.name) as TypeModel;
    return visibleRows(world, principal, target).filter((row) => row[property] === value) as never;
  },
});
const pointing = (world: World, principal: Principal, target: TypeModel, property: string, own: TypeModel, row: Row): readonly Row[] =>
  visibleRows(world, principal, target).filter((each) => each[property] === row[own.entity.key.property]);

/** A page by sorting everything and cutting; a cursor names its row. */
function pageOf(world: World, principal: Principal, type: TypeModel, all: readonly Row[], args: Args): object {
  const key = type.entity.key.property;
  const keys = ((args['orderBy'] ?? []) as readonly Args[]).flatMap((item) =>
    Object.entries(item)
      .filter(([, direction]) => direction !== null && direction !== undefined)
      .map(([property, direction]) => ({ property, down: direction === 'DESC' })),
  );
  const order = [...keys, { property: key, down: keys.at(-1)?.down ?? false }];
  const compare = (a: Row, b: Row): number => {
    for (const { property, down } of order) {
      const [left, right] = [a[property], b[property]];
      const ascending =
        left === null || right === null
          ? Number(left === null) - Number(right === null)
          : compareValues(columnOf(type.entity, property), left, right);
      if (ascending !== 0) return down ? -ascending : ascending;
    }
    return 0;
  };
  const rows = all.filter((row) => matches(world, principal, type, row, args['where'])).sort(compare);
  const at = (name: string): Row | undefined =>
    typeof args[name] === 'string'
      ? all.concat(world.tables[type.entity.name] ?? []).find((row) => args[name] === `c:${String(row[key])}`)
      : undefined;
  const [after, before] = [at('after'), at('before')];
  const within = rows.filter(
    (row) => (after === undefined || compare(row, after) > 0) && (before === undefined || compare(row, before) < 0),
  );
  const last = typeof args['last'] === 'number';
  const size = Number(args['last'] ?? args['first'] ?? 20);
  const page = last ? within.slice(-size) : within.slice(0, size);
  const edges = page.map((row) => ({ node: objectOf(type, row), cursor: `c:${String(row[key])}` }));
  const more = within.length > size;
  return {
    totalCount: rows.length,
    nodes: edges.map(({ node }) => node),
    edges,
    pageInfo: {
      hasNextPage: last ? before !== undefined : more,
      hasPreviousPage: last ? more : after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
