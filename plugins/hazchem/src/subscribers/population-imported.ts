import { defineSubscriber, PopulationPointsImported, type Subscriber } from '@fengsui/core';
import { checkSitePopulation } from '../commands/check-population.ts';
import { renewSitePopulation } from '../commands/renew-population.ts';
import type { HazchemOptions } from '../options.ts';

interface Page {
  readonly sites: {
    readonly nodes: readonly { readonly id: string; readonly populationFrom: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}
const counted = `query Counted($after: String, $where: SiteWhere) {
  sites(first: 100, after: $after, where: $where) { nodes { id populationFrom } pageInfo { hasNextPage endCursor } }
}`;

/** After an import of population points, each site whose α was counted from them is compared with what they say now. */
export const populationImported = ({ afterPopulationImport }: HazchemOptions): Subscriber =>
  defineSubscriber({
    id: 'population-imported',
    on: [PopulationPointsImported],
    run: async (_event, { query, act }) => {
      const sites = async (where: object): Promise<readonly string[]> => {
        const ids: string[] = [];
        for (let after: string | null = null; ;) {
          const { sites: page }: Page = await query<Page>(counted, { after, where });
          ids.push(...page.nodes.filter(({ populationFrom }) => populationFrom === 'POPULATION_POINTS').map(({ id }) => id));
          if (!page.pageInfo.hasNextPage) return ids;
          after = page.pageInfo.endCursor;
        }
      };
      for (const siteId of await sites({})) await act(checkSitePopulation, { siteId });
      if (afterPopulationImport === 'RENEW')
        for (const siteId of await sites({ populationStale: { eq: true } })) await act(renewSitePopulation, { siteId });
    },
  });
