import { entityType, extendType } from '../../../contract/define.ts';
import { PopulationPoint } from '../entities/population-point.ts';
import { AreaType } from './area.ts';
import { Located } from './located.ts';

export const PopulationPointType = entityType(PopulationPoint, {
  prefix: 'population_point',
  permission: 'population.read',
  interfaces: [Located],
  description:
    '人口点：某处居住人数；`source` 说明来源，演示数据为 demo。People who live at one place; `source` says where it comes from, `demo` is made up.',
  fields: (t) => ({
    ...t.columns({ people: '人数。People.' }),
    area: t.relation('area', '所在区划。Where it is.'),
  }),
});
export const AreaPopulationPoints = extendType(
  AreaType,
  (t) => ({ populationPoints: t.inverse(PopulationPoint, 'area', '直接位于此区划的人口点。Population points directly in it.') }),
  { permission: 'population.read' },
);
