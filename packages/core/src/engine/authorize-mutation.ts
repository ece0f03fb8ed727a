import { type FieldNode, getArgumentValues, getNamedType, type GraphQLObjectType, isObjectType } from 'graphql';
import type { Principal } from '../access/principal.ts';
import { authorizeCommand } from '../commands/authorize-command.ts';
import type { Command } from '../contract/command.ts';
import { FengsuiError } from '../contract/errors.ts';
import { plannedByKeys } from '../query/by-keys.ts';
import { collect } from '../query/collect.ts';
import { Compilation } from '../query/compile.ts';
import { authorize, type PlannedOperation } from '../query/plan.ts';
import { shapeOf, type Variables } from '../query/slots.ts';
import { commandCost } from './command-cost.ts';
import type { ExecuteOptions } from './read-options.ts';

/**
 * Refuses a mutation whole, before its first command runs: for a command that its caller may not give, for a field of a payload
 * that its caller may not read, and for more rows than an operation may touch. Gives what it counts for: its commands with their inputs, and
 * the rows of their payloads.
 */
export function authorizeMutation(options: ExecuteOptions, planned: PlannedOperation, variables: Variables, principal: Principal): number {
  const { compiler, schema, limits } = options;
  const mutation = schema.getMutationType();
  if (mutation === null || mutation === undefined) return 0;
  const compilation = new Compilation(
    compiler,
    planned.fragments,
    shapeOf(schema, planned.operation, variables).tree,
    variables,
    principal,
    true,
  );
  let [commands, cost] = [0, 0];
  const walk = (type: GraphQLObjectType, nodes: readonly FieldNode[], path: readonly string[], times: number): void => {
    for (const [key, own] of collect(compilation, type, nodes)) {
      const definition = type.getFields()[own[0]?.name.value ?? ''];
      const named = definition === undefined ? undefined : getNamedType(definition.type);
      if (!isObjectType(named)) continue;
      const row = compiler.model.types.get(named.name);
      if (row === undefined) {
        walk(named, own, [...path, key], times);
        continue;
      }
      const plan = plannedByKeys(compiler, planned, row, { nodes: own, path: [...path, key] }, variables, principal);
      authorize(plan, principal);
      cost += plan.cost * times;
    }
  };
  for (const [key, nodes] of collect(compilation, mutation, [planned.operation])) {
    const node = nodes[0] as FieldNode;
    const definition = mutation.getFields()[node.name.value];
    const payload = definition === undefined ? undefined : getNamedType(definition.type);
    if (definition === undefined || !isObjectType(payload)) continue;
    const { command } = definition.extensions as { readonly command?: Command };
    if (command !== undefined) authorizeCommand(command, principal);
    const given = getArgumentValues(definition, node, variables) as { readonly input?: unknown; readonly inputs?: readonly unknown[] };
    commands += commandCost(given);
    walk(payload, nodes, [key], given.inputs?.length ?? 1);
  }
  if (cost > limits.cost)
    throw new FengsuiError(
      'LIMIT_EXCEEDED',
      `命令的结果最多触及 ${cost} 个对象，上限 ${limits.cost}；请少选字段或分批。`,
      `The answer of the commands may touch ${cost} objects, at most ${limits.cost} are allowed; select less or send them in batches.`,
    );
  return commands + cost;
}
