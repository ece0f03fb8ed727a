import { p } from '@mikro-orm/core';
import { entity, enumColumn, type Entity, type RowOf } from '../../../contract/entity.ts';
import { enumType } from '../../../contract/enum.ts';
import { Area } from '../../area/entities/area.ts';
import { Enterprise } from '../../enterprise/entities/enterprise.ts';

export const OrganizationKind = enumType('OrganizationKind', '机构类别。Kind of organization.', {
  GOVERNMENT: '党委政府。Party committee or government.',
  BUREAU: '部门。Bureau.',
  COMMITTEE: '委员会、专委会。Committee.',
  HEADQUARTERS: '指挥部。Headquarters.',
  COMMAND_CENTRE: '应急指挥中心。Command centre.',
  ENTERPRISE_SAFETY: '企业安全机构。Safety body of an enterprise.',
  SERVICE_PROVIDER: '服务机构。Service provider.',
});
export const organizationKinds = [
  'GOVERNMENT',
  'BUREAU',
  'COMMITTEE',
  'HEADQUARTERS',
  'COMMAND_CENTRE',
  'ENTERPRISE_SAFETY',
  'SERVICE_PROVIDER',
] as const;

const properties = {
  name: p.string().length(200).index(),
  kind: enumColumn(OrganizationKind).index(),
  parent: () => p.manyToOne(Organization).ref().nullable(),
  /** Of a safety body: whose it is. */
  enterprise: () => p.manyToOne(Enterprise).ref().nullable(),
  area: () => p.manyToOne(Area).ref(),
};
/** 机构: who answers, as a body: bureaus, committees and headquarters, command centres, safety bodies of enterprises. */
export interface Organization extends RowOf<typeof properties> {}
export const Organization: Entity<Organization, 'Organization'> = entity('Organization', {
  table: 'organization',
  visibility: 'subtree',
  properties,
});
