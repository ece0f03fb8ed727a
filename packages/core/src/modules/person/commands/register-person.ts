import * as z from 'zod';
import { defineCommand } from '../../../contract/command.ts';
import { eventType } from '../../../contract/event.ts';
import { AreaType } from '../../area/schema/area.ts';
import { OrganizationType } from '../../organization/schema/organization.ts';
import { Person } from '../entities/person.ts';
import { PersonType } from '../schema/person.ts';

export const PersonRegistered = eventType('person.registered', {
  about: Person,
  description: '人员已登记。A person was registered.',
  // It names nobody: it says that there is someone.
  payload: z.object({}),
});

export const registerPerson = defineCommand({
  name: 'registerPerson',
  description: '登记人员。Registers a person.',
  permission: 'person.write',
  input: z.object({
    areaId: z.string(),
    organizationId: z.string().optional(),
    name: z.string().min(1).max(50),
    phone: z
      .string()
      .regex(/^\+?[\d-]{5,20}$/)
      .optional(),
    position: z.string().max(100).optional(),
  }),
  load: { area: { type: AreaType, id: 'areaId' }, organization: { type: OrganizationType, id: 'organizationId', optional: true } },
  payload: { person: PersonType },
  emits: [PersonRegistered],
  run: ({ input: { name, phone, position }, loaded: { area, organization }, store, emit }) => {
    const person = store.create(Person, {
      name,
      phone: phone ?? null,
      position: position ?? null,
      area: area.code,
      organization: organization?.id ?? null,
    });
    emit(PersonRegistered, person);
    return { person };
  },
});
