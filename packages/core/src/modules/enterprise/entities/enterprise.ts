import { p } from '@mikro-orm/core';
import { entity, enumColumn, type Entity, type RowOf } from '../../../contract/entity.ts';
import { enumType } from '../../../contract/enum.ts';
import { Area } from '../../area/entities/area.ts';

export const RiskColour = enumType('RiskColour', '风险四色。The four colours of risk.', {
  RED: '红（重大）。Red, major.',
  ORANGE: '橙（较大）。Orange, considerable.',
  YELLOW: '黄（一般）。Yellow, ordinary.',
  BLUE: '蓝（低）。Blue, low.',
});
export const Industry = enumType('Industry', '行业监管类别。Category of supervision.', {
  HAZARDOUS_CHEMICALS: '危险化学品。Hazardous chemicals.',
  METALLURGY: '冶金。Metallurgy.',
  MACHINERY: '机械。Machinery.',
  LIGHT_INDUSTRY: '轻工。Light industry.',
  TEXTILE: '纺织。Textile.',
  BUILDING_MATERIALS: '建材。Building materials.',
  TRADE: '商贸。Trade.',
  WAREHOUSING: '仓储。Warehousing.',
  OTHER: '其他。Other.',
});

const properties = {
  name: p.string().length(200).index(),
  creditCode: p.string().length(18).nullable().unique(),
  industry: enumColumn(Industry).index(),
  employees: p.integer().nullable().index(),
  riskColour: enumColumn(RiskColour).nullable().index(),
  lon: p.double().$type<number>().nullable(),
  lat: p.double().$type<number>().nullable(),
  area: () => p.manyToOne(Area).ref(),
  /** The functional zone or park that it lies in, beside the tree. */
  zone: () => p.manyToOne(Area).ref().nullable(),
};
/** 企业: a unit of production or business under safety supervision. */
export interface Enterprise extends RowOf<typeof properties> {}
export const Enterprise: Entity<Enterprise, 'Enterprise'> = entity('Enterprise', {
  table: 'enterprise',
  visibility: 'subtree',
  properties,
  point: { lon: 'lon', lat: 'lat' },
  // The register as it is looked at: one colour, by name.
  indexes: [{ properties: ['riskColour', 'name'] }],
});
