import { defineCommand, EnterpriseType } from '@fengsui/core';
import { check, checkPolygon, type Polygon } from '@fengsui/core/rules';
import * as z from 'zod';
import { Site } from '../entities/site.ts';
import { SiteType } from '../schema/site.ts';
import { SiteRegistered } from './events.ts';
import { populationOf } from './population.ts';

export const registerSite = defineCommand({
  name: 'registerSite',
  description: '登记厂区边界。Registers the boundary of a plant.',
  permission: 'hazchem.write',
  input: z.object({
    enterpriseId: z.string(),
    name: z.string().min(1).max(200).describe('名称。Name.'),
    polygon: z
      .object({
        type: z.literal('Polygon'),
        coordinates: z.array(z.array(z.tuple([z.number(), z.number()], z.number())).max(2_000)).max(50),
      })
      .meta({ graphql: 'GeoJSON', description: '边界，GeoJSON Polygon。The boundary, a GeoJSON Polygon.' }),
    populationWithin500m: z
      .int()
      .min(0)
      .max(10_000_000)
      .optional()
      .describe(
        '边界外 500 m 内常住人口的实地调查值；不给则由人口点统计。People living within 500 m outside the boundary, as surveyed; counted from population points unless given.',
      ),
  }),
  load: { enterprise: { type: EnterpriseType, id: 'enterpriseId' } },
  payload: { site: SiteType },
  emits: [SiteRegistered],
  run: async ({ input, loaded: { enterprise }, store, refuse, emit, now }) => {
    // as: the rule says what is wrong with positions that are none
    const polygon = input.polygon as unknown as Polygon;
    const faults = check();
    checkPolygon(faults, ['polygon'], polygon);
    if (faults.failed) refuse(faults.refusals);
    const { name } = input;
    const population = await populationOf(store, polygon, input.populationWithin500m);
    const site = store.create(Site, { name, polygon, ...population, populationAsOf: now(), enterprise: enterprise.id });
    const { populationWithin500m, populationFrom } = population;
    emit(SiteRegistered, site, { name, populationWithin500m, populationFrom });
    return { site };
  },
});
