import * as z from 'zod';
import { defineCommand } from '../../../contract/command.ts';
import { eventType } from '../../../contract/event.ts';
import { AreaType } from '../../area/schema/area.ts';
import { Enterprise } from '../entities/enterprise.ts';
import { EnterpriseType } from '../schema/enterprise.ts';

export const EnterpriseRegistered = eventType('enterprise.registered', {
  about: Enterprise,
  description: '企业已登记。An enterprise was registered.',
  payload: z.object({ name: z.string().describe('名称。Name.') }),
});

export const registerEnterprise = defineCommand({
  name: 'registerEnterprise',
  description: '登记企业。Registers an enterprise.',
  permission: 'enterprise.write',
  input: z.object({
    areaId: z.string(),
    zoneId: z.string().optional().describe('所在功能区、园区。The zone or park that it lies in.'),
    name: z.string().min(1).max(200),
    creditCode: z.string().length(18).optional(),
    industry: z.enum([
      'HAZARDOUS_CHEMICALS',
      'METALLURGY',
      'MACHINERY',
      'LIGHT_INDUSTRY',
      'TEXTILE',
      'BUILDING_MATERIALS',
      'TRADE',
      'WAREHOUSING',
      'OTHER',
    ]),
    employees: z.int().min(0).max(1_000_000).optional(),
    lon: z.number().min(-180).max(180).optional(),
    lat: z.number().min(-90).max(90).optional(),
  }),
  load: { area: { type: AreaType, id: 'areaId' }, zone: { type: AreaType, id: 'zoneId', optional: true } },
  payload: { enterprise: EnterpriseType },
  emits: [EnterpriseRegistered],
  upsert: Enterprise,
  run: ({ input, loaded: { area, zone }, store, emit }) => {
    const { areaId: _area, zoneId: _zone, creditCode, ...rest } = input;
    // A credit code is the nation's: whether one is free is the index's to say, for a row in sight and for any other alike.
    const enterprise = store.create(Enterprise, { ...rest, creditCode: creditCode ?? null, area: area.code, zone: zone?.code ?? null });
    emit(EnterpriseRegistered, enterprise, { name: enterprise.name });
    return { enterprise };
  },
});
