import { definePlugin, required } from '../../contract/plugin.ts';
import { searchable } from '../../contract/search.ts';
import type { area } from '../area/plugin.ts';
import type { enterprise } from '../enterprise/plugin.ts';
import { registerOrganization } from './commands/register-organization.ts';
import { Organization, OrganizationKind } from './entities/organization.ts';
import { AreaOrganizations, EnterpriseSafetyBodies, OrganizationType } from './schema/organization.ts';

export const organization = definePlugin({
  id: 'organization',
  version: '0.1.0',
  core: 'self',
  requires: { area: required<typeof area>('area', '^0.1'), enterprise: required<typeof enterprise>('enterprise', '^0.1') },
  exports: { types: { Organization: OrganizationType }, entities: { Organization } },
  entities: [Organization],
  schema: [OrganizationKind, OrganizationType, AreaOrganizations, EnterpriseSafetyBodies, registerOrganization],
  // Loaded when the demo is asked for, and only then.
  seeds: [
    {
      id: 'organizations',
      description: '虚构的部门、指挥机构与企业安全机构。Made-up bureaus, headquarters and safety bodies of enterprises.',
      run: async (context) => (await import('./seed/organizations.ts')).seedOrganizations(context),
    },
  ],
  search: [searchable(OrganizationType, { columns: ['name'] })],
});
