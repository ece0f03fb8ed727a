import type { GraphQLResolveInfo } from 'graphql';
import type { Principal } from '../access/principal.ts';
import type { Outcome, PayloadReader, PreviewReader } from '../commands/pipeline.ts';
import { statement, type RawRow, type Transaction } from '../data/database.ts';
import { isPassedOver, unheard } from '../data/failures.ts';
import { becomeReader } from '../data/ring.ts';
import { wayOf } from '../graphql/previewed.ts';
import { type HowMany, plannedByKeys, withKeys } from '../query/by-keys.ts';
import { authorize, complete, parameters, type Plan, type PlannedOperation } from '../query/plan.ts';
import type { Variables } from '../query/slots.ts';
import type { ExecuteOptions } from './read-options.ts';
import { selectedCommands, type SelectedRow } from './selected-rows.ts';

/** The rows of payloads, read with the caller's selection inside the transaction that made them; scope and masks as always. */
export interface PayloadRows {
  /** Of a dry run; one statement a selected row, however many inputs there are. What resolvers of one's own read beside the row is the database as it is. */
  readonly preview: PreviewReader;
  /** Of one command, asked for with its commit: a wait less than to ask afterwards. What may read many rows is asked afterwards all the same. */
  readonly payload: PayloadReader;
  /** Whether a transaction failed for what was read in it: it may run again and be read afterwards. */
  readonly failed: (error: unknown) => boolean;
}

export function payloadRows(
  options: Pick<ExecuteOptions, 'compiler' | 'schema' | 'reads'>,
  planned: PlannedOperation,
  variables: Variables,
  principal: Principal,
  { path: way }: Pick<GraphQLResolveInfo, 'path'>,
): PayloadRows {
  const { compiler } = options;
  const selected = (): readonly SelectedRow[] => {
    const [key] = wayOf(way);
    return selectedCommands(options, planned, variables, principal).find((each) => each.key === key)?.rows ?? [];
  };
  const planOf = ({ type, nodes, path }: SelectedRow, howMany: HowMany): Plan => {
    const plan = plannedByKeys(compiler, planned, type, { nodes, path, howMany }, variables, principal);
    authorize(plan, principal);
    return plan;
  };
  const bindingsOf = (keys: readonly string[]): Parameters<typeof parameters>[1] => ({
    variables: withKeys(variables, keys),
    principal,
    cursors: compiler.cursors,
  });
  const found = (plan: Plan, keys: readonly string[], rows: readonly RawRow[]): unknown => {
    const text = Object.values(rows[0] ?? {})[0];
    return typeof text === 'string' ? JSON.parse(complete(plan, text, bindingsOf(keys))) : null;
  };
  const read = async (transaction: Transaction, one: SelectedRow, keys: readonly string[]): Promise<ReadonlyMap<string, unknown>> => {
    const plan = planOf(one, 'many');
    if (plan.statement === undefined || keys.length === 0) return new Map();
    // as: what a plan by many keys selects
    const rows = found(plan, keys, await transaction.rows(plan.statement, parameters(plan, bindingsOf(keys)))) as
      | readonly KeyedRow[]
      | null;
    return new Map((rows ?? []).map(({ key, row }) => [key, row]));
  };
  let failure: unknown;
  return {
    preview: async (transaction, outcomes) => {
      // Where reads are ringed, so is this one; nothing is written after it, and the transaction ends with nothing kept.
      if (options.reads !== undefined) await transaction.rows(statement(becomeReader), [options.reads(principal)]);
      const rows: (readonly [SelectedRow, ReadonlyMap<string, unknown>])[] = [];
      for (const one of selected())
        rows.push([
          one,
          await read(
            transaction,
            one,
            outcomes.flatMap((outcome) => keyOf(outcome, one.name) ?? []),
          ),
        ]);
      return outcomes.map((outcome) => ({
        userErrors: outcome.userErrors,
        payload: Object.fromEntries(
          Object.entries(outcome.payload).map(([name, value]) => {
            const key = keyOf(outcome, name);
            if (key === undefined) return [name, value];
            const own = rows.filter(([one]) => one.name === name);
            return [name, { preview: new Map(own.map(([{ path }, each]) => [path.join('.'), each.get(key) ?? null])) }];
          }),
        ),
      }));
    },
    payload: (transaction, outcome) => {
      const rows = new Map<string, Map<string, Promise<unknown>>>();
      for (const one of selected()) {
        const key = keyOf(outcome, one.name);
        if (key === undefined) continue;
        const plan = planOf(one, 'one');
        if (plan.statement === undefined || plan.weight !== 'light') return outcome;
        const asked = transaction.lastRows(plan.statement, parameters(plan, bindingsOf([key])));
        asked.catch((error: unknown) => {
          if (!isPassedOver(error)) failure ??= error;
        });
        const own = rows.get(one.name) ?? new Map<string, Promise<unknown>>();
        rows.set(one.name, own.set(one.path.join('.'), unheard(asked.then((answered) => found(plan, [key], answered)))));
      }
      const payload = Object.entries(outcome.payload).map(([name, value]) => {
        const preview = rows.get(name);
        return [name, preview === undefined ? value : { preview }];
      });
      return { ...outcome, payload: Object.fromEntries(payload) as Outcome['payload'] };
    },
    failed: (error) => failure !== undefined && (error === failure || (error as { readonly cause?: unknown } | null)?.cause === failure),
  };
}

/** Whether a command's payload travels with its commit: SQLite has no packets to save, and with a ring around reads they are another role's, in a transaction of its own. */
export const readsWithCommit = ({ database, reads }: Pick<ExecuteOptions, 'database' | 'reads'>): boolean =>
  database.dialect === 'postgresql' && reads === undefined;

interface KeyedRow {
  readonly key: string;
  readonly row: unknown;
}
const keyOf = ({ payload }: Outcome, name: string): string | undefined => {
  const value = payload[name];
  return value !== null && value !== undefined && 'key' in value ? value.key : undefined;
};
