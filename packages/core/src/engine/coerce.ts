import {
  getVariableValues,
  type GraphQLSchema,
  isInputType,
  Kind,
  type NamedTypeNode,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql';
import { FengsuiError } from '../contract/errors.ts';
import { aboutVariable } from '../graphql/in-chinese.ts';
import { choices } from '../graphql/unknown-field.ts';
import type { PlannedOperation } from '../query/plan.ts';
import { checkVariables } from './check-variables.ts';
import { readerOf, type ReadValue, unread } from './value-readers.ts';

type Values = Readonly<Record<string, unknown>>;

/** The variables as the schema's types have them. Errors: BAD_USER_INPUT. */
export function coerce(schema: GraphQLSchema, { operation }: PlannedOperation, variables: Values | null | undefined): Values {
  const definitions = operation.variableDefinitions;
  if (definitions === undefined || definitions.length === 0) return {};
  checkVariables(variables);
  const asTheyAre = plainValues(variablesOf(schema, operation), variables ?? {});
  if (asTheyAre !== undefined) return asTheyAre;
  const { coerced, errors } = getVariableValues(schema, definitions, variables ?? {}, { maxErrors: 20 });
  if (coerced !== undefined) return coerced;
  const all = (errors ?? []).map((error) => {
    const [{ zh, en }, more] = [aboutVariable(error), choices(schema, error.message)];
    return { zh: `${zh}${more.zh}`, en: `${en}${more.en}` };
  });
  throw new FengsuiError(
    'BAD_USER_INPUT',
    all.map(({ zh }) => zh).join(''),
    `The variables are not valid: ${all.map(({ en }) => en).join('; ')}`,
  );
}

interface Variable {
  readonly name: string;
  readonly required: boolean;
  readonly read: ReadValue;
}
const known = new WeakMap<OperationDefinitionNode, readonly Variable[] | 'others'>();
/** Undefined where a variable has a default: graphql-js reads those. */
function variablesOf(schema: GraphQLSchema, operation: OperationDefinitionNode): readonly Variable[] | undefined {
  let own = known.get(operation);
  if (own === undefined) {
    const each = (operation.variableDefinitions ?? []).map(({ variable, type, defaultValue }): Variable | undefined => {
      // as: the union of nodes, which the function's overloads take one by one
      const of = defaultValue === undefined ? typeFromAST(schema, type as NamedTypeNode) : undefined;
      return isInputType(of) ? { name: variable.name.value, required: type.kind === Kind.NON_NULL_TYPE, read: readerOf(of) } : undefined;
    });
    own = each.every((variable) => variable !== undefined) ? each : 'others';
    known.set(operation, own);
  }
  return own === 'others' ? undefined : own;
}
/** Undefined as soon as one is not in its plainest form: whether it can be read all the same, and what is wrong with it, graphql-js tells. */
function plainValues(own: readonly Variable[] | undefined, variables: Values): Values | undefined {
  if (own === undefined) return undefined;
  const values: Record<string, unknown> = {};
  for (const { name, required, read } of own) {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value === undefined && (required || Object.hasOwn(variables, name))) return undefined;
    if (value === undefined) continue;
    const one = read(value);
    if (one === unread) return undefined;
    values[name] = one;
  }
  return values;
}
