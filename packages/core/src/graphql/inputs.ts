import type { AnyInput } from '../contract/scalars.ts';
import type { EnumType } from '../contract/enum.ts';
import type { ArgConfig, Emission } from './builder.ts';

interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly default?: unknown;
  /** A scalar of ours by name, said with zod's `.meta({ graphql: 'GeoJSON' })`. */
  readonly graphql?: string;
}

/** The properties of a Standard Schema as arguments; nested objects become input types named after their place. */
export function argsOf(
  emission: Emission,
  enums: ReadonlyMap<string, EnumType>,
  name: string,
  input: AnyInput,
): Readonly<Record<string, ArgConfig>> {
  const schema = input['~standard'].jsonSchema.input({ target: 'draft-2020-12' }) as JsonSchema;
  if (schema.type !== 'object') throw new Error(`${name}: the input must be an object schema, not ${String(schema.type)}`);
  return properties(emission, enums, name, schema);
}

function properties(
  emission: Emission,
  enums: ReadonlyMap<string, EnumType>,
  name: string,
  schema: JsonSchema,
): Readonly<Record<string, ArgConfig>> {
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([property, own]): [string, ArgConfig] => {
      const { inner, nullable } = unwrap(own);
      const required = (schema.required ?? []).includes(property) && !nullable && inner.default === undefined;
      const type = typeName(emission, enums, `${name}${property.charAt(0).toUpperCase()}${property.slice(1)}`, property, inner);
      return [property, { type, required, description: own.description ?? inner.description, defaultValue: own.default ?? inner.default }];
    }),
  );
}

function unwrap(schema: JsonSchema): { readonly inner: JsonSchema; readonly nullable: boolean } {
  const options = schema.anyOf;
  // A nullable scalar comes as a list of types.
  if (Array.isArray(schema.type) && schema.type.length === 2 && schema.type.includes('null'))
    return { inner: { ...schema, type: schema.type.find((type) => type !== 'null') }, nullable: true };
  if (options === undefined) return { inner: schema, nullable: false };
  const rest = options.filter((option) => option.type !== 'null');
  if (rest.length !== 1 || rest.length === options.length)
    throw new Error('an input may be nullable, but no other union can be written in GraphQL');
  return { inner: rest[0] as JsonSchema, nullable: true };
}

function typeName(
  emission: Emission,
  enums: ReadonlyMap<string, EnumType>,
  name: string,
  property: string,
  schema: JsonSchema,
): string | readonly [string] {
  if (schema.graphql !== undefined) return schema.graphql;
  if (schema.enum !== undefined) return enumName(emission, enums, name, schema.enum as readonly string[]);
  switch (schema.type) {
    case 'integer':
      return 'Int';
    case 'number':
      return 'Float';
    case 'boolean':
      return 'Boolean';
    case 'array':
      return [typeName(emission, enums, name, property, schema.items ?? {}) as string];
    case 'object': {
      const input = `${name}Input`;
      if (!emission.has(input)) emission.input(input, schema.description ?? `${property}。`, properties(emission, enums, name, schema));
      return input;
    }
    case 'string':
      if (schema.format === 'date-time') return 'DateTime';
      if (schema.format === 'date') return 'Date';
      return /(^id|Id)s?$/.test(property) ? 'ID' : 'String';
    default:
      throw new Error(`${name}: an input of type ${String(schema.type)} cannot be written in GraphQL`);
  }
}

/** The declared enum with these values; otherwise one of its own, named after its place. */
export function enumName(emission: Emission, enums: ReadonlyMap<string, EnumType>, name: string, values: readonly string[]): string {
  const wanted = [...values].sort().join();
  const declared = [...enums.values()].find((each) => Object.keys(each.values).sort().join() === wanted);
  if (declared !== undefined) return declared.name;
  if (!emission.has(name)) emission.enum(name, `${name}。`, Object.fromEntries(values.map((value) => [value, { value }])));
  return name;
}
