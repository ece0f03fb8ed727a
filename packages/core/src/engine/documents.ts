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
import { bilingualError } from '../graphql/bilingual-error.ts';
import { inChinese } from '../graphql/in-chinese.ts';
import { type Limits, limitsRule } from '../graphql/limits.ts';
import { nestingAtMost, nestingOf } from '../graphql/nesting.ts';
import { choices } from '../graphql/unknown-field.ts';
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
    const { message, nodes, source, positions } = error;
    const tooLong = message.includes('tokens. Parsing aborted');
    const failure = tooLong
      ? bilingualError(
          'LIMIT_EXCEEDED',
          `查询超过 ${limits.tokens} 个词法单元；请拆分。`,
          `The operation has more than ${limits.tokens} tokens; split it.`,
          { nodes, source, positions },
        )
      : bilingualError('GRAPHQL_PARSE_FAILED', inChinese(message), message, { nodes, source, positions });
    return { document: undefined, operations: new Map(), errors: [failure] };
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
  errors: [bilingualError('LIMIT_EXCEEDED', '文档嵌套过深；请拆分。', 'The document is nested too deep; split it.')],
});
function withCode(schema: GraphQLSchema, { message, nodes, source, positions }: GraphQLError): GraphQLError {
  const { zh, en } = choices(schema, message);
  return bilingualError('GRAPHQL_VALIDATION_FAILED', `${inChinese(message)}${zh}`, `${message}${en}`, { nodes, source, positions });
}
