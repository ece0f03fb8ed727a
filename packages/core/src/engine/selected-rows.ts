import { type FieldNode, getNamedType, type GraphQLField, type GraphQLObjectType, isLeafType, isObjectType } from 'graphql';
import QuickLru from 'quick-lru';
import type { Principal } from '../access/principal.ts';
import type { Command } from '../contract/command.ts';
import type { TypeModel } from '../contract/model.ts';
import { collect } from '../query/collect.ts';
import { Compilation } from '../query/compile.ts';
import type { PlannedOperation } from '../query/plan.ts';
import { shapeOf, type Variables } from '../query/slots.ts';
import type { ExecuteOptions } from './read-options.ts';

/** A row that the caller selects of a command's payload: by which name, of which type, on which way. */
export interface SelectedRow {
  readonly name: string;
  readonly type: TypeModel;
  readonly nodes: readonly FieldNode[];
  readonly path: readonly string[];
}
/** A root of a mutation with what is selected of its payload. */
export interface SelectedCommand {
  readonly key: string;
  readonly node: FieldNode;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly command: Command | undefined;
  readonly rows: readonly SelectedRow[];
  /** Where it is the only root and its payload is rows of leaves: what to write, in order. */
  readonly plain: readonly PlainPart[] | undefined;
}
/** A member of a payload that needs no resolver: a constant, the errors of an outcome without any, or leaves of a row. */
export type PlainPart =
  | { readonly key: string; readonly kind: 'typename'; readonly value: string }
  | { readonly key: string; readonly kind: 'userErrors' }
  | { readonly key: string; readonly kind: 'row'; readonly name: string; readonly path: string; readonly leaves: readonly string[] };

/** Shapes kept for one document. */
const shapesAtMost = 50;
const known = new WeakMap<PlannedOperation, QuickLru<string, readonly SelectedCommand[]>>();

/** The commands of a mutation and the rows that it selects of their payloads; found once for all requests of the same shape, which holds what `@skip` and `@include` read. */
export function selectedCommands(
  { compiler, schema }: Pick<ExecuteOptions, 'compiler' | 'schema'>,
  planned: PlannedOperation,
  variables: Variables,
  principal: Principal,
): readonly SelectedCommand[] {
  const shape = shapeOf(schema, planned.operation, variables);
  const shapes = known.get(planned) ?? new QuickLru<string, readonly SelectedCommand[]>({ maxSize: shapesAtMost });
  known.set(planned, shapes);
  const found = shapes.get(shape.key);
  if (found !== undefined) return found;
  const compilation = new Compilation(compiler, planned.fragments, shape.tree, variables, principal, true);
  const rowsOf = (type: GraphQLObjectType, nodes: readonly FieldNode[], path: readonly string[]): readonly SelectedRow[] =>
    [...collect(compilation, type, nodes)].flatMap(([key, own]) => {
      const name = own[0]?.name.value ?? '';
      const definition = type.getFields()[name];
      const named = definition === undefined ? undefined : getNamedType(definition.type);
      if (!isObjectType(named)) return [];
      const row = compiler.model.types.get(named.name);
      return row === undefined ? rowsOf(named, own, [...path, key]) : [{ name, type: row, nodes: own, path: [...path, key] }];
    });
  const plainOf = (type: GraphQLObjectType, nodes: readonly FieldNode[], root: string): readonly PlainPart[] | undefined => {
    const parts = [...collect(compilation, type, nodes)].map(([key, own]): PlainPart | undefined => {
      const name = own[0]?.name.value ?? '';
      if (name === '__typename') return { key, kind: 'typename', value: type.name };
      if (name === 'userErrors') return { key, kind: 'userErrors' };
      const named = getNamedType(type.getFields()[name]?.type);
      if (!isObjectType(named) || !compiler.model.types.has(named.name)) return undefined;
      const fields = [...collect(compilation, named, own)];
      const leaf = (field: string): boolean => field === '__typename' || isLeafType(getNamedType(named.getFields()[field]?.type));
      if (!fields.every(([, [node]]) => leaf(node?.name.value ?? ''))) return undefined;
      return { key, kind: 'row', name, path: `${root}.${key}`, leaves: fields.map(([each]) => each) };
    });
    return parts.every((part) => part !== undefined) ? parts : undefined;
  };
  const mutation = schema.getMutationType();
  const made =
    mutation === null || mutation === undefined
      ? []
      : [...collect(compilation, mutation, [planned.operation])].flatMap(([key, nodes], _at, all): SelectedCommand[] => {
          // as: what is selected stands in the document
          const node = nodes[0] as FieldNode;
          const definition = mutation.getFields()[node.name.value];
          const payload = definition === undefined ? undefined : getNamedType(definition.type);
          if (definition === undefined || !isObjectType(payload)) return [];
          const { command } = definition.extensions as { readonly command?: Command };
          const single = all.length === 1 && definition.args.some(({ name }) => name === 'input');
          const plain = single && command !== undefined ? plainOf(payload, nodes, key) : undefined;
          return [{ key, node, definition, command, rows: rowsOf(payload, nodes, [key]), plain }];
        });
  shapes.set(shape.key, made);
  return made;
}
