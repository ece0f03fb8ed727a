import { entityType } from '@fengsui/core';
import { HazardUnit } from '../entities/hazard-unit.ts';
import { Site } from '../entities/site.ts';

export const SiteType = entityType(Site, {
  prefix: 'site',
  permission: 'hazchem.read',
  description: '厂区。The ground of a plant.',
  fields: (t) => ({
    ...t.columns({
      name: '名称。Name.',
      polygon: '边界，GeoJSON Polygon。The boundary, a GeoJSON Polygon.',
      populationWithin500m: '边界外 500 m 内常住人口，α 的依据。People within 500 m outside the boundary, from which α comes.',
      populationFrom: '人口来自何处。Where that population comes from.',
      populationAsOf: 'α 所用人口的统计时间。When the population that α comes from was counted.',
      populationByPoints:
        '人口点最近一次核对的人数；未核对为空。What population points said when they were last compared; empty before that.',
      populationStale:
        '人口点已变、与 α 所用人数不符；renewSitePopulation 后重算。Population points have changed and no longer agree with what α comes from; renewSitePopulation counts anew.',
    }),
    enterprise: t.relation('enterprise', '所属企业。Its enterprise.'),
    hazardUnits: t.inverse(HazardUnit, 'site', '其中的单元。The units on it.'),
  }),
});
