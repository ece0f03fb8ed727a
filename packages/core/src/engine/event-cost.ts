import {
  type FieldNode,
  getArgumentValues,
  getNamedType,
  type GraphQLObjectType,
  isAbstractType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { Principal } from '../access/principal.ts';
import { FengsuiError } from '../contract/errors.ts';
import type { TypeModel } from '../contract/model.ts';
import { plannedByKeys } from '../query/by-keys.ts';
import { collect } from '../query/collect.ts';
import { Compilation } from '../query/compile.ts';
import { authorize, type PlannedOperation } from '../query/plan.ts';
import { shapeOf, type Variables } from '../query/slots.ts';
import type { ExecuteOptions } from './read-options.ts';

type Walk = (type: GraphQLObjectType, nodes: Parameters<typeof collect>[2], path: readonly string[]) => number;

/**
 * What one event of a subscription counts for: itself, and the rows that are read behind it.
 * Errors: FORBIDDEN for what is selected of a row whose type is known, LIMIT_EXCEEDED for more rows than an operation may touch.
 */
export function eventCost(options: ExecuteOptions, planned: PlannedOperation, variables: Variables, principal: Principal): number {
  const root = options.schema.getSubscriptionType();
  if (root === null || root === undefined) return 1;
  const cost = 1 + rowsBehind(options, planned, variables, principal).walk(root, [planned.operation], []);
  if (cost > options.limits.cost)
    throw new FengsuiError(
      'LIMIT_EXCEEDED',
      `每个事件最多触及 ${cost} 个对象，上限 ${options.limits.cost}；请少选字段。`,
      `Each event may touch ${cost} objects, at most ${options.limits.cost} are allowed; select less.`,
    );
  return cost;
}

/** What the rows behind a page of events count for, beside the events themselves, which the plan has counted. */
export function pagedCost(options: ExecuteOptions, planned: PlannedOperation, variables: Variables, principal: Principal): number {
  const query = options.schema.getQueryType() as GraphQLObjectType;
  if (!mayPage(query, planned)) return 0;
  const { compilation, walk } = rowsBehind(options, planned, variables, principal);
  let cost = 0;
  for (const [key, nodes] of collect(compilation, query, [planned.operation])) {
    const node = nodes[0] as FieldNode;
    const definition = query.getFields()[node.name.value];
    if (definition?.extensions['paged'] !== true) continue;
    const { first } = getArgumentValues(definition, node, variables) as { readonly first?: number | null };
    // Never more than a page may hold: one that is larger is refused where it is read.
    cost += Math.min(first ?? 20, 100) * walk(getNamedType(definition.type) as GraphQLObjectType, nodes, [key]);
  }
  return cost;
}

/** Whether a page of events stands in an operation at all: looked at once, since most have none. */
function mayPage(query: GraphQLObjectType, planned: PlannedOperation): boolean {
  const known = paging.get(planned);
  if (known !== undefined) return known;
  const visited = new Set<string>();
  const within = ({ selections }: SelectionSetNode): boolean =>
    selections.some((node) => {
      if (node.kind === Kind.FIELD) return query.getFields()[node.name.value]?.extensions['paged'] === true;
      if (node.kind === Kind.INLINE_FRAGMENT) return within(node.selectionSet);
      if (visited.has(node.name.value)) return false;
      visited.add(node.name.value);
      const fragment = planned.fragments[node.name.value];
      return fragment !== undefined && within(fragment.selectionSet);
    });
  const found = within(planned.operation.selectionSet);
  paging.set(planned, found);
  return found;
}
const paging = new WeakMap<PlannedOperation, boolean>();

/** Where a row may be of several types, the dearest of them counts. */
function rowsBehind(
  { compiler, schema }: ExecuteOptions,
  planned: PlannedOperation,
  variables: Variables,
  principal: Principal,
): { readonly compilation: Compilation; readonly walk: Walk } {
  const { tree } = shapeOf(schema, planned.operation, variables);
  const compilation = new Compilation(compiler, planned.fragments, tree, variables, principal, true);
  const rows = (type: TypeModel, nodes: readonly FieldNode[], path: readonly string[], certain: boolean): number => {
    const batch = `behind ${path.join('.')}`;
    const plan = plannedByKeys(compiler, planned, type, { nodes, path, batch }, variables, principal);
    // Of which type a subject is shows with the event; those the caller may not read never reach it.
    if (certain) authorize(plan, principal);
    return plan.cost;
  };
  const walk: Walk = (type, nodes, path) => {
    let cost = 0;
    for (const [key, own] of collect(compilation, type, nodes)) {
      const definition = type.getFields()[(own[0] as FieldNode).name.value];
      const named = definition === undefined ? undefined : getNamedType(definition.type);
      const at = [...path, key];
      if (isAbstractType(named)) {
        const types = schema.getPossibleTypes(named).map(({ name }) => compiler.model.types.get(name));
        cost += Math.max(0, ...types.map((each) => (each === undefined ? 0 : rows(each, own, at, false))));
      } else if (isObjectType(named)) {
        const row = compiler.model.types.get(named.name);
        cost += row === undefined ? walk(named, own, at) : rows(row, own, at, true);
      }
    }
    return cost;
  };
  return { compilation, walk };
}
