import { entityType, extendType } from '../../../contract/define.ts';
import { EnterpriseType } from '../../enterprise/schema/enterprise.ts';
import { AreaType } from '../../area/schema/area.ts';
import { Organization } from '../entities/organization.ts';

export const OrganizationType = entityType(Organization, {
  prefix: 'organization',
  permission: 'organization.read',
  description: '机构：部门、委员会、指挥部、指挥中心、企业安全机构、服务机构。A body that answers for safety.',
  fields: (t) => ({
    ...t.columns({ name: '名称。Name.', kind: '类别。Kind.' }),
    parent: t.relation('parent', '上级机构。The organization above it.'),
    children: t.inverse(Organization, 'parent', '下级机构。The organizations below it.'),
    enterprise: t.relation('enterprise', '企业安全机构所属的企业。The enterprise whose safety body it is.'),
    area: t.relation('area', '所在区划。Where it is.'),
  }),
});
export const AreaOrganizations = extendType(
  AreaType,
  (t) => ({ organizations: t.inverse(Organization, 'area', '直接位于此区划的机构。Organizations directly in it.') }),
  { permission: 'organization.read' },
);
export const EnterpriseSafetyBodies = extendType(
  EnterpriseType,
  (t) => ({ safetyBodies: t.inverse(Organization, 'enterprise', '安全机构。Its safety bodies.') }),
  { permission: 'organization.read' },
);
