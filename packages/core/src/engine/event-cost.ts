import { type FieldNode, getNamedType, type GraphQLObjectType, isAbstractType, isObjectType } from 'graphql';
import type { Principal } from '../access/principal.ts';
import { FengsuiError } from '../contract/errors.ts';
import type { TypeModel } from '../contract/model.ts';
import { planByKeys } from '../query/by-keys.ts';
import { collect } from '../query/collect.ts';
import { Compilation } from '../query/compile.ts';
import { authorize, type PlannedOperation } from '../query/plan.ts';
import { shapeOf, type Variables } from '../query/slots.ts';
import type { ExecuteOptions } from './read-options.ts';

/**
 * What one event of a subscription counts for: itself, and the rows that are read behind it. Where a row may be of several
 * types, the dearest of them counts.
 * Errors: FORBIDDEN for what is selected of a row whose type is known, LIMIT_EXCEEDED for more rows than an operation may touch.
 */
export function eventCost(
  { compiler, schema, limits }: ExecuteOptions,
  { operation, fragments }: PlannedOperation,
  variables: Variables,
  principal: Principal,
): number {
  const compilation = new Compilation(compiler, fragments, shapeOf(schema, operation, variables).tree, variables, principal, true);
  const rows = (type: TypeModel, nodes: readonly FieldNode[], path: readonly string[], certain: boolean): number => {
    const plan = planByKeys(compiler, type, { operation, fragments, nodes, path }, variables, principal);
    // Of which type a subject is shows with the event; those the caller may not read never reach it.
    if (certain) authorize(plan, principal);
    return plan.cost;
  };
  const walk = (type: GraphQLObjectType, nodes: Parameters<typeof collect>[2], path: readonly string[]): number => {
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
  const root = schema.getSubscriptionType();
  const cost = 1 + (root === null || root === undefined ? 0 : walk(root, [operation], []));
  if (cost > limits.cost)
    throw new FengsuiError(
      'LIMIT_EXCEEDED',
      `每个事件最多触及 ${cost} 个对象，上限 ${limits.cost}；请少选字段。`,
      `Each event may touch ${cost} objects, at most ${limits.cost} are allowed; select less.`,
    );
  return cost;
}
