import { getVariableValues, type GraphQLSchema, Kind, type OperationDefinitionNode, type TypeNode } from 'graphql';
import { FengsuiError } from '../contract/errors.ts';
import { variableInChinese } from '../graphql/in-chinese.ts';
import { withChoices } from '../graphql/unknown-field.ts';
import type { PlannedOperation } from '../query/plan.ts';
import { checkVariables } from './check-variables.ts';

type Values = Readonly<Record<string, unknown>>;

/** The variables as the schema's types have them. Errors: BAD_USER_INPUT. */
export function coerce(schema: GraphQLSchema, { operation }: PlannedOperation, variables: Values | null | undefined): Values {
  const definitions = operation.variableDefinitions;
  if (definitions === undefined || definitions.length === 0) return {};
  checkVariables(variables);
  const asTheyAre = plainValues(plainOf(operation), variables ?? {});
  if (asTheyAre !== undefined) return asTheyAre;
  const { coerced, errors } = getVariableValues(schema, definitions, variables ?? {}, { maxErrors: 20 });
  if (coerced !== undefined) return coerced;
  const all = errors ?? [];
  throw new FengsuiError(
    'BAD_USER_INPUT',
    all.map(({ message }) => variableInChinese(message)).join(''),
    `The variables are not valid: ${all.map(({ message }) => withChoices(schema, message)).join('; ')}`,
  );
}

/** A variable of one of GraphQL's own types: what has the right form is taken as it is. */
interface PlainVariable {
  readonly name: string;
  readonly required: boolean;
  readonly fits: (value: unknown) => boolean;
}
const isText = (value: unknown): boolean => typeof value === 'string';
const forms: Readonly<Record<string, (value: unknown) => boolean>> = {
  ID: isText,
  String: isText,
  Boolean: (value) => typeof value === 'boolean',
  Int: (value) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31,
};

const known = new WeakMap<OperationDefinitionNode, readonly PlainVariable[] | 'others'>();
/** Undefined where a variable is of another type or has a default: graphql-js reads those. */
function plainOf(operation: OperationDefinitionNode): readonly PlainVariable[] | undefined {
  let plain = known.get(operation);
  if (plain === undefined) {
    const each = (operation.variableDefinitions ?? []).map(({ variable, type, defaultValue }): PlainVariable | undefined => {
      const fits = defaultValue === undefined ? formOf(type) : undefined;
      return fits && { name: variable.name.value, required: type.kind === Kind.NON_NULL_TYPE, fits };
    });
    plain = each.every((variable) => variable !== undefined) ? each : 'others';
    known.set(operation, plain);
  }
  return plain === 'others' ? undefined : plain;
}
function formOf(type: TypeNode): PlainVariable['fits'] | undefined {
  const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  return named.kind === Kind.NAMED_TYPE && Object.hasOwn(forms, named.name.value) ? forms[named.name.value] : undefined;
}
/** Undefined as soon as one does not fit: whether it can be read all the same, and what is wrong with it, graphql-js tells. */
function plainValues(plain: readonly PlainVariable[] | undefined, variables: Values): Values | undefined {
  if (plain === undefined) return undefined;
  const values: Record<string, unknown> = {};
  for (const { name, required, fits } of plain) {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value === null || value === undefined) {
      if (required || (value === undefined && Object.hasOwn(variables, name))) return undefined;
      if (value === null) values[name] = null;
    } else if (fits(value)) values[name] = value;
    else return undefined;
  }
  return values;
}
