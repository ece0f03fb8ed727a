import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import QuickLru from 'quick-lru';
import { inBothLanguages } from '../graphql/in-chinese.ts';
import { type Limits, limitsRule } from '../graphql/limits.ts';
import { nestingAtMost, nestingOf } from '../graphql/nesting.ts';
import { withChoices } from '../graphql/unknown-field.ts';
import { valuesRule } from '../graphql/values-rule.ts';
import { type PlannedOperation, plannedOperation } from '../query/plan.ts';

/** A document as far as it can be known before any request: parsed, validated, within its limits. */
export interface ReadDocument {
  readonly document: DocumentNode | undefined;
  readonly errors: readonly GraphQLError[];
  readonly operations: ReadonlyMap<string, PlannedOperation>;
}
/** Bounds what strangers can make us keep. */
const documentsAtMost = 1_000;

/** Reads documents once: parsing and validating is most of what a small operation costs. */
export function documents(schema: GraphQLSchema, limits: Limits): (query: string) => ReadDocument {
  const known = new QuickLru<string, ReadDocument>({ maxSize: documentsAtMost });
  return (query) => {
    const found = known.get(query);
    if (found !== undefined) return found;
    const made = read(schema, limits, query);
    known.set(query, made);
    return made;
  };
}

function read(schema: GraphQLSchema, limits: Limits, query: string): ReadDocument {
  if (nestingOf(query) > nestingAtMost) return tooDeep();
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: limits.tokens, noLocation: false });
  } catch (error) {
    if (!(error instanceof GraphQLError)) return tooDeep();
    const failure = error;
    const tooLong = failure.message.includes('tokens. Parsing aborted');
    return {
      document: undefined,
      operations: new Map(),
      errors: [
        new GraphQLError(
          tooLong
            ? `查询超过 ${limits.tokens} 个词法单元；请拆分。 The operation has more than ${limits.tokens} tokens; split it.`
            : inBothLanguages(failure.message),
          {
            ...(failure.nodes ? { nodes: failure.nodes } : {}),
            source: failure.source,
            positions: failure.positions,
            extensions: { code: tooLong ? 'LIMIT_EXCEEDED' : 'GRAPHQL_PARSE_FAILED' },
          },
        ),
      ],
    };
  }
  let errors: readonly GraphQLError[];
  try {
    // Limits first and alone: the other rules compare fields with each other, and what is beyond the limits would keep them busy.
    errors = validate(schema, document, [limitsRule(limits)], { maxErrors: 20 });
    if (errors.length === 0) errors = validate(schema, document, [...specifiedRules, valuesRule], { maxErrors: 20 });
  } catch {
    return tooDeep();
  }
  const operations = new Map(
    document.definitions
      .filter((definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION)
      .map((operation) => [operation.name?.value ?? '', plannedOperation(document, operation)]),
  );
  return {
    document,
    operations,
    errors: errors.map((error) => (error.extensions['code'] === undefined ? withCode(schema, error) : error)),
  };
}
/** The parser and the rules recurse; what brings them to the stack's end is no document that anybody means. */
const tooDeep = (): ReadDocument => ({
  document: undefined,
  operations: new Map(),
  errors: [
    new GraphQLError('文档嵌套过深；请拆分。 The document is nested too deep; split it.', { extensions: { code: 'LIMIT_EXCEEDED' } }),
  ],
});
const withCode = (schema: GraphQLSchema, error: GraphQLError): GraphQLError =>
  new GraphQLError(inBothLanguages(withChoices(schema, error.message)), {
    ...(error.nodes ? { nodes: error.nodes } : {}),
    source: error.source,
    positions: error.positions,
    extensions: { ...error.extensions, code: 'GRAPHQL_VALIDATION_FAILED' },
  });
