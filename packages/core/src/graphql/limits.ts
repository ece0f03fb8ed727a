import {
  type ASTVisitor,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
  type GraphQLError,
} from 'graphql';
import { bilingualError } from './bilingual-error.ts';

/** What one operation may ask. */
export interface Limits {
  readonly tokens: number;
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
  /** Selections that repeat what stands in the same place already. */
  readonly repeats: number;
  /** Objects that the operation may touch, by its plan. */
  readonly cost: number;
}
export const defaultLimits: Limits = { tokens: 4_000, depth: 12, aliases: 30, rootFields: 20, repeats: 100, cost: 10_000 };

const exceeded = (zh: string, en: string): GraphQLError => bilingualError('LIMIT_EXCEEDED', zh, en);

/** A validation rule: depth, aliases and root fields with fragments opened, each fragment measured once. */
export const limitsRule =
  (limits: Limits) =>
  (context: ValidationContext): ASTVisitor => ({
    Document: ({ definitions }) => {
      const fragments = definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).length;
      if (fragments > fragmentsAtMost)
        context.reportError(
          exceeded(
            `片段 ${fragments} 个，最多 ${fragmentsAtMost} 个；请拆分文档。`,
            `The document has ${fragments} fragments, at most ${fragmentsAtMost} are allowed; split it.`,
          ),
        );
    },
    OperationDefinition: (operation) => {
      const measured = measure(context, operation.selectionSet, new Map(), new Set());
      if (measured.depth > limits.depth)
        context.reportError(
          exceeded(
            `嵌套 ${measured.depth} 层，最多 ${limits.depth} 层；请拆分查询。`,
            `The operation is ${measured.depth} levels deep, at most ${limits.depth} are allowed; split it.`,
          ),
        );
      if (measured.aliases > limits.aliases)
        context.reportError(
          exceeded(
            `别名 ${measured.aliases} 个，最多 ${limits.aliases} 个；请减少。`,
            `The operation has ${measured.aliases} aliases, at most ${limits.aliases} are allowed.`,
          ),
        );
      if (measured.repeats > limits.repeats)
        context.reportError(
          exceeded(
            `同一处重复选择 ${measured.repeats} 次，最多 ${limits.repeats} 次；请每个字段只写一次。`,
            `The operation selects ${measured.repeats} times what it has selected in the same place, at most ${limits.repeats} are allowed; write each field once.`,
          ),
        );
      if (measured.fields > limits.rootFields)
        context.reportError(
          exceeded(
            `根字段 ${measured.fields} 个，最多 ${limits.rootFields} 个；请拆分查询。`,
            `The operation has ${measured.fields} root fields, at most ${limits.rootFields} are allowed; split it.`,
          ),
        );
    },
  });

/** Validation compares what stands in one place with each other, and each fragment with each: a thousand of them cost a million comparisons. */
const fragmentsAtMost = 50;
interface Measure {
  readonly repeats: number;
  readonly depth: number;
  readonly aliases: number;
  readonly fields: number;
}
const nothing: Measure = { depth: 0, aliases: 0, fields: 0, repeats: 0 };
const isIntrospection = ({ name }: FieldNode): boolean => name.value === '__schema' || name.value === '__type';

function measure(context: ValidationContext, set: SelectionSetNode, known: Map<string, Measure>, open: Set<string>): Measure {
  const seen = new Set(set.selections.map(placeOf));
  return set.selections.reduce<Measure>(
    (total, node) => {
      const own = measureOne(context, node, known, open);
      return {
        depth: Math.max(total.depth, own.depth),
        aliases: total.aliases + own.aliases,
        fields: total.fields + own.fields,
        repeats: total.repeats + own.repeats,
      };
    },
    { ...nothing, repeats: set.selections.length - seen.size },
  );
}
/** What a selection says in its place: a response key, a fragment, a type. */
function placeOf(node: SelectionSetNode['selections'][number]): string {
  if (node.kind === Kind.FIELD) return node.alias?.value ?? node.name.value;
  return node.kind === Kind.FRAGMENT_SPREAD ? `...${node.name.value}` : `... on ${node.typeCondition?.name.value ?? ''}`;
}

function measureOne(
  context: ValidationContext,
  node: SelectionSetNode['selections'][number],
  known: Map<string, Measure>,
  open: Set<string>,
): Measure {
  if (node.kind === Kind.FIELD) {
    const inner = node.selectionSet === undefined ? nothing : measure(context, node.selectionSet, known, open);
    // The schema describes itself in deep nests; it costs no data and has no alias worth counting.
    if (isIntrospection(node)) return { depth: 1, aliases: node.alias === undefined ? 0 : 1, fields: 1, repeats: inner.repeats };
    return { depth: inner.depth + 1, aliases: inner.aliases + (node.alias === undefined ? 0 : 1), fields: 1, repeats: inner.repeats };
  }
  if (node.kind === Kind.INLINE_FRAGMENT) return measure(context, node.selectionSet, known, open);
  const { value: name } = node.name;
  const measured = known.get(name);
  if (measured !== undefined) return measured;
  const fragment: FragmentDefinitionNode | null | undefined = context.getFragment(name);
  // A fragment inside itself is another rule's error.
  if (fragment === null || fragment === undefined || open.has(name)) return nothing;
  open.add(name);
  const own = measure(context, fragment.selectionSet, known, open);
  open.delete(name);
  known.set(name, own);
  return own;
}
