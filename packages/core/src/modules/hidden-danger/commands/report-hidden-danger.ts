import * as z from 'zod';
import { defineCommand } from '../../../contract/command.ts';
import { usualRectificationDays } from '../../../rules/index.ts';
import { AreaType } from '../../area/schema/area.ts';
import { EnterpriseType } from '../../enterprise/schema/enterprise.ts';
import { HiddenDanger, hiddenDangerLevels } from '../entities/hidden-danger.ts';
import { HiddenDangerType } from '../schema/hidden-danger.ts';
import { clockOf, dayOfChina, endOfDay } from './clock.ts';
import { HiddenDangerReported } from './events.ts';

export const reportHiddenDanger = defineCommand({
  name: 'reportHiddenDanger',
  description:
    '登记隐患；期限自发现日起算，默认 30 日。Reports a hidden danger; its clock runs from the day it was found, 30 days unless told.',
  permission: 'hidden-danger.report',
  input: z.object({
    enterpriseId: z.string().optional().describe('所在企业；区划、行业取自企业。The enterprise; area and industry are its own.'),
    areaId: z.string().optional().describe('不在企业内时给出区划。The area, where it is in no enterprise.'),
    description: z.string().min(1).max(1_000),
    level: z.enum(hiddenDangerLevels).default('GENERAL'),
    foundAt: z.iso.datetime({ offset: true }).optional().describe('发现时间，默认现在。When it was found; now unless told.'),
    rectificationDays: z.int().min(1).max(365).default(usualRectificationDays),
  }),
  load: {
    enterprise: { type: EnterpriseType, id: 'enterpriseId', optional: true },
    area: { type: AreaType, id: 'areaId', optional: true },
  },
  errors: {
    NOWHERE: { zh: '请给出 enterpriseId 或 areaId', en: 'Give enterpriseId or areaId' },
    FOUND_IN_FUTURE: { zh: '发现时间晚于现在；请核对', en: 'It was found in the future; check the time' },
  },
  payload: { hiddenDanger: HiddenDangerType },
  emits: [HiddenDangerReported],
  run: ({ input, loaded: { enterprise, area }, store, fail, refuse, emit, now }) => {
    const { description, level, rectificationDays } = input;
    const foundAt = input.foundAt === undefined ? now() : new Date(input.foundAt);
    if (foundAt > now()) fail('FOUND_IN_FUTURE', ['foundAt']);
    const where = enterprise?.area ?? area?.code;
    if (where === undefined) return fail('NOWHERE', ['enterpriseId', 'areaId']);
    const clockStartedOn = dayOfChina(foundAt);
    const clock = clockOf({ clockStartedOn, foundAt, rectificationDays, closedAt: null }, [], now());
    if (!clock.ok) return refuse(clock.refusals);
    const hiddenDanger = store.create(HiddenDanger, {
      description,
      level,
      rectificationDays,
      foundAt,
      clockStartedOn,
      dueAt: endOfDay(clock.dueOn),
      industry: enterprise?.industry ?? null,
      enterprise: enterprise?.id ?? null,
      area: where,
      zone: enterprise?.zone ?? null,
    });
    emit(HiddenDangerReported, hiddenDanger, { level, dueOn: clock.dueOn });
    return { hiddenDanger };
  },
});
