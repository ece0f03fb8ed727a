import {
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isEnumType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
  isLeafType,
  getNamedType,
} from 'graphql';
import { shapesPlan } from './plan-variables.ts';

/** Stands in a plan where a request brings a value; the plan is made once for all requests of the same shape. */
export class Slot {
  readonly path: readonly (string | number)[];
  constructor(path: readonly (string | number)[]) {
    this.path = path;
  }
}
export type Variables = Readonly<Record<string, unknown>>;

/** The variables with a slot at every leaf, and a key that is equal for all requests whose plan is the same. Enums and booleans are part of the shape. */
export function shapeOf(schema: GraphQLSchema, operation: OperationDefinitionNode, variables: Variables): Shape {
  const known = shapes.get(variables);
  if (known?.operation === operation) return known;
  const made = { operation, ...shapeOfAll(schema, operation, variables) };
  shapes.set(variables, made);
  return made;
}
interface Shape {
  readonly tree: Variables;
  readonly key: string;
}
/** A request asks several times, always with the same variables. */
const shapes = new WeakMap<Variables, Shape & { readonly operation: OperationDefinitionNode }>();
interface Types {
  readonly each: readonly (readonly [string, GraphQLInputType])[];
  /** Where each is one value that does not shape a plan: the shape of all requests that give them all. */
  readonly whole: Shape | undefined;
}
const types = new WeakMap<OperationDefinitionNode, Types>();
function typesOf(schema: GraphQLSchema, operation: OperationDefinitionNode): Types {
  let known = types.get(operation);
  if (known === undefined) {
    const shapes = shapesPlan(operation);
    const own = (operation.variableDefinitions ?? []).filter(({ variable }) => shapes(variable.name.value));
    const each = own.map(({ variable, type }): [string, GraphQLInputType] => [
      variable.name.value,
      // as: a document that was validated names types that there are
      typeFromAST(schema, type as never) as GraphQLInputType,
    ]);
    known = { each, whole: each.every(([, type]) => isValue(type)) ? shapeOfEach(each, () => '') : undefined };
    types.set(operation, known);
  }
  return known;
}
/** A leaf whose value is not part of the shape. */
const isValue = (type: GraphQLInputType): boolean => {
  const named = isNonNullType(type) ? type.ofType : type;
  return isLeafType(named) && !isEnumType(named) && named.name !== 'Boolean';
};
function shapeOfAll(schema: GraphQLSchema, operation: OperationDefinitionNode, variables: Variables): Shape {
  const { each, whole } = typesOf(schema, operation);
  if (whole !== undefined && each.every(([name]) => (variables[name] ?? null) !== null)) return whole;
  return shapeOfEach(
    each.filter(([name]) => Object.hasOwn(variables, name)),
    (name) => variables[name],
  );
}
function shapeOfEach(each: Types['each'], valueOf: (name: string) => unknown): Shape {
  const tree: Record<string, unknown> = {};
  let key = '';
  for (const [name, type] of each) {
    const shaped = mirror(type, valueOf(name), [name]);
    tree[name] = shaped.tree;
    key += `${name}=${shaped.key};`;
  }
  return { tree, key };
}

interface Shaped {
  readonly tree: unknown;
  readonly key: string;
}
function mirror(type: GraphQLInputType, value: unknown, path: readonly (string | number)[]): Shaped {
  if (isNonNullType(type)) return mirror(type.ofType, value, path);
  if (value === null || value === undefined) return { tree: value, key: 'n' };
  if (isListType(type)) {
    const named = getNamedType(type);
    if (isLeafType(named) && !isEnumType(named)) return { tree: new Slot(path), key: 's' };
    const items = (value as readonly unknown[]).map((item, index) => mirror(type.ofType, item, [...path, index]));
    return { tree: items.map((item) => item.tree), key: `[${items.map((item) => item.key).join(',')}]` };
  }
  if (isInputObjectType(type)) {
    const fields = type.getFields();
    const entries = Object.entries(value as Variables).map(
      ([name, item]) => [name, mirror((fields[name] as { type: GraphQLInputType }).type, item, [...path, name])] as const,
    );
    return {
      tree: Object.fromEntries(entries.map(([name, item]) => [name, item.tree])),
      key: `{${entries.map(([name, item]) => `${name}:${item.key}`).join(',')}}`,
    };
  }
  if (isEnumType(type) || typeof value === 'boolean') return { tree: value, key: `=${String(value)}` };
  return { tree: new Slot(path), key: 's' };
}

/** The value that stands behind a tree of slots in this request. */
export function resolve(tree: unknown, variables: Variables): unknown {
  if (tree instanceof Slot) {
    let value: unknown = variables;
    for (const part of tree.path) value = (value as Record<string | number, unknown> | undefined)?.[part];
    return value;
  }
  if (Array.isArray(tree)) return tree.map((item) => resolve(item, variables));
  if (isPlain(tree)) return Object.fromEntries(Object.entries(tree).map(([name, item]) => [name, resolve(item, variables)]));
  return tree;
}
/** Input objects, from literals (without prototype) and from variables; a Date or a parsed scalar's own class is a leaf. */
const isPlain = (tree: unknown): tree is object => {
  if (tree === null || typeof tree !== 'object') return false;
  const prototype = Object.getPrototypeOf(tree) as unknown;
  return prototype === null || prototype === Object.prototype;
};
export function hasSlot(tree: unknown): boolean {
  if (tree instanceof Slot) return true;
  if (Array.isArray(tree)) return tree.some(hasSlot);
  return tree !== null && typeof tree === 'object' && Object.values(tree).some(hasSlot);
}
