import { entityType, extendType } from '../../../contract/define.ts';
import { AreaType } from '../../area/schema/area.ts';
import { Located } from '../../area/schema/located.ts';
import { Enterprise } from '../entities/enterprise.ts';

export const EnterpriseType = entityType(Enterprise, {
  prefix: 'enterprise',
  permission: 'enterprise.read',
  interfaces: [Located],
  naturalKeys: ['creditCode'],
  description: '企业。An enterprise under safety supervision.',
  fields: (t) => ({
    ...t.columns({
      name: '名称。Name.',
      creditCode: '统一社会信用代码（GB 32100-2015）。Unified social credit code.',
      industry: '行业监管类别。Category of supervision.',
      employees: '从业人数。Employees.',
      riskColour: '风险等级颜色。Colour of its risk.',
    }),
    area: t.relation('area', '所在区划。Where it is.'),
    zone: t.relation('zone', '所在功能区、园区。The functional zone or park that it lies in.'),
  }),
});
export const AreaEnterprises = extendType(
  AreaType,
  (t) => ({
    enterprises: t.inverse(Enterprise, 'area', '直接位于此区划的企业。Enterprises directly in it.'),
    enterpriseCount: t.count(Enterprise, 'area', '直接位于此区划的企业数。How many are directly in it.'),
  }),
  { permission: 'enterprise.read' },
);
