import QuickLru from 'quick-lru';
import type { Principal } from '../access/principal.ts';
import { FengsuiError } from '../contract/errors.ts';
import type { Indicator } from '../contract/indicator.ts';
import type { ReadContext } from '../contract/types.ts';
import { permissionsOf, planFigures, withAreas } from '../query/figures.ts';
import { authorize, type Plan } from '../query/plan.ts';
import { type ExecuteOptions, readText } from './read-options.ts';

export type Figures = ReadonlyMap<string, number | null>;
/** What core's own fields over indicators reach. */
export interface FigureContext extends ReadContext {
  /** Whether the caller may read what the indicator counts. */
  readonly mayRead: (indicator: Indicator) => boolean;
  /** Figures by area and indicator's id, all in one statement; an area that the caller sees a part of is an error. */
  readonly figures: (areas: readonly string[], indicators: readonly Indicator[]) => Promise<readonly (Figures | Error)[]>;
}
const plans = new WeakMap<ExecuteOptions['compiler'], QuickLru<string, Plan>>();
/** Areas whose figures one statement gives. */
const areasAtMost = 100;

export function figuresReader(options: ExecuteOptions, principal: Principal): Pick<FigureContext, 'mayRead' | 'figures'> {
  const { model } = options.compiler;
  return {
    mayRead: (indicator) => permissionsOf(model, indicator).every((permission) => principal.has(permission)),
    figures: async (areas, indicators) => {
      const needed = new Set(indicators.flatMap((indicator) => permissionsOf(model, indicator)));
      const whole = areas.map((area) => [...needed].every((permission) => reachesAll(principal, permission, area)));
      const seen = [...new Set(areas.filter((_area, at) => whole[at]))];
      const found = new Map<string, Figures>();
      for (let at = 0; at < seen.length && indicators.length > 0; at += areasAtMost) {
        const part = seen.slice(at, at + areasAtMost);
        for (const [area, figures] of await read(options, principal, part, indicators)) found.set(area, figures);
      }
      return areas.map((area, at) => (whole[at] ? (found.get(area) ?? new Map<string, number | null>()) : partly(area)));
    },
  };
}

/** A figure of which the caller sees a part would be less than there is, and would look like all of it. */
function reachesAll(principal: Principal, permission: string, area: string): boolean {
  const scope = principal.scope(permission);
  return scope === 'everywhere' || scope.some(({ code }) => area.startsWith(code));
}
const partly = (area: string): FengsuiError =>
  new FengsuiError(
    'FORBIDDEN',
    `您的权限未覆盖区划 ${area} 的全部，所得数字会偏小；请查询您管辖的区划。`,
    `Your permissions do not reach all of area ${area}, so its figures would be too small; ask for an area that is yours.`,
  );

async function read(
  options: ExecuteOptions,
  principal: Principal,
  areas: readonly string[],
  indicators: readonly Indicator[],
): Promise<ReadonlyMap<string, Figures>> {
  const { compiler, pipeline } = options;
  const known = plans.get(compiler) ?? new QuickLru<string, Plan>({ maxSize: 200 });
  plans.set(compiler, known);
  const key = `${indicators.map(({ id }) => id).join()}|${areas.length}|${principal.shape}`;
  const plan = known.get(key) ?? planFigures(compiler, indicators, areas.length, principal);
  known.set(key, plan);
  authorize(plan, principal);
  const text = await readText(options, plan, withAreas({ areas, now: pipeline.now() }), principal);
  const rows = JSON.parse(text ?? '[]') as readonly Readonly<Record<string, unknown>>[];
  return new Map(
    rows.map((row) => [
      String(row['area']),
      // as: every figure is printed as a number or null
      new Map(indicators.map(({ id }, at) => [id, row[`f${at}`] as number | null])),
    ]),
  );
}
