import {
  getNamedType,
  type GraphQLField,
  type GraphQLInputType,
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

/** A choice below a number. */
export type Draw = (below: number) => number;

/** Values as JSON text: some of them no JavaScript value could be written as. */
const texts = [
  '"甲"',
  '"😀👩‍👩‍👧"',
  '"\\u0000"',
  '"a\\u0000b"',
  '"\\ud800"',
  '"\\udfff\\ud800"',
  '""',
  '"%_\' OR 1=1 --"',
  '"\\u2028"',
  '"__proto__"',
  '"area_430102"',
  '"430102"',
  `"${'长'.repeat(3_000)}"`,
];
const numbers = [
  '0',
  '-0',
  '-0.0',
  '1',
  '-1',
  '1e400',
  '-1e400',
  '5e-324',
  '1e21',
  '2147483648',
  '9007199254740993',
  '0.1',
  '101',
  '-2147483649',
];
const moments = [
  '"2026-03-01T00:00:00Z"',
  '"10000-01-01T00:00:00Z"',
  '"0000-01-01T00:00:00Z"',
  '"2026-02-30T00:00:00Z"',
  '"9999-12-31T23:59:59.999Z"',
  '"+010000-01-01T00:00:00Z"',
  '"2026-03-01"',
  '"10000-01-01"',
];
const odd = [
  'null',
  'true',
  '[]',
  '{}',
  '[[[]]]',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"toString":1}',
];
const places = [
  '{"type":"Point","coordinates":[113,28]}',
  '{"type":"Point","coordinates":[1200,1e400]}',
  '{"type":"Polygon","coordinates":[[[113,28],[114,28],[114,29],[113,28]]]}',
  '{"type":"Polygon","coordinates":[]}',
  '{"type":"MultiPolygon","coordinates":[[[[0,0],[0,0],[0,0],[0,0]]]]}',
  '{"type":"Polygon","coordinates":{"__proto__":1}}',
];

/** Bodies of requests over the schema: an operation of any roots and arguments, so many times, each value good, odd or impossible. */
export function hostileBodies(schema: GraphQLSchema, draw: Draw, count: number): readonly string[] {
  const pick = <T>(list: readonly T[]): T => list[draw(list.length)] as T;
  const chance = (of: number): boolean => draw(of) === 0;
  const declarations: string[] = [];
  const types: GraphQLInputType[] = [];

  const valueOf = (type: GraphQLInputType, depth: number): string => {
    if (isNonNullType(type)) return valueOf(type.ofType, depth);
    if (chance(12)) return pick(odd);
    if (isListType(type)) return `[${Array.from({ length: draw(4) }, () => valueOf(type.ofType, depth)).join(',')}]`;
    if (isEnumType(type)) return chance(8) ? '"NO_SUCH_VALUE"' : JSON.stringify(pick(type.getValues()).name);
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter((each) => isNonNullType(each.type) || chance(4));
      const entries = (depth > 0 ? fields : fields.filter((each) => isNonNullType(each.type))).map(
        (each) => `${JSON.stringify(each.name)}:${valueOf(each.type, depth - 1)}`,
      );
      if (chance(25)) entries.push('"__proto__":{"polluted":true}');
      if (chance(25)) entries.push('"noSuchField":1');
      return `{${entries.join(',')}}`;
    }
    switch (type.name) {
      case 'Int':
      case 'Float':
        return chance(3) ? pick(numbers) : String(draw(50));
      case 'Boolean':
        return chance(8) ? pick(texts) : String(chance(2));
      case 'Decimal':
        return pick([...numbers.map((each) => `"${each}"`), '"12.50"', '"1e3"', '"NaN"']);
      case 'DateTime':
      case 'Date':
        return pick(moments);
      case 'GeoJSON':
        return pick(places);
      case 'JSON':
        return pick([...odd, ...places]);
      default:
        return pick(texts);
    }
  };
  const selection = (type: unknown, depth: number): string => {
    if (isInterfaceType(type)) return ' { __typename }';
    if (!isObjectType(type)) return '';
    const all = Object.values(type.getFields()).filter(
      (each) => !each.args.some((arg) => isNonNullType(arg.type)) && (depth > 0 || isLeafType(getNamedType(each.type))),
    );
    const chosen = Array.from({ length: 1 + draw(4) }, () => pick(all)).filter(Boolean);
    return ` { __typename ${chosen.map((each, at) => `a${depth}${at}: ${each.name}${selection(getNamedType(each.type), depth - 1)}`).join(' ')} }`;
  };
  const rootText = (field: GraphQLField<unknown, unknown>, at: number): string => {
    const given = field.args.filter((arg) => isNonNullType(arg.type) || chance(2));
    const args = given.map((arg) => {
      const name = `v${declarations.length}`;
      declarations.push(`$${name}: ${String(arg.type)}`);
      types.push(arg.type);
      return `${arg.name}: $${name}`;
    });
    return `r${at}: ${field.name}${args.length === 0 ? '' : `(${args.join(', ')})`}${selection(getNamedType(field.type), 3)}`;
  };
  const writes = chance(3);
  const root = (writes ? schema.getMutationType() : schema.getQueryType()) as GraphQLObjectType;
  const roots = Object.values(root.getFields());
  const body = Array.from({ length: 1 + draw(writes ? 1 : 3) }, (_none, at) => rootText(pick(roots), at)).join(' ');
  const declared = declarations.length === 0 ? '' : `(${declarations.join(', ')})`;
  const query = `${writes ? 'mutation' : 'query'} Hostile${declared} { ${body} }`;
  return Array.from({ length: count }, () => {
    const variables = types.map((type, at) => `"v${at}":${valueOf(type, 3)}`);
    if (chance(20)) variables.push('"__proto__":{"polluted":true}');
    return `{"query":${JSON.stringify(query)},"variables":{${variables.join(',')}}}`;
  });
}
