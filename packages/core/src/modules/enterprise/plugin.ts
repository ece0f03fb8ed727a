import { definePlugin, required } from '../../contract/plugin.ts';
import { searchable } from '../../contract/search.ts';
import type { area } from '../area/plugin.ts';
import { registerEnterprise } from './commands/register-enterprise.ts';
import { Enterprise, Industry, RiskColour } from './entities/enterprise.ts';
import { enterpriseIndicators } from './indicators/indicators.ts';
import { enterprisesImporter } from './importers/enterprises.ts';
import { AreaEnterprises, EnterpriseType } from './schema/enterprise.ts';

export const enterprise = definePlugin({
  id: 'enterprise',
  version: '0.1.0',
  core: 'self',
  requires: { area: required<typeof area>('area', '^0.1') },
  exports: { types: { Enterprise: EnterpriseType }, entities: { Enterprise } },
  entities: [Enterprise],
  schema: [RiskColour, Industry, EnterpriseType, AreaEnterprises, registerEnterprise],
  indicators: enterpriseIndicators,
  search: [searchable(EnterpriseType, { columns: ['name', 'creditCode'] })],
  importers: [enterprisesImporter],
  seeds: [
    {
      id: 'enterprises',
      description: '2,000 家虚构企业。2,000 made-up enterprises.',
      run: async (context) => (await import('./seed/enterprises.ts')).seedEnterprises(context),
    },
  ],
});
