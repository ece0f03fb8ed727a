import * as z from 'zod';
import { defineCommand } from '../../../contract/command.ts';
import { eventType } from '../../../contract/event.ts';
import { AreaType } from '../../area/schema/area.ts';
import { Responsibility } from '../entities/responsibility.ts';
import { PersonType } from '../schema/person.ts';
import { HouseholdType, ResponsibilityType } from '../schema/responsibility.ts';

const chainLevels = z.enum(['LEADER', 'TOWNSHIP', 'VILLAGE']);
export const ResponsibilityAssigned = eventType('responsibility.assigned', {
  about: Responsibility,
  description: '责任已明确。A responsibility was assigned.',
  payload: z.object({ level: chainLevels.describe('责任层级。Level of the chain.') }),
});
/** What each level of the chain answers for. */
const levelOf = { LEADER: 'TOWNSHIP', TOWNSHIP: 'VILLAGE' } as const;

export const assignResponsibility = defineCommand({
  name: 'assignResponsibility',
  description: '明确三包责任人：领导包乡镇，乡镇干部包村，村干部包户。Says who answers for a township, a village or a household.',
  permission: 'responsibility.write',
  input: z.object({
    personId: z.string(),
    level: chainLevels,
    areaId: z.string().optional().describe('所包的乡镇或村。The township or village answered for.'),
    householdId: z.string().optional().describe('所包的户。The household answered for.'),
    duty: z.string().max(500).optional(),
  }),
  load: {
    person: { type: PersonType, id: 'personId' },
    area: { type: AreaType, id: 'areaId', optional: true },
    household: { type: HouseholdType, id: 'householdId', optional: true },
  },
  errors: {
    WRONG_LEVEL: {
      zh: '所包对象与层级不符：LEADER 包乡镇，TOWNSHIP 包村（给出 areaId），VILLAGE 包户（给出 householdId）',
      en: 'LEADER answers for a township and TOWNSHIP for a village (give areaId), VILLAGE for a household (give householdId)',
    },
    ALREADY_ASSIGNED: { zh: '此人已包此对象', en: 'This person answers for it already' },
  },
  payload: { responsibility: ResponsibilityType },
  emits: [ResponsibilityAssigned],
  run: async ({ input: { level, duty }, loaded: { person, area, household }, store, fail, emit }) => {
    const fits =
      level === 'VILLAGE' ? household !== undefined && area === undefined : household === undefined && area?.level === levelOf[level];
    const where = household?.area ?? area?.code;
    if (!fits || where === undefined) return fail('WRONG_LEVEL', ['areaId', 'householdId']);
    const same = { person: person.id, level, area: where, household: household?.id ?? null };
    if ((await store.find(Responsibility, same, { limit: 1 })).length > 0) fail('ALREADY_ASSIGNED', ['personId']);
    const responsibility = store.create(Responsibility, { ...same, duty: duty ?? null });
    emit(ResponsibilityAssigned, responsibility, { level });
    return { responsibility };
  },
});
