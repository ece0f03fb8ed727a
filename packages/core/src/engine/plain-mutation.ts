import { getArgumentValues } from 'graphql';
import type { Principal } from '../access/principal.ts';
import type { Preview } from '../commands/pipeline.ts';
import type { ResolverContext } from '../graphql/context.ts';
import { plannedByKeys } from '../query/by-keys.ts';
import type { PlannedOperation } from '../query/plan.ts';
import type { Variables } from '../query/slots.ts';
import type { ExecuteOptions } from './read-options.ts';
import { readsWithCommit } from './payload-rows.ts';
import { type PlainPart, selectedCommands } from './selected-rows.ts';

/** A command on its way, and the answer's data as text where nothing is left for resolvers; undefined for what graphql-js has to say. */
export interface PlainMutation {
  readonly running: Promise<unknown>;
  readonly data: Promise<string | undefined>;
}

/**
 * Gives the one command of a mutation whose payload is rows of leaves, read with its commit: its answer is what was read, written down. Whatever is
 * not as plain as that, an error above all, is left to graphql-js, which finds the command done.
 */
export function plainMutation(
  options: ExecuteOptions,
  planned: PlannedOperation,
  variables: Variables,
  principal: Principal,
  context: Pick<ResolverContext, 'runCommand'>,
): PlainMutation | undefined {
  if (!readsWithCommit(options)) return undefined;
  const [selected] = selectedCommands(options, planned, variables, principal);
  if (selected?.plain === undefined || selected.command === undefined) return undefined;
  const { key, node, definition, command, rows, plain } = selected;
  const mixed = rows.some(
    ({ type, nodes, path }) => plannedByKeys(options.compiler, planned, type, { nodes, path, howMany: 'one' }, variables, principal).mixed,
  );
  if (mixed) return undefined;
  // as: the arguments of every command that is given once
  const { input, dryRun } = getArgumentValues(definition, node, variables) as { readonly input: unknown; readonly dryRun: boolean };
  const running = context.runCommand(command, input, { dryRun }, { path: { key, prev: undefined, typename: undefined } });
  const data = running.then(
    async (outcome) => written(key, plain, outcome as Outcome).catch(() => undefined),
    () => undefined,
  );
  return { running, data };
}
type Outcome = Readonly<Record<string, unknown>> & { readonly userErrors: readonly unknown[] };

async function written(root: string, parts: readonly PlainPart[], outcome: Outcome): Promise<string | undefined> {
  if (outcome.userErrors.length > 0) return undefined;
  const payload: [string, unknown][] = [];
  for (const part of parts) {
    if (part.kind === 'typename') payload.push([part.key, part.value]);
    else if (part.kind === 'userErrors') payload.push([part.key, []]);
    else {
      const value = outcome[part.name] ?? null;
      if (value !== null && !isPreview(value)) return undefined;
      // as: a row is an object
      const row = value === null ? null : (((await value.preview.get(part.path)) ?? null) as Readonly<Record<string, unknown>> | null);
      if (row !== null && !part.leaves.every((leaf) => Object.hasOwn(row, leaf))) return undefined;
      payload.push([part.key, row === null ? null : Object.fromEntries(part.leaves.map((leaf) => [leaf, row[leaf]]))]);
    }
  }
  return JSON.stringify(Object.fromEntries([[root, Object.fromEntries(payload)]]));
}
const isPreview = (value: unknown): value is Preview => typeof value === 'object' && value !== null && 'preview' in value;
