import { getArgumentValues } from 'graphql';
import type { Principal } from '../access/principal.ts';
import { authorizeCommand } from '../commands/authorize-command.ts';
import { FengsuiError } from '../contract/errors.ts';
import { plannedByKeys } from '../query/by-keys.ts';
import { authorize, type PlannedOperation } from '../query/plan.ts';
import type { Variables } from '../query/slots.ts';
import { commandCost } from './command-cost.ts';
import type { ExecuteOptions } from './read-options.ts';
import { readsWithCommit } from './payload-rows.ts';
import { selectedCommands } from './selected-rows.ts';

/**
 * Refuses a mutation whole, before its first command runs: for a command that its caller may not give, for a field of a payload
 * that its caller may not read, and for more rows than an operation may touch. Gives what it counts for: its commands with their inputs, and
 * the rows of their payloads.
 */
export function authorizeMutation(options: ExecuteOptions, planned: PlannedOperation, variables: Variables, principal: Principal): number {
  const { compiler, limits } = options;
  let [commands, cost] = [0, 0];
  for (const { node, definition, command, rows } of selectedCommands(options, planned, variables, principal)) {
    if (command !== undefined) authorizeCommand(command, principal);
    const given = getArgumentValues(definition, node, variables) as { readonly input?: unknown; readonly inputs?: readonly unknown[] };
    commands += commandCost(given);
    for (const { type, nodes, path } of rows) {
      // As it will be read, so that it is planned once.
      const howMany = given.inputs === undefined && readsWithCommit(options) ? 'one' : 'many';
      const plan = plannedByKeys(compiler, planned, type, { nodes, path, howMany }, variables, principal);
      authorize(plan, principal);
      cost += plan.cost * (given.inputs?.length ?? 1);
    }
  }
  if (cost > limits.cost)
    throw new FengsuiError(
      'LIMIT_EXCEEDED',
      `命令的结果最多触及 ${cost} 个对象，上限 ${limits.cost}；请少选字段或分批。`,
      `The answer of the commands may touch ${cost} objects, at most ${limits.cost} are allowed; select less or send them in batches.`,
    );
  return commands + cost;
}
