import { definePlugin, required } from '../../contract/plugin.ts';
import type { area } from '../area/plugin.ts';
import type { organization } from '../organization/plugin.ts';
import { assignResponsibility } from './commands/assign-responsibility.ts';
import { registerHousehold } from './commands/register-household.ts';
import { registerPerson } from './commands/register-person.ts';
import { Person } from './entities/person.ts';
import { Household, Responsibility, ResponsibilityLevel } from './entities/responsibility.ts';
import { personIndicators, threeLevels } from './indicators/indicators.ts';
import { OrganizationPeople, PersonType } from './schema/person.ts';
import {
  AreaResponsibility,
  HouseholdType,
  PersonResponsibilities,
  ResponsibilityGapType,
  ResponsibilityType,
} from './schema/responsibility.ts';

export const person = definePlugin({
  id: 'person',
  version: '0.1.0',
  core: 'self',
  requires: { area: required<typeof area>('area', '^0.1'), organization: required<typeof organization>('organization', '^0.1') },
  exports: {
    types: { Person: PersonType, Household: HouseholdType, Responsibility: ResponsibilityType },
    entities: { Person, Household, Responsibility },
  },
  entities: [Person, Household, Responsibility],
  schema: [
    ResponsibilityLevel,
    PersonType,
    OrganizationPeople,
    HouseholdType,
    ResponsibilityType,
    ResponsibilityGapType,
    AreaResponsibility,
    PersonResponsibilities,
    registerPerson,
    registerHousehold,
    assignResponsibility,
  ],
  // Loaded when the demo is asked for, and only then.
  seeds: [
    {
      id: 'people',
      description:
        '虚构的责任人：四个区的街道、村，芙蓉区至户。Made-up people who answer for every township and village, in Furong down to households.',
      run: async (context) => (await import('./seed/people.ts')).seedPeople(context),
    },
  ],
  indicators: personIndicators,
  checklists: [threeLevels],
});
