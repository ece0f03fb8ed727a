import { type GraphQLInputObjectType, type GraphQLInputType, isInputObjectType, isLeafType, isListType, isNonNullType } from 'graphql';

/** What a reader gives for a value that only graphql-js can judge: a list of one without its brackets, or one that is wrong. */
export const unread: unique symbol = Symbol('unread');
/** A value as its type has it, by the rules of GraphQL 3.10 and 3.11; or `unread`. */
export type ReadValue = (value: unknown) => unknown;

const known = new WeakMap<GraphQLInputType, ReadValue>();
/** The reader of a type, made once: graphql-js asks of each value anew what its type is, which is half of what reading a command's input costs. */
export function readerOf(type: GraphQLInputType): ReadValue {
  const made = known.get(type) ?? makeReader(type);
  known.set(type, made);
  return made;
}

function makeReader(type: GraphQLInputType): ReadValue {
  if (isNonNullType(type)) {
    const read = readerOf(type.ofType);
    return (value) => (value === null || value === undefined ? unread : read(value));
  }
  const read = isListType(type) ? listReader(readerOf(type.ofType)) : isInputObjectType(type) ? objectReader(type) : leafReader(type);
  return (value) => (value === null || value === undefined ? value : read(value));
}

function leafReader(type: GraphQLInputType): ReadValue {
  if (!isLeafType(type)) return () => unread;
  return (value) => {
    try {
      // What graphql-js calls as well.
      const read = type.parseValue(value) as unknown;
      return read === undefined ? unread : read;
    } catch {
      return unread;
    }
  };
}

const listReader =
  (read: ReadValue): ReadValue =>
  (value) => {
    if (!Array.isArray(value)) return unread;
    const items = value.map((item: unknown) => read(item ?? null));
    return items.includes(unread) ? unread : items;
  };

interface Field {
  readonly name: string;
  readonly required: boolean;
  readonly otherwise: unknown;
  readonly read: ReadValue;
}
function objectReader(type: GraphQLInputObjectType): ReadValue {
  // One of several, exactly: there is more to judge than each field by itself.
  if (type.isOneOf) return () => unread;
  let fields: readonly Field[] | undefined;
  // Made when it is first needed: a filter holds itself.
  const own = (): readonly Field[] =>
    (fields ??= Object.values(type.getFields()).map(({ name, type: of, defaultValue }) => ({
      name,
      required: isNonNullType(of),
      otherwise: defaultValue,
      read: readerOf(of),
    })));
  const names = (): ReadonlySet<string> => (fieldNames ??= new Set(own().map(({ name }) => name)));
  let fieldNames: ReadonlySet<string> | undefined;
  return (value) => {
    if (typeof value !== 'object' || Array.isArray(value)) return unread;
    // as: an object, and no array
    const given = value as Readonly<Record<string, unknown>>;
    for (const name in given) if (!names().has(name)) return unread;
    const read: Record<string, unknown> = {};
    for (const field of own()) {
      const one = Object.hasOwn(given, field.name) ? given[field.name] : undefined;
      if (one === undefined) {
        if (field.otherwise !== undefined) read[field.name] = field.otherwise;
        else if (field.required) return unread;
        continue;
      }
      const item = field.read(one);
      if (item === unread) return unread;
      read[field.name] = item;
    }
    return read;
  };
}
