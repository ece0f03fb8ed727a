import { definePlugin, required } from '../../contract/plugin.ts';
import { searchable } from '../../contract/search.ts';
import type { area } from '../area/plugin.ts';
import { registerOrganization } from './commands/register-organization.ts';
import { Organization, OrganizationKind } from './entities/organization.ts';
import { AreaOrganizations, OrganizationType } from './schema/organization.ts';

export const organization = definePlugin({
  id: 'organization',
  version: '0.1.0',
  core: 'self',
  requires: { area: required<typeof area>('area', '^0.1') },
  exports: { types: { Organization: OrganizationType }, entities: { Organization } },
  entities: [Organization],
  schema: [OrganizationKind, OrganizationType, AreaOrganizations, registerOrganization],
  search: [searchable(OrganizationType, { columns: ['name'] })],
});
