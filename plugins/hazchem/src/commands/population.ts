import { PopulationPoint, type CommandStore } from '@fengsui/core';
import type { Polygon } from '@fengsui/core/rules';
import { alphaMeters, boxAround, isRoundAbout } from '../surroundings.ts';

/** The people from which a site's α is read: a survey where there is one, otherwise the population points round about, also those across a district's border. */
export async function populationOf(store: CommandStore, polygon: Polygon, surveyed: number | undefined) {
  if (surveyed !== undefined)
    return { populationWithin500m: surveyed, populationFrom: 'SURVEY', populationByPoints: null, populationStale: false } as const;
  const round = boxAround(polygon, alphaMeters);
  const populationWithin500m = await store.sumOver(PopulationPoint, 'people', round, (place) => isRoundAbout(polygon, place, alphaMeters));
  return {
    populationWithin500m,
    populationFrom: 'POPULATION_POINTS',
    populationByPoints: populationWithin500m,
    populationStale: false,
  } as const;
}
