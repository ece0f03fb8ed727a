import type { FieldNode, OperationDefinitionNode, FragmentDefinitionNode } from 'graphql';
import QuickLru from 'quick-lru';
import type { Principal } from '../access/principal.ts';
import type { TypeModel } from '../contract/model.ts';
import { bind, quote, raw, sql, type Sql } from '../contract/sql.ts';
import { type Bindings, Compilation, type Compiler, type Structural } from './compile.ts';
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

/** A list of rows with their keys, or of the first key the row alone, which takes the database two thirds of the time. */
export type HowMany = 'many' | 'one';

/** Rows by their keys with the caller's selection, as far as they are visible: what a resolver or a command gave by key is read here, in one statement. */
export function planByKeys(
  compiler: Compiler,
  type: TypeModel,
  { operation, fragments, nodes, path }: Selection,
  variables: Variables,
  principal: Principal,
  howMany: HowMany,
  shaping: (structural: ReadonlyMap<string, Structural>) => void = () => undefined,
): Plan {
  const shape = shapeOf(compiler.schema, operation, variables);
  const compilation = new Compilation(compiler, fragments, shape.tree, variables, principal, true);
  compilation.need(type.permission, path);
  const { dialect } = compilation;
  const source = { alias: compilation.alias(), type };
  const key = columnSql(source.alias, type.entity.key);
  const given = (read: (keys: readonly string[]) => string): Sql =>
    bind(({ variables: own }: Bindings) => read(resolve(own[keysVariable], {}) as readonly string[]));
  const object = objectOf(compilation, source, nodes, path);
  const visibly = visible(compilation, source);
  const from = (condition: Sql): Sql =>
    sql`FROM ${quote(type.entity.table)} AS ${raw(source.alias)} WHERE ${joinAnd([condition, ...visibly])}`;
  if (howMany === 'one') {
    const own = dialect.one(object, from(sql`${key} = ${given(([first = '']) => first)}`));
    shaping(compilation.structural);
    return finish(dialect, dialect.root(own), compilation);
  }
  const list = given((keys) => dialect.listValue(keys));
  const row = dialect.object([
    ['key', dialect.scalar('String', key)],
    ['row', object],
  ]);
  const rows = dialect.many(row, (selected) => sql`SELECT ${selected} ${from(dialect.inList(type.entity.key, key, list))}`, false);
  shaping(compilation.structural);
  return finish(dialect, dialect.root(rows), compilation);
}

/** Plans by keys kept for all documents together. */
const plansAtMost = 1_000;
const plansOf = new WeakMap<Compiler, QuickLru<string, Plan>>();

type Selected = Pick<Selection, 'nodes' | 'path'> & { readonly batch?: string; readonly howMany?: HowMany };
interface Asked {
  readonly compiler: Compiler;
  readonly type: TypeModel;
  readonly nodes: readonly FieldNode[];
  readonly batch: string;
  readonly howMany: HowMany;
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
  { nodes, path, batch = path.join('.'), howMany = 'many' }: Selected,
  variables: Variables,
  principal: Principal,
): Plan {
  const all = askedBy.get(variables) ?? [];
  askedBy.set(variables, all);
  const is = (each: Asked): boolean =>
    each.nodes === nodes &&
    each.type === type &&
    each.batch === batch &&
    each.howMany === howMany &&
    each.principal === principal &&
    each.compiler === compiler;
  const known = all.find(is);
  if (known !== undefined) return known.plan;
  const plan = findPlan(compiler, planned, type, { nodes, path, batch, howMany }, variables, principal);
  all.push({ compiler, type, nodes, batch, howMany, principal, plan });
  return plan;
}

function findPlan(
  compiler: Compiler,
  planned: PlannedOperation,
  type: TypeModel,
  { nodes, path, batch, howMany }: Required<Selected>,
  variables: Variables,
  principal: Principal,
): Plan {
  const shape = planned.operation.variableDefinitions?.length ? shapeOf(compiler.schema, planned.operation, variables).key : '';
  const shapeKey = `${howMany} ${type.name} ${batch}|${planned.id}|${principal.shape}|${shape}`;
  const structural = planned.structural.get(shapeKey);
  const plans = plansOf.get(compiler) ?? new QuickLru<string, Plan>({ maxSize: plansAtMost });
  plansOf.set(compiler, plans);
  const known = structural === undefined ? undefined : plans.get(keyOf(shapeKey, structural, variables));
  if (known !== undefined) return known;
  const { operation, fragments } = planned;
  let all = structural ?? new Map<string, Structural>();
  const plan = planByKeys(compiler, type, { operation, fragments, nodes, path }, variables, principal, howMany, (more) => {
    // Another plan of the same shape may have read more: a key holds all that any of them read.
    all = new Map([...all, ...more]);
  });
  planned.structural.set(shapeKey, all);
  plans.set(keyOf(shapeKey, all, variables), plan);
  return plan;
}
