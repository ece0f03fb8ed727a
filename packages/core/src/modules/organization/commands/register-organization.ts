import * as z from 'zod';
import { defineCommand } from '../../../contract/command.ts';
import { eventType } from '../../../contract/event.ts';
import { EnterpriseType } from '../../enterprise/schema/enterprise.ts';
import { AreaType } from '../../area/schema/area.ts';
import { Organization, organizationKinds } from '../entities/organization.ts';
import { OrganizationType } from '../schema/organization.ts';

export const OrganizationRegistered = eventType('organization.registered', {
  about: Organization,
  description: '机构已登记。An organization was registered.',
  payload: z.object({
    name: z.string().describe('名称。Name.'),
    kind: z.enum(organizationKinds).describe('类别。Its kind.'),
  }),
});

export const registerOrganization = defineCommand({
  name: 'registerOrganization',
  description: '登记机构。Registers an organization.',
  permission: 'organization.write',
  input: z.object({
    areaId: z.string(),
    name: z.string().min(1).max(200),
    kind: z.enum(organizationKinds),
    parentId: z.string().optional(),
    enterpriseId: z.string().optional().describe('企业安全机构所属的企业。The enterprise whose safety body it is.'),
  }),
  load: {
    area: { type: AreaType, id: 'areaId' },
    parent: { type: OrganizationType, id: 'parentId', optional: true },
    enterprise: { type: EnterpriseType, id: 'enterpriseId', optional: true },
  },
  payload: { organization: OrganizationType },
  emits: [OrganizationRegistered],
  run: ({ input: { name, kind }, loaded: { area, parent, enterprise }, store, emit }) => {
    const organization = store.create(Organization, {
      name,
      kind,
      area: area.code,
      parent: parent?.id ?? null,
      enterprise: enterprise?.id ?? null,
    });
    emit(OrganizationRegistered, organization, { name, kind });
    return { organization };
  },
});
