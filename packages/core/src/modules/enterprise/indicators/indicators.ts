import { defineIndicator } from '../../../contract/indicator.ts';
import { EnterpriseType } from '../schema/enterprise.ts';

export const enterpriseIndicators = [
  defineIndicator(EnterpriseType, { id: 'enterprise.count', title: '企业。Enterprises.', unit: '家' }),
  defineIndicator(EnterpriseType, {
    id: 'enterprise.red',
    title: '重大风险（红色）企业。Enterprises of major risk, red.',
    unit: '家',
    where: { riskColour: { eq: 'RED' } },
  }),
  defineIndicator(EnterpriseType, { id: 'enterprise.employees', title: '从业人员。Employees.', unit: '人', sum: 'employees' }),
];
