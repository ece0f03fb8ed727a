import * as z from 'zod';
import type { Command } from '../contract/command.ts';
import type { PersonalKind } from '../contract/entity.ts';
import type { EventType } from '../contract/event.ts';
import type { ColumnModel, TypeModel } from '../contract/model.ts';
import type { Store } from './store.ts';

/** Both are granted apart from reading: over an area, like any permission. */
export const revealPermission = 'personal.reveal';
export const erasePermission = 'personal.erase';

export const PersonalErased: EventType<'personal.erased'> = {
  part: 'event',
  name: 'personal.erased',
  about: 'any row',
  description: '个人信息已应要求删除；载荷只有字段名。Personal data was erased on request; the payload names the fields and nothing else.',
  payload: z.object({ fields: z.array(z.string()).describe('所删字段名。Names of the fields that were erased.') }),
};

/** What core gives these commands beside what every author gets. */
interface PersonalCall {
  readonly input: { readonly fields?: readonly string[]; readonly reason: string };
  readonly loaded: { readonly row: { readonly id: string } };
  readonly store: Store;
  readonly emit: (type: typeof PersonalErased, about: object, payload: Readonly<Record<string, unknown>>) => void;
}

/**
 * For each type with personal columns, whoever declared it: `revealPerson` and `erasePersonPersonalData`. They are commands like
 * any other, so permission, scope, versions, idempotency, audit and bulk hold for them as for all.
 */
export function personalCommands(types: Iterable<TypeModel>): readonly Command[] {
  return [...types].flatMap((type) => {
    const columns = [...type.entity.columns.values()].filter(({ personal }) => personal !== undefined);
    return columns.length === 0 ? [] : [reveal(type, columns), erase(type)];
  });
}

const lowered = (name: string): string => `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
const capitalized = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
const idOf = ({ name }: TypeModel): string => `${lowered(name)}Id`;
const reason = z.string().trim().min(5).max(500).meta({
  description: '事由，5 至 500 字，记入审计。Why, in 5 to 500 characters; kept in the audit.',
});
const id = (type: TypeModel): z.ZodString => z.string().meta({ description: `${type.name} 的全局标识。Global id of the ${type.name}.` });

function reveal(type: TypeModel, columns: readonly ColumnModel[]): Command {
  const { name } = type;
  const fieldsEnum = `${name}PersonalField`;
  const properties = columns.map(({ property }) => property);
  return {
    part: 'command',
    name: `reveal${name}`,
    description: `取 ${name} 个人信息的明文，只取所列字段。须写明事由；每次都记入审计，同一幂等键再取亦然。The clear personal values of a ${name}, those that are asked for. Takes a reason; every look is audited, also one with the same idempotency key.`,
    permission: revealPermission,
    input: z.object({
      [idOf(type)]: id(type),
      fields: z
        .array(z.enum(properties).meta({ graphql: fieldsEnum }))
        .min(1)
        .max(properties.length)
        .meta({ description: '所需字段，不多取。The fields that are needed, and no more.' }),
      reason,
    }),
    load: { row: { type: type.type, id: idOf(type), readable: true } },
    errors: {},
    payload: { [lowered(name)]: type.type },
    discloses: {
      name: 'personalData',
      type: `${name}PersonalData`,
      description: '明文；未索取、未登记或已删除的为 null。The clear values; null where one was not asked for, is not known or was erased.',
      fieldsEnum,
      fields: Object.fromEntries(columns.map((column) => [column.property, labelOf(column)])),
    },
    emits: [],
    bulk: `reveal${capitalized(type.type.plural)}`,
    run: async ({ input, loaded: { row }, store }: PersonalCall) => {
      await store.reveal(row, input.fields ?? [], input.reason);
      return { [lowered(name)]: row };
    },
  };
}

function erase(type: TypeModel): Command {
  const { name } = type;
  return {
    part: 'command',
    name: `erase${name}PersonalData`,
    description: `应要求永久删除一条 ${name} 的全部个人信息，连同脱敏值；记录本身保留。Erases every personal value of a ${name} for good, masks included; the row itself stays.`,
    permission: erasePermission,
    input: z.object({ [idOf(type)]: id(type), reason }),
    // Who asks to be forgotten is forgotten, also where the row was only marked deleted.
    load: { row: { type: type.type, id: idOf(type), readable: true, deleted: true } },
    errors: {},
    payload: { [lowered(name)]: type.type },
    emits: [PersonalErased],
    bulk: false,
    run: async ({ input, loaded: { row }, store, emit }: PersonalCall) => {
      const fields = await store.erase(row, input.reason);
      emit(PersonalErased, row, { fields });
      return { [lowered(name)]: row };
    },
  };
}

const kinds: Readonly<Record<PersonalKind, readonly [zh: string, en: string]>> = {
  phone: ['电话', 'Phone number'],
  name: ['姓名', 'Name'],
  idCard: ['身份证号', 'Number of the identity card'],
  address: ['地址', 'Address'],
};
function labelOf({ property, personal }: ColumnModel): string {
  const [zh, en] = kinds[personal ?? 'name'];
  return `${zh}（${property}）。${en} (${property}).`;
}
