import { defineCommand } from '@fengsui/core';
import * as z from 'zod';
import { SiteType } from '../schema/site.ts';
import { PopulationChecked } from './events.ts';
import { populationOf } from './population.ts';

export const checkSitePopulation = defineCommand({
  name: 'checkSitePopulation',
  description:
    '按现有人口点核对厂区周边人口：与 α 所用人数不符则标记过期，不改变等级。Compares the population round a site with what population points say now: where they differ the site is marked; no level changes.',
  permission: 'hazchem.write',
  input: z.object({ siteId: z.string() }),
  load: { site: { type: SiteType, id: 'siteId' } },
  payload: { site: SiteType },
  emits: [PopulationChecked],
  run: async ({ loaded: { site }, store, emit }) => {
    const { populationWithin500m: now } = await populationOf(store, site.polygon, undefined);
    const stale = site.populationFrom === 'POPULATION_POINTS' && now !== site.populationWithin500m;
    if (site.populationByPoints === now && site.populationStale === stale) return { site };
    Object.assign(site, { populationByPoints: now, populationStale: stale });
    emit(PopulationChecked, site, { used: site.populationWithin500m, byPoints: now, stale });
    return { site };
  },
});
