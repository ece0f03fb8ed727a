import {
  getNamedType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLInterfaceType,
  type GraphQLNamedOutputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { areaCodes, pools, type Tables } from './rows.ts';

/** A choice of the generator: a number below `below`; small ones are the simple ones, so that shrinking simplifies. */
export type Draw = (below: number) => number;
export interface CursorUse {
  readonly variable: string;
  /** A page over the same filter and order, whose cursors are asked first. */
  readonly root: string;
  readonly where: string;
  readonly orderBy: string;
  readonly pick: number;
}
export interface Operation {
  readonly declarations: readonly string[];
  readonly variables: Readonly<Record<string, unknown>>;
  readonly body: string;
  readonly fragments: readonly string[];
  readonly cursors: readonly CursorUse[];
}
export const documentOf = (operation: Operation, body = operation.body, extra = ''): string => {
  const used = (declaration: string): boolean => new RegExp(`\\${declaration.split(':')[0]}\\b`).test(body + operation.fragments.join());
  const declared = operation.declarations.filter(used);
  return `query Generated${declared.length === 0 ? '' : `(${declared.join(', ')})`} { ${body}${extra} }\n${operation.fragments.join('\n')}`;
};

/** Whose fields are asked for: others have no rows here, and what they add must not change what is generated. */
const tried = new Set(['depot', 'area', 'enterprise']);
/** Fields that fail on purpose are tried elsewhere. */
const skipped = new Set(['fragile', 'probe', 'calculate', '__schema', '__type', 'mapLayers', 'mapFeatures', 'impact']);

/** Writes an operation over the schema: any selection, arguments as literals or variables, fragments, aliases, skip and include. */
export function writeOperation(schema: GraphQLSchema, tables: Tables, draw: Draw): Operation {
  const declarations: string[] = [];
  const variables: Record<string, unknown> = {};
  const fragments: string[] = [];
  const cursors: CursorUse[] = [];
  let names = 0;
  const chance = (of: number): boolean => draw(of) === of - 1;
  const pick = <T>(list: readonly T[]): T => list[draw(list.length)] as T;
  const ids = Object.entries(tables).flatMap(([name, rows]) =>
    rows.map((row) => `${name.toLowerCase()}_${String(row['id'] ?? row['code'])}`),
  );
  const idPool = [...ids.slice(0, 12), ...ids.filter((_id, at) => at % 7 === 0), 'depot_unknown', 'nothing', 'x_y_z', ''];
  const names_ = (tables['Depot'] ?? []).map((row) => String(row['name']));

  const variable = (type: string, value: unknown): string => {
    const name = `v${(names += 1)}`;
    declarations.push(`$${name}: ${type}`);
    variables[name] = value;
    return `$${name}`;
  };
  const scalar = (type: string, field: string): unknown => {
    switch (type) {
      case 'Int':
        return draw(5) - 1;
      case 'Float':
        return field === 'meters' ? 1_000 * (1 + draw(60)) : pick(pools.numbers);
      case 'Boolean':
        return draw(2) === 1;
      case 'Decimal':
        return pick([...pools.decimals, '1.5', '0', '-0.000', '3.250']);
      case 'DateTime':
        return pick([...pools.instants, '2026-03-02T00:00:00+08:00']);
      case 'Date':
        return pick(pools.days);
      case 'ID':
        return pick(idPool);
      case 'GeoJSON':
        return place(field);
      default:
        if (field === 'within') return pick([...areaCodes, 'area_4301', '999', 'x']);
        if (field === 'code') return pick(areaCodes);
        return pick(field === 'name' ? [...names_, ...pools.texts] : pools.texts);
    }
  };
  const place = (field: string): object => {
    if (field === 'point') return { type: 'Point', coordinates: [113 + draw(8) / 8, 28 + draw(8) / 8] };
    const [west, south] = [113 + draw(4) / 8, 28 + draw(4) / 8];
    const [east, north] = [west + (1 + draw(4)) / 8, south + (1 + draw(4)) / 8];
    const ring = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ];
    const middle = [
      [west, south],
      [east, south],
      [(west + east) / 2, north],
      [west, south],
    ];
    return pick([
      { type: 'Polygon', coordinates: [ring] },
      { type: 'Polygon', coordinates: [middle] },
      { type: 'MultiPolygon', coordinates: [[ring], [middle]] },
      {
        type: 'Polygon',
        coordinates: [
          [
            [113, 28],
            [114, 28],
            [114, 29],
            [113, 29],
            [113, 28],
          ],
          ring.toReversed(),
        ],
      },
    ]);
  };

  /** A value for an input type: its literal, and beside it the JSON that a variable would carry. */
  const value = (type: GraphQLInputType, field: string, depth: number): unknown => {
    if (isNonNullType(type)) return value(type.ofType, field, depth);
    if (isListType(type)) {
      if (field === 'bbox') return [113 + draw(4) / 8, 28 + draw(4) / 8, 113.5 + draw(4) / 8, 28.5 + draw(4) / 8];
      return Array.from({ length: draw(4) }, () => value(type.ofType, field, depth));
    }
    if (isEnumType(type)) return new EnumValue(pick(type.getValues()).name);
    if (!isInputObjectType(type)) return scalar(type.name, field);
    const fields = Object.values(type.getFields()).filter((each) => depth > 0 || !isInputObjectType(getNamedType(each.type)));
    const needed = fields.filter((each) => isNonNullType(each.type));
    const chosen = new Set([...needed, ...Array.from({ length: 1 + draw(2) }, () => pick(fields)).filter(Boolean)]);
    return Object.fromEntries(
      [...chosen].map((each) => [
        each.name,
        chance(40) && !isNonNullType(each.type) && !isOperators(type.name) ? null : value(each.type, each.name, depth - 1),
      ]),
    );
  };
  /** As a literal, with any part of it a variable at times. */
  const print = (type: GraphQLInputType, given: unknown): string =>
    chance(5) ? variable(String(type), json(given)) : written(isNonNullType(type) ? type.ofType : type, given);
  const written = (type: GraphQLInputType, given: unknown): string => {
    if (given === null) return 'null';
    if (given instanceof EnumValue) return given.name;
    if (isListType(type) && Array.isArray(given)) return `[${given.map((item) => print(type.ofType, item)).join(', ')}]`;
    if (isInputObjectType(type)) {
      const fields = type.getFields();
      return `{ ${Object.entries(given as object)
        .map(([name, item]) => `${name}: ${print((fields[name] as { type: GraphQLInputType }).type, item)}`)
        .join(', ')} }`;
    }
    return literal(given);
  };

  const pageArgs = (field: GraphQLField<unknown, unknown>, root: string): string => {
    const argType = (name: string): GraphQLInputType => field.args.find((arg) => arg.name === name)?.type as GraphQLInputType;
    const parts: string[] = [];
    const where = chance(2) ? print(argType('where'), value(argType('where'), 'where', 2)) : '';
    const orderBy = chance(2) ? print(argType('orderBy'), value(argType('orderBy'), 'orderBy', 1)) : '';
    if (where !== '') parts.push(`where: ${where}`);
    if (orderBy !== '') parts.push(`orderBy: ${orderBy}`);
    const size = draw(4);
    if (size === 1 || size === 2) parts.push(`first: ${print(argType('first'), 1 + draw(4))}`);
    if (size === 3) parts.push(`last: ${print(argType('last'), 1 + draw(4))}`);
    for (const end of ['after', 'before']) {
      if (!chance(4)) continue;
      const name = variable('String', null).slice(1);
      cursors.push({ variable: name, root, where, orderBy, pick: draw(30) });
      parts.push(`${end}: $${name}`);
    }
    return parts.length === 0 ? '' : `(${parts.join(', ')})`;
  };
  const searchArgs = (field: GraphQLField<unknown, unknown>): string => {
    const argType = (name: string): GraphQLInputType => field.args.find((arg) => arg.name === name)?.type as GraphQLInputType;
    const known = [...pick([...names_, ...pools.texts, '库 a', ...areaCodes])].slice(draw(3)).join('').trim();
    const parts = [`text: ${print(argType('text'), known === '' ? '长' : known)}`];
    if (chance(2)) parts.push(`types: ${print(argType('types'), value(argType('types'), 'types', 1))}`);
    if (chance(3)) parts.push(`area: ${print(argType('area'), pick([...areaCodes, 'x']))}`);
    if (chance(2)) parts.push(`first: ${print(argType('first'), 1 + draw(4))}`);
    return `(${parts.join(', ')})`;
  };
  const argsOf = (field: GraphQLField<unknown, unknown>): string => {
    if (field.name === 'search') return searchArgs(field);
    const connection = /^(\w+)Connection$/.exec(getNamedType(field.type).name)?.[1];
    if (connection !== undefined) return pageArgs(field, rootOf(schema, connection));
    const parts = field.args.flatMap((arg) => {
      if (!isNonNullType(arg.type) && !chance(2)) return [];
      const made = field.name === 'doubled' ? 1 + draw(9) : value(arg.type, arg.name, 2);
      return [`${arg.name}: ${print(arg.type, made)}`];
    });
    return parts.length === 0 ? '' : `(${parts.join(', ')})`;
  };
  const directive = (): string => {
    if (!chance(12)) return '';
    const condition = draw(2) === 1;
    return ` @${pick(['include', 'skip'])}(if: ${chance(2) ? variable('Boolean!', condition) : String(condition)})`;
  };

  const fieldText = (field: GraphQLField<unknown, unknown>, depth: number): string => {
    const type = getNamedType(field.type);
    const args = argsOf(field);
    const alias =
      args !== '' || chance(8)
        ? `a${(names += 1)}${chance(6) ? '_with_a_name_that_is_longer_than_sixty_three_bytes_and_goes_on_and_on' : ''}: `
        : '';
    const one = (): string => `${alias}${field.name}${args}${directive()}${isLeafType(type) ? '' : selection(type, depth - 1)}`;
    // The same field twice: both selections are merged.
    return chance(10) ? `${one()} ${one()}` : one();
  };
  const selection = (type: GraphQLNamedOutputType, depth: number): string => {
    if (isInterfaceType(type)) {
      const kinds = schema.getPossibleTypes(type);
      const others = [...new Set(kinds.flatMap((kind) => kind.getInterfaces()))].filter((each) => each.name !== 'Node');
      const shared = (): string => spread(chance(3) && others.length > 0 ? pick(others) : pick(kinds), depth);
      return ` { __typename id ${Array.from({ length: draw(3) }, shared).join(' ')} }`;
    }
    if (!isObjectType(type)) return '';
    return ` { ${parts(type, depth)} }`;
  };
  const parts = (type: GraphQLObjectType | GraphQLInterfaceType, depth: number): string => {
    const all = Object.values(type.getFields()).filter(
      ({ name, extensions }) =>
        !skipped.has(name) &&
        (type.name !== 'Query' || extensions['fengsui'] !== undefined) &&
        (extensions['plugin'] === undefined || tried.has(String(extensions['plugin']))),
    );
    const candidates = depth > 0 ? all : all.filter((each) => isLeafType(getNamedType(each.type)));
    if (candidates.length === 0) return '__typename';
    const most = type.name === 'Query' ? 3 : 5;
    return Array.from({ length: 1 + draw(most) }, () => {
      if (chance(14)) return '__typename';
      if (chance(14) && type.name !== 'Query') return spread(other(type), depth);
      return fieldText(pick(candidates), depth);
    })
      .filter(Boolean)
      .join(' ');
  };
  /** The type itself, or an interface that it implements. */
  const other = (type: GraphQLObjectType | GraphQLInterfaceType): GraphQLObjectType | GraphQLInterfaceType => {
    const all = type.getInterfaces().filter((each) => each.name !== 'Node');
    return all.length > 0 && chance(2) ? pick(all) : type;
  };
  const spread = (type: GraphQLObjectType | GraphQLInterfaceType, depth: number): string => {
    if (chance(2)) return `... on ${type.name}${directive()} { ${parts(type, depth)} }`;
    const name = `F${(names += 1)}`;
    fragments.push(`fragment ${name} on ${type.name} { ${parts(type, depth)} }`);
    return `...${name}${directive()}`;
  };
  const query = schema.getQueryType() as GraphQLObjectType;
  const body = parts(query, 5);
  return { declarations, variables, body, fragments, cursors };
}

/** A comparison with null is refused; elsewhere null is the same as leaving it out. */
const isOperators = (type: string): boolean => type.endsWith('Filter') && !type.startsWith('Place');

class EnumValue {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}
const json = (value: unknown): unknown => {
  if (value instanceof EnumValue) return value.name;
  if (Array.isArray(value)) return value.map(json);
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, json(item)]));
  return value;
};
const literal = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (value !== null && typeof value === 'object')
    return `{ ${Object.entries(value)
      .map(([name, item]) => `${name}: ${literal(item)}`)
      .join(', ')} }`;
  return JSON.stringify(value);
};
const rootOf = (schema: GraphQLSchema, typeName: string): string =>
  Object.values((schema.getQueryType() as GraphQLObjectType).getFields()).find(
    (field) => getNamedType(field.type).name === `${typeName}Connection`,
  )?.name as string;
