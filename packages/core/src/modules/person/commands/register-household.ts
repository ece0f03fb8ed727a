import * as z from 'zod';
import { defineCommand } from '../../../contract/command.ts';
import { eventType } from '../../../contract/event.ts';
import { AreaType } from '../../area/schema/area.ts';
import { Household } from '../entities/responsibility.ts';
import { HouseholdType } from '../schema/responsibility.ts';

export const HouseholdRegistered = eventType('household.registered', {
  about: Household,
  description: '户已登记。A household was registered.',
  payload: z.object({ people: z.int().describe('户内人数。People in it.') }),
});

export const registerHousehold = defineCommand({
  name: 'registerHousehold',
  description: '登记户，归村（社区）或网格。Registers a household in a village or grid.',
  permission: 'person.write',
  input: z.object({
    areaId: z.string(),
    number: z.string().min(1).max(50),
    address: z.string().max(200).optional(),
    people: z.int().min(0).max(1_000),
    vulnerable: z.int().min(0).max(1_000).default(0),
  }),
  load: { area: { type: AreaType, id: 'areaId' } },
  errors: {
    NOT_A_VILLAGE: {
      zh: '户应归村（社区）或网格；请给出 12 位或 15 位区划',
      en: 'A household belongs to a village or grid; give its code',
    },
    MORE_VULNERABLE: { zh: '重点人员多于户内人数；请核对', en: 'More people are vulnerable than there are; check both numbers' },
  },
  payload: { household: HouseholdType },
  emits: [HouseholdRegistered],
  run: ({ input: { number, address, people, vulnerable }, loaded: { area }, store, fail, emit }) => {
    if (area.level !== 'VILLAGE' && area.level !== 'GRID') fail('NOT_A_VILLAGE', ['areaId']);
    if (vulnerable > people) fail('MORE_VULNERABLE', ['vulnerable']);
    const household = store.create(Household, { number, address: address ?? null, people, vulnerable, area: area.code });
    emit(HouseholdRegistered, household, { people });
    return { household };
  },
});
