import QuickLru from 'quick-lru';
import type { Principal } from '../access/principal.ts';
import { Compilation, type Compiler, type Structural } from './compile.ts';
import type { Selection } from './by-keys.ts';
import { impactOf } from './impact.ts';
import { objectOf } from './object.ts';
import { finish, keyOf, type Plan, type PlannedOperation } from './plan.ts';
import { geometriesVariable } from './resolved.ts';
import { shapeOf, Slot, type Variables } from './slots.ts';

export const withGeometries = (variables: Variables, geometries: readonly unknown[]): Variables => ({
  ...variables,
  [geometriesVariable]: geometries,
});
const plansAtMost = 500;
const plansOf = new WeakMap<Compiler, QuickLru<string, Plan>>();

/** What lies inside so many geometries that a resolver gave, with the caller's selection: a list, in one statement. Made once for requests of the same shape. */
export function plannedImpacts(
  compiler: Compiler,
  planned: PlannedOperation,
  { nodes, path }: Pick<Selection, 'nodes' | 'path'>,
  count: number,
  variables: Variables,
  principal: Principal,
): Plan {
  const shape = shapeOf(compiler.schema, planned.operation, variables);
  const shapeKey = `impact ${path.join('.')}|${count}|${planned.id}|${principal.shape}|${shape.key}`;
  const plans = plansOf.get(compiler) ?? new QuickLru<string, Plan>({ maxSize: plansAtMost });
  plansOf.set(compiler, plans);
  const structural = planned.structural.get(shapeKey);
  const known = structural === undefined ? undefined : plans.get(keyOf(shapeKey, structural, variables));
  if (known !== undefined) return known;
  const compilation = new Compilation(compiler, planned.fragments, shape.tree, variables, principal, true);
  const impacts = Array.from({ length: count }, (_none, at) =>
    impactOf(compilation, nodes, { geometry: new Slot([geometriesVariable, at]) }, path, objectOf),
  );
  const plan = finish(compiler.dialect, compiler.dialect.root(compiler.dialect.list(impacts)), compilation);
  const all = new Map<string, Structural>([...(structural ?? []), ...compilation.structural]);
  planned.structural.set(shapeKey, all);
  plans.set(keyOf(shapeKey, all, variables), plan);
  return plan;
}
