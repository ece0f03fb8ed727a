import type { EventMember } from '../contract/model.ts';
import type { AnyInput } from '../contract/scalars.ts';

interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  /** A scalar of ours by name, said with zod's `.meta({ graphql: 'Decimal' })`. */
  readonly graphql?: string;
}

/** What an event's payload consists of, by its JSON Schema. Throws what is wrong with it, as the end of a sentence. */
export function payloadMembers(schema: AnyInput): readonly EventMember[] {
  const read = schema['~standard'].jsonSchema.output({ target: 'draft-2020-12' }) as JsonSchema;
  if (read.type !== 'object' || read.properties === undefined) throw new Error('it must be an object schema, such as z.object({})');
  return membersOf(read);
}

const membersOf = ({ properties = {}, required = [] }: JsonSchema): readonly EventMember[] =>
  Object.entries(properties).map(([name, schema]) => memberOf(name, schema, !required.includes(name)));

function memberOf(name: string, given: JsonSchema, optional: boolean): EventMember {
  const { inner, nullable } = unwrapped(name, given);
  const list = inner.graphql === undefined && inner.type === 'array';
  const value = list ? unwrapped(name, inner.items ?? {}) : { inner, nullable: false };
  if (list && (value.nullable || value.inner.type === 'array')) throw new Error(`${name} must be a list of plain values that are there`);
  return {
    name,
    description: given.description ?? inner.description ?? '',
    nullable: optional || nullable,
    list,
    ...typeOf(name, value.inner),
  };
}

function typeOf(
  name: string,
  { graphql, enum: values, type, format, ...object }: JsonSchema,
): Pick<EventMember, 'type' | 'values' | 'members'> {
  if (graphql !== undefined) return { type: graphql };
  if (values !== undefined) return { type: 'enum', values: values.map(String) };
  switch (type) {
    case 'integer':
      return { type: 'Int' };
    case 'number':
      return { type: 'Float' };
    case 'boolean':
      return { type: 'Boolean' };
    case 'string':
      if (format === 'date-time') return { type: 'DateTime' };
      if (format === 'date') return { type: 'Date' };
      return { type: /(^id|Id)s?$/.test(name) ? 'ID' : 'String' };
    case 'object':
      return object.properties === undefined ? { type: 'JSON' } : { type: 'object', members: membersOf(object) };
    case undefined:
      return { type: 'JSON' };
    default:
      throw new Error(`${name} is a ${String(type)}, which no field of the API can give`);
  }
}

/** A value that may be null comes as a list of types or of schemas. */
function unwrapped(name: string, schema: JsonSchema): { readonly inner: JsonSchema; readonly nullable: boolean } {
  if (Array.isArray(schema.type) && schema.type.length === 2 && schema.type.includes('null'))
    return { inner: { ...schema, type: schema.type.find((type) => type !== 'null') }, nullable: true };
  if (schema.anyOf === undefined) return { inner: schema, nullable: false };
  const rest = schema.anyOf.filter(({ type }) => type !== 'null');
  const [inner] = rest;
  if (inner === undefined || rest.length > 1 || rest.length === schema.anyOf.length)
    throw new Error(`${name} may be one of several types; it may be null, but no other union can be given`);
  return { inner, nullable: true };
}
