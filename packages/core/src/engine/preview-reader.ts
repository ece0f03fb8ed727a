import { type FieldNode, getNamedType, type GraphQLObjectType, type GraphQLResolveInfo, isObjectType } from 'graphql';
import type { Principal } from '../access/principal.ts';
import type { Outcome, PreviewReader } from '../commands/pipeline.ts';
import type { TypeModel } from '../contract/model.ts';
import type { Transaction } from '../data/database.ts';
import { wayOf } from '../graphql/previewed.ts';
import { plannedByKeys, withKeys } from '../query/by-keys.ts';
import { collect } from '../query/collect.ts';
import { Compilation } from '../query/compile.ts';
import { authorize, complete, parameters, type PlannedOperation } from '../query/plan.ts';
import { shapeOf, type Variables } from '../query/slots.ts';
import type { ExecuteOptions } from './read-options.ts';

/** A row that the caller selects of a command's payload: by which name, of which type, on which way. */
interface Selected {
  readonly name: string;
  readonly type: TypeModel;
  readonly nodes: readonly FieldNode[];
  readonly path: readonly string[];
}

/**
 * Reads a dry run's rows with the caller's selection inside its transaction, scope and masks as always; one statement a selected row,
 * however many inputs there are. What resolvers of one's own read beside the row is the database as it is.
 */
export function previewReader(
  { compiler, schema }: Pick<ExecuteOptions, 'compiler' | 'schema'>,
  planned: PlannedOperation,
  variables: Variables,
  principal: Principal,
  info: GraphQLResolveInfo,
): PreviewReader {
  const selected = (): readonly Selected[] => {
    const shape = shapeOf(schema, planned.operation, variables).tree;
    const compilation = new Compilation(compiler, planned.fragments, shape, variables, principal, true);
    const found: Selected[] = [];
    const walk = (type: GraphQLObjectType, nodes: readonly FieldNode[], path: readonly string[]): void => {
      for (const [key, own] of collect(compilation, type, nodes)) {
        const name = own[0]?.name.value ?? '';
        const definition = type.getFields()[name];
        const named = definition === undefined ? undefined : getNamedType(definition.type);
        if (!isObjectType(named)) continue;
        const row = compiler.model.types.get(named.name);
        if (row === undefined) walk(named, own, [...path, key]);
        else found.push({ name, type: row, nodes: own, path: [...path, key] });
      }
    };
    const payload = getNamedType(info.returnType);
    if (isObjectType(payload)) walk(payload, info.fieldNodes, wayOf(info.path));
    return found;
  };
  const read = async (
    transaction: Transaction,
    { type, nodes, path }: Selected,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, unknown>> => {
    const plan = plannedByKeys(compiler, planned, type, { nodes, path }, variables, principal);
    authorize(plan, principal);
    if (plan.statement === undefined || keys.length === 0) return new Map();
    const bindings = { variables: withKeys(variables, keys), principal, cursors: compiler.cursors };
    const [row] = await transaction.rows(plan.statement, parameters(plan, bindings));
    const text = Object.values(row ?? {})[0];
    const rows = typeof text === 'string' ? JSON.parse(complete(plan, text, bindings)) : [];
    return new Map((rows as readonly { readonly key: string; readonly row: unknown }[]).map(({ key, row: value }) => [key, value]));
  };
  return async (transaction, outcomes) => {
    const rows: (readonly [Selected, ReadonlyMap<string, unknown>])[] = [];
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
          return [name, { preview: new Map(own.map(([{ path }, found]) => [path.join('.'), found.get(key) ?? null])) }];
        }),
      ),
    }));
  };
}
const keyOf = ({ payload }: Outcome, name: string): string | undefined => {
  const value = payload[name];
  return value !== null && value !== undefined && 'key' in value ? value.key : undefined;
};
