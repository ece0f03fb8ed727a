import { type FragmentDefinitionNode, Kind, type DocumentNode, type OperationDefinitionNode } from 'graphql';
import QuickLru from 'quick-lru';
import { reaches, type Principal } from '../access/principal.ts';
import { whoAsks } from '../access/token.ts';
import { FengsuiError } from '../contract/errors.ts';
import type { Param, Sql, SqlValue } from '../contract/sql.ts';
import { statement, type Statement, type Weight } from '../data/database.ts';
import { type Bindings, Compilation, type Compiler, type Needed, type Structural } from './compile.ts';
import type { Dialect, Entry } from './dialect/dialect.ts';
import { convertCoordinates, type CoordinateSystem } from '../rules/index.ts';
import { fillHoles, mark } from './holes.ts';
import { mostGroups } from './aggregate.ts';
import { rootEntries } from './root.ts';
import type { Step } from './steps.ts';
import { shapeOf, type Variables } from './slots.ts';

/** A compiled operation: one statement, what its parameters read, and what its caller must be allowed. */
export interface Plan {
  /** None when no field is planned. */
  readonly statement: Statement | undefined;
  readonly params: readonly Param[];
  readonly needed: readonly Needed[];
  /** Some field has a resolver: graphql-js finishes the answer over what the statement gives. */
  readonly mixed: boolean;
  readonly holes: boolean;
  /** Where lists of groups stand in the answer. */
  readonly grouped: readonly (readonly (string | number)[])[];
  readonly pages: readonly ((variables: Variables) => string)[];
  /** Objects that the operation may touch at most. */
  readonly cost: number;
  readonly weight: Weight;
  /** What is read where. */
  readonly steps: readonly Step[];
}

/** One operation of a document with what its plans are found by. */
export interface PlannedOperation {
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly id: number;
  /** By the shape of variables and principal: what else of the variables shapes the SQL. */
  readonly structural: QuickLru<string, ReadonlyMap<string, Structural>>;
}
/** Shapes kept for one document: a front end sends a handful, an attacker must not fill the memory. */
const shapesAtMost = 50;
/** Plans kept for all documents together; one is some ten kilobytes. */
const plansAtMost = 2_000;
const plansOf = new WeakMap<Compiler, QuickLru<string, Plan>>();
let operations = 0;

export function plannedOperation(document: DocumentNode, operation: OperationDefinitionNode): PlannedOperation {
  const fragments = Object.fromEntries(
    document.definitions
      .filter((definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((definition) => [definition.name.value, definition]),
  );
  return { operation, fragments, id: (operations += 1), structural: new QuickLru({ maxSize: shapesAtMost }) };
}

/** The plan for these variables and this principal, made if it is new. */
export function planFor(compiler: Compiler, planned: PlannedOperation, variables: Variables, principal: Principal): Plan {
  const shape = planned.operation.variableDefinitions?.length
    ? shapeOf(compiler.schema, planned.operation, variables)
    : { tree: {}, key: '' };
  const shapeKey = `${planned.id}|${principal.shape}|${shape.key}`;
  const structural = planned.structural.get(shapeKey);
  const plans = plansOf.get(compiler) ?? new QuickLru<string, Plan>({ maxSize: plansAtMost });
  plansOf.set(compiler, plans);
  const known = structural === undefined ? undefined : plans.get(keyOf(shapeKey, structural, variables));
  if (known !== undefined) return known;
  const compile = (typed: boolean): readonly [Compilation, readonly Entry[]] => {
    const compilation = new Compilation(compiler, planned.fragments, shape.tree, variables, principal, typed);
    return [compilation, rootEntries(compilation, planned.operation)];
  };
  const untyped = compile(false);
  const [compilation, entries] = untyped[0].mixed ? compile(true) : untyped;
  // Another plan of the same shape may have read more: a key holds all that any of them read.
  const all = new Map([...(structural ?? []), ...compilation.structural]);
  planned.structural.set(shapeKey, all);
  const plan = finish(
    compiler.dialect,
    entries.length === 0 ? undefined : compiler.dialect.root(compiler.dialect.object(entries)),
    compilation,
  );
  plans.set(keyOf(shapeKey, all, variables), plan);
  return plan;
}
export function keyOf(shapeKey: string, structural: ReadonlyMap<string, Structural>, variables: Variables): string {
  if (structural.size === 0) return shapeKey;
  let key = shapeKey;
  for (const { read } of structural.values()) key += `|${read(variables)}`;
  return key;
}

export function finish(dialect: Dialect, sql: Sql | undefined, compilation: Compilation): Plan {
  const text = sql === undefined ? '' : dialect.finish(sql);
  return {
    statement: sql === undefined ? undefined : statement(text),
    params: sql?.params ?? [],
    needed: [...compilation.needed.values()],
    mixed: compilation.mixed,
    holes: text.includes(mark),
    grouped: compilation.grouped,
    pages: compilation.pages,
    cost: compilation.cost,
    weight: compilation.heavy ? 'heavy' : 'light',
    steps: compilation.steps,
  };
}

/** Refuses the whole operation before anything runs when one of its fields is not allowed. */
export function authorize(plan: Plan, principal: Principal): void {
  for (const { permission, path, wherever } of plan.needed) {
    if (principal.has(permission) && (wherever === undefined || reaches(principal, permission, wherever))) continue;
    if (principal.anonymous) throw whoAsks(path);
    if (principal.has(permission))
      throw new FengsuiError(
        'FORBIDDEN',
        `权限 ${permission} 未覆盖您可见的全部区划；请向管理员申请，或去掉该字段。`,
        `The permission ${permission} does not reach all the areas that you see; ask an administrator for it, or leave the field out.`,
        path,
      );
    throw new FengsuiError(
      'FORBIDDEN',
      `缺少权限 ${permission}；请向管理员申请，或去掉该字段。`,
      `The permission ${permission} is missing; ask an administrator for it, or leave the field out.`,
      path,
    );
  }
}

export function parameters(plan: Plan, bindings: Bindings): readonly SqlValue[] {
  // as: a parameter's reader was made for these bindings
  return plan.params.map((param) => (param.kind === 'value' ? param.value : param.read(bindings as never)));
}

/** A shorter answer cannot hold too many groups, `{}` and a comma each: most are never looked into. */
const shortest = mostGroups * 3;
function refuseGroups({ grouped }: Plan, text: string): void {
  if (grouped.length === 0 || text.length <= shortest) return;
  const data = JSON.parse(text) as unknown;
  for (const path of grouped) {
    const groups = path.reduce<unknown>((at, key) => (at as Readonly<Record<string | number, unknown>> | undefined)?.[key], data);
    if (!Array.isArray(groups) || groups.length <= mostGroups) continue;
    throw new FengsuiError(
      'LIMIT_EXCEEDED',
      `分组超过 ${mostGroups} 个；请加 where 或 having，或按更粗的区划、时段分组。`,
      `There are more than ${mostGroups} groups; narrow them by where or having, or group by larger areas or longer times.`,
      path,
    );
  }
}

/** Fills what the database left open: cursors, and numbers in JavaScript's form. */
export function complete(plan: Plan, text: string, { cursors, variables }: Bindings): string {
  refuseGroups(plan, text);
  if (!plan.holes) return text;
  return fillHoles(text, (kind, content) => {
    const values = JSON.parse(content) as readonly unknown[] | number;
    if (kind === 'number') return String(Number(values));
    if (kind === 'rounded') return String(Number(Number(values).toPrecision(12)));
    if (kind === 'point') {
      const [crs, lon, lat] = values as readonly [CoordinateSystem, number, number];
      return JSON.stringify({ type: 'Point', coordinates: convertCoordinates([lon, lat], 'CGCS2000', crs) });
    }
    const [page, ...keys] = values as readonly unknown[];
    const fingerprint = plan.pages[Number(page)];
    if (fingerprint === undefined) throw new Error('A cursor names a page that the plan does not have');
    return JSON.stringify(cursors.encode(fingerprint(variables), keys));
  });
}
