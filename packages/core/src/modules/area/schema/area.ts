import { entityType, extendType } from '../../../contract/define.ts';
import { Area } from '../entities/area.ts';

export const AreaType = entityType(Area, {
  prefix: 'area',
  permission: 'authenticated',
  naturalKeys: ['code'],
  description:
    '行政区划、网格或功能区；编码的前缀即上级。代码变更后原代码保留为失效区划，`validTo` 为失效日，`successor` 为现行区划。An administrative area, grid or zone; the prefixes of its code are the areas above it. A code that changed stays as an expired area: `validTo` says since when, `successor` what took its place.',
  fields: (t) => ({
    ...t.columns({
      code: '有效位编码：省 2、市 4、县 6、乡镇 9、村 12、网格 15 位；功能区为所属区划编码加 Z 与 3 位数字。Significant digits of its code: 2 to 15 by level; of a zone the code of its division, Z and three digits.',
      name: '名称。Name.',
      level: '级别。Level.',
      population: '常住人口。Resident population.',
      validFrom: '生效日。The day from which the code holds.',
      validTo: '失效日；现行为空，`validTo: { isNull: true }` 即现行区划。The day from which it no longer holds; empty while in force.',
    }),
    boundary: t.column('boundary', '边界，GeoJSON。Its boundary, GeoJSON.'),
    parent: t.relation('parent', '上级区划；功能区没有上级。The area above it; a zone has none.'),
    children: t.inverse(Area, 'parent', '下级区划，含失效的。The areas directly below it, expired ones included.'),
  }),
});
export const AreaSuccessor = extendType(AreaType, (t) => ({
  successor: t.link('successor', AreaType, '取代它的区划。The area that took its place.'),
}));
