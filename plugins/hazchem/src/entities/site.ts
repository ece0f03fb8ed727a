import { entity, Enterprise, enumColumn, enumType, p, via, type Entity, type RowOf } from '@fengsui/core';
import type { Polygon } from '@fengsui/core/rules';

export const PopulationFrom = enumType('PopulationFrom', '人口来自何处。Where a population comes from.', {
  POPULATION_POINTS: '由人口点统计。Counted from population points.',
  SURVEY: '实地调查。Surveyed on the spot.',
});

const properties = {
  name: p.string().length(200).index(),
  enterprise: () => p.manyToOne(Enterprise).ref(),
  polygon: p.json().$type<Polygon>(),
  /** What α is read from: people living within 500 m outside the boundary. */
  populationWithin500m: p.integer().index(),
  populationFrom: enumColumn(PopulationFrom).default('POPULATION_POINTS'),
  populationAsOf: p.datetime(),
  /** What population points say, when they were last compared; α is read from the count above, whatever this says. */
  populationByPoints: p.integer().nullable(),
  /** They say something else than α is read from. */
  populationStale: p.boolean().default(false).index(),
};
/** 厂区: the ground of a plant within its boundary. */
export interface Site extends RowOf<typeof properties> {}
export const Site: Entity<Site, 'Site'> = entity('Site', { table: 'hazchem_site', visibility: via('enterprise'), properties });
