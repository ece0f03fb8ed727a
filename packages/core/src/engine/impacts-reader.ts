import type { Principal } from '../access/principal.ts';
import type { Selection } from '../query/by-keys.ts';
import { polygonInput } from '../query/geometry-input.ts';
import { plannedImpacts, withGeometries } from '../query/impacts.ts';
import { authorize, type PlannedOperation } from '../query/plan.ts';
import type { Variables } from '../query/slots.ts';
import { type ExecuteOptions, readText } from './read-options.ts';

/** Geometries whose impact one statement gives. */
const geometriesAtMost = 10;

/** What lies inside each of these geometries. One that is no polygon is an error of its own and does not spoil the others. */
export async function impactsOf(
  options: ExecuteOptions,
  planned: PlannedOperation,
  selection: Pick<Selection, 'nodes' | 'path'>,
  geometries: readonly unknown[],
  variables: Variables,
  principal: Principal,
): Promise<readonly unknown[]> {
  const checked = geometries.map((geometry) => checkedPolygon(geometry, selection.path));
  const good = geometries.filter((_geometry, at) => checked[at] === undefined);
  const found: unknown[] = [];
  for (let at = 0; at < good.length; at += geometriesAtMost) {
    const part = good.slice(at, at + geometriesAtMost);
    const plan = plannedImpacts(options.compiler, planned, selection, part.length, variables, principal);
    authorize(plan, principal);
    const text = await readText(options, plan, withGeometries(variables, part), principal);
    found.push(...(JSON.parse(text ?? '[]') as readonly unknown[]));
  }
  return checked.map((fault) => fault ?? found.shift());
}

function checkedPolygon(geometry: unknown, path: Selection['path']): Error | undefined {
  try {
    polygonInput(geometry, 'CGCS2000', path);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
