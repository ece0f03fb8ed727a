import type { FieldNode, OperationDefinitionNode, FragmentDefinitionNode } from 'graphql';
import QuickLru from 'quick-lru';
import type { Principal } from '../access/principal.ts';
import type { TypeModel } from '../contract/model.ts';
import { quote, raw, sql } from '../contract/sql.ts';
import { Compilation, type Compiler, type Structural } from './compile.ts';
import { objectOf } from './object.ts';
import { finish, keyOf, type Plan, type PlannedOperation } from './plan.ts';
import { visible } from './scope.ts';
import { resolve, shapeOf, type Variables } from './slots.ts';
import { columnSql, joinAnd, type Path } from './source.ts';

/** The variable that a plan by keys reads its keys from; no GraphQL variable can have this name. */
const keysVariable = '$keys';
export const withKeys = (variables: Variables, keys: readonly string[]): Variables => ({ ...variables, [keysVariable]: keys });

export interface Selection {
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly nodes: readonly FieldNode[];
  readonly path: Path;
}

/** Rows by their keys with the caller's selection, as far as they are visible: what a resolver or a command gave by key is read here, in one statement. */
export function planByKeys(
  compiler: Compiler,
  type: TypeModel,
  { operation, fragments, nodes, path }: Selection,
  variables: Variables,
  principal: Principal,
  shaping: (structural: ReadonlyMap<string, Structural>) => void = () => undefined,
): Plan {
  const shape = shapeOf(compiler.schema, operation, variables);
  const compilation = new Compilation(compiler, fragments, shape.tree, variables, principal, true);
  compilation.need(type.permission, path);
  const { dialect } = compilation;
  const source = { alias: compilation.alias(), type };
  const key = columnSql(source.alias, type.entity.key);
  const list = {
    text: '?',
    params: [
      {
        kind: 'bind' as const,
        read: (bindings: { readonly variables: Variables }) =>
          dialect.listValue(resolve(bindings.variables[keysVariable], {}) as readonly string[]),
      },
    ],
  };
  const row = dialect.object([
    ['key', dialect.scalar('String', key)],
    ['row', objectOf(compilation, source, nodes, path)],
  ]);
  const rows = dialect.many(
    row,
    (selected) =>
      sql`SELECT ${selected} FROM ${quote(type.entity.table)} AS ${raw(source.alias)} WHERE ${joinAnd([dialect.inList(type.entity.key, key, list), ...visible(compilation, source)])}`,
    false,
  );
  shaping(compilation.structural);
  return finish(dialect, dialect.root(rows), compilation);
}

/** Plans by keys kept for all documents together. */
const plansAtMost = 1_000;
const plansOf = new WeakMap<Compiler, QuickLru<string, Plan>>();

type Selected = Pick<Selection, 'nodes' | 'path'> & { readonly batch?: string };
interface Asked {
  readonly compiler: Compiler;
  readonly type: TypeModel;
  readonly nodes: readonly FieldNode[];
  readonly batch: string;
  readonly principal: Principal;
  readonly plan: Plan;
}
/** What one request asked for: it asks several times, with the same variables, and the key of a plan is long. */
const askedBy = new WeakMap<Variables, Asked[]>();

/** The same, made once for all requests of the same shape. `batch` tells apart two types that stand at one path, as behind an interface. */
export function plannedByKeys(
  compiler: Compiler,
  planned: PlannedOperation,
  type: TypeModel,
  { nodes, path, batch = path.join('.') }: Selected,
  variables: Variables,
  principal: Principal,
): Plan {
  const all = askedBy.get(variables) ?? [];
  askedBy.set(variables, all);
  const is = (each: Asked): boolean =>
    each.nodes === nodes && each.type === type && each.batch === batch && each.principal === principal && each.compiler === compiler;
  const known = all.find(is);
  if (known !== undefined) return known.plan;
  const plan = findPlan(compiler, planned, type, { nodes, path, batch }, variables, principal);
  all.push({ compiler, type, nodes, batch, principal, plan });
  return plan;
}

function findPlan(
  compiler: Compiler,
  planned: PlannedOperation,
  type: TypeModel,
  { nodes, path, batch }: Required<Selected>,
  variables: Variables,
  principal: Principal,
): Plan {
  const shape = planned.operation.variableDefinitions?.length ? shapeOf(compiler.schema, planned.operation, variables).key : '';
  const shapeKey = `rows ${type.name} ${batch}|${planned.id}|${principal.shape}|${shape}`;
  const structural = planned.structural.get(shapeKey);
  const plans = plansOf.get(compiler) ?? new QuickLru<string, Plan>({ maxSize: plansAtMost });
  plansOf.set(compiler, plans);
  const known = structural === undefined ? undefined : plans.get(keyOf(shapeKey, structural, variables));
  if (known !== undefined) return known;
  const { operation, fragments } = planned;
  let all = structural ?? new Map<string, Structural>();
  const plan = planByKeys(compiler, type, { operation, fragments, nodes, path }, variables, principal, (more) => {
    // Another plan of the same shape may have read more: a key holds all that any of them read.
    all = new Map([...all, ...more]);
  });
  planned.structural.set(shapeKey, all);
  plans.set(keyOf(shapeKey, all, variables), plan);
  return plan;
}
