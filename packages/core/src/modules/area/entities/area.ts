import { p } from '@mikro-orm/core';
import { entity, enumColumn, type Entity, type RowOf } from '../../../contract/entity.ts';
import { enumType } from '../../../contract/enum.ts';

export const AreaLevel = enumType('AreaLevel', '区划级别。Level of an area.', {
  PROVINCE: '省。Province.',
  CITY: '市。City.',
  COUNTY: '县（区）。County.',
  TOWNSHIP: '乡镇（街道）。Township.',
  VILLAGE: '村（社区）。Village.',
  GRID: '网格。Grid.',
  ZONE: '功能区、园区，不在区划树内。A functional zone or park, beside the tree.',
});

const properties = {
  code: p.string().length(15).primary(),
  name: p.string().length(100).index(),
  level: enumColumn(AreaLevel).index(),
  parent: () => p.manyToOne(Area).ref().nullable(),
  population: p.integer().nullable(),
  boundary: p.json().nullable(),
  /** The day from which the code holds; empty when it always did. */
  validFrom: p.date().nullable(),
  /** The day from which it does no longer; empty while it is in force. */
  validTo: p.date().nullable(),
  /** The code that took its place: no foreign key, since few areas have one and all would pay for its index. */
  successor: p.string().length(15).nullable(),
};
/** 区划/网格: province → city → county → township → village → grid; the code's prefixes are the tree. Zones lie beside it. */
export interface Area extends RowOf<typeof properties> {}
export const Area: Entity<Area, 'Area'> = entity('Area', {
  table: 'area',
  visibility: 'everyone',
  key: 'code',
  properties,
  // Expired areas are few among hundreds of thousands: their index holds them alone.
  indexes: [{ properties: ['validTo'], where: { validTo: 'not null' } }],
});
