import { type FieldNode, type GraphQLField, type GraphQLObjectType, getArgumentValues, type OperationDefinitionNode } from 'graphql';
import { columnOf, typeOf, type TypeModel } from '../contract/model.ts';
import { FengsuiError } from '../contract/errors.ts';
import { sql } from '../contract/sql.ts';
import { encode } from '../data/values.ts';
import { aggregateOf } from './aggregate.ts';
import { collect } from './collect.ts';
import type { Compilation } from './compile.ts';
import type { Entry, Json } from './dialect/dialect.ts';
import { impactOf } from './impact.ts';
import { contributedOf } from './listed.ts';
import { featuresOf, layersOf } from './map.ts';
import { objectOf, oneOf } from './object.ts';
import { largestPage, pageOf } from './page.ts';
import { needOfRoot } from './resolved.ts';
import { searchOf } from './search.ts';
import { plannedOf, type Path, type Planned } from './source.ts';
import { keyFromId } from './operators.ts';

/** The planned root fields of a query, by response key. Other roots are left to graphql-js. */
export function rootEntries(compilation: Compilation, operation: OperationDefinitionNode): readonly Entry[] {
  const query = compilation.schema.getQueryType() as GraphQLObjectType;
  const entries: Entry[] = [];
  for (const [key, nodes] of collect(compilation, query, [operation])) {
    const node = nodes[0] as FieldNode;
    if (node.name.value === '__typename') {
      entries.push([key, compilation.dialect.constant('Query')]);
      continue;
    }
    const definition = query.getFields()[node.name.value];
    const planned = definition === undefined ? undefined : plannedOf(definition);
    if (definition === undefined || planned === undefined) {
      compilation.mixed = true;
      compilation.step([key], 'a resolver');
      if (definition !== undefined) resolvedRoot(compilation, definition, node, key);
      needOfRoot(compilation, query, nodes, [key], objectOf);
      continue;
    }
    entries.push([key, rootField(compilation, planned, nodes, getArgumentValues(definition, node, compilation.variables), [key])]);
  }
  return entries;
}

/** A root that a resolver answers is refused before anything runs, and counted, like a planned one. */
function resolvedRoot(compilation: Compilation, definition: GraphQLField<unknown, unknown>, node: FieldNode, key: string): void {
  const { permission, root, paged } = definition.extensions as {
    readonly permission?: string;
    readonly root?: { readonly permission: string };
    readonly paged?: boolean;
  };
  const asked = permission ?? root?.permission;
  if (asked !== undefined) compilation.need(asked, [key]);
  if (paged === true)
    compilation.cost += compilation.known(getArgumentValues(definition, node, compilation.variables)['first'] ?? 20, key, Number);
}

function rootField(
  compilation: Compilation,
  planned: Planned,
  nodes: readonly FieldNode[],
  args: Readonly<Record<string, unknown>>,
  path: Path,
): Json {
  const { dialect, model } = compilation;
  switch (planned.kind) {
    case 'one':
      return byId(compilation, model.types.get(planned.type) as TypeModel, nodes, args['id'], path);
    case 'natural': {
      const type = model.types.get(planned.type) as TypeModel;
      const column = columnOf(type.entity, planned.property);
      const value = compilation.bind(args[planned.property], (given) => encode(dialect.name, column, given));
      return oneOf(compilation, type, nodes, (key) => sql`${key} = ${value}`, path, column);
    }
    case 'page':
      return pageOf(compilation, model.types.get(planned.type) as TypeModel, nodes, args, undefined, path, objectOf);
    case 'aggregate':
      return aggregateOf(compilation, model.types.get(planned.type) as TypeModel, nodes, args, path);
    case 'node':
      return anyNode(compilation, nodes, args['id'], path);
    case 'nodes': {
      const prefixes = compilation.known(args['ids'], 'nodes', (ids) => (ids as readonly unknown[]).map(prefixOf));
      if (prefixes.length > largestPage)
        throw new FengsuiError(
          'LIMIT_EXCEEDED',
          `一次最多 ${largestPage} 个 id，实为 ${prefixes.length}；请分批。`,
          `At most ${largestPage} ids at a time, not ${prefixes.length}; ask in batches.`,
          path,
        );
      return dialect.list(
        prefixes.map((prefix, at) =>
          nodeOfPrefix(compilation, prefix, nodes, args['ids'], [...path, at], (ids) => (ids as readonly unknown[])[at]),
        ),
      );
    }
    case 'impact':
      return impactOf(compilation, nodes, args, path, objectOf);
    case 'contributed':
      return contributedOf(compilation, planned.of, nodes);
    case 'search':
      return searchOf(compilation, nodes, args, path);
    case 'mapLayers':
      return layersOf(compilation, nodes);
    case 'mapFeatures':
      return featuresOf(compilation, args, path);
    default:
      throw new Error(`${planned.kind} is no root`);
  }
}

const byId = (
  compilation: Compilation,
  type: TypeModel,
  nodes: readonly FieldNode[],
  id: unknown,
  path: Path,
  pick: (value: unknown) => unknown = (value) => value,
): Json =>
  oneOf(
    compilation,
    type,
    nodes,
    (key) => sql`${key} = ${compilation.bind(id, (value) => keyFromId(type.type.prefix, pick(value)))}`,
    path,
  );

const prefixOf = (id: unknown): string => String(id).slice(0, Math.max(0, String(id).lastIndexOf('_')));
const anyNode = (compilation: Compilation, nodes: readonly FieldNode[], id: unknown, path: Path): Json =>
  nodeOfPrefix(compilation, compilation.known(id, 'node', prefixOf), nodes, id, path);

/** The type of a node is told by its id's prefix; an unknown prefix is an unknown row. */
function nodeOfPrefix(
  compilation: Compilation,
  prefix: string,
  nodes: readonly FieldNode[],
  id: unknown,
  path: Path,
  pick?: (value: unknown) => unknown,
): Json {
  const type = [...compilation.model.types.values()].find((each) => each.type.prefix === prefix);
  // What the caller may not read does not exist for `node`: the type of a foreign id must not be told by an error.
  if (type === undefined || !compilation.principal.has(type.permission)) return compilation.dialect.constant(null);
  return byId(compilation, typeOf(compilation.model, type.entity.name), nodes, id, path, pick);
}
