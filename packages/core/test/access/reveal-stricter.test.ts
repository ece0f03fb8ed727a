import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defineCommand, definePlugin, entity, entityType, eventType, personal, type Entity, type RowOf } from '@fengsui/core';
import { principal } from '@fengsui/core';
import { dialects, testEngine, type TestEngine } from '@fengsui/core/testing';

const properties = { name: personal('name'), idCard: personal('idCard') };
interface Expert extends RowOf<typeof properties> {}
const Expert: Entity<Expert, 'Expert'> = entity('Expert', { table: 'expert', visibility: 'everyone', properties, softDelete: true });
const ExpertType = entityType(Expert, {
  prefix: 'expert',
  permission: 'expert.read',
  description: '专家。An expert.',
  fields: (t) => ({
    name: t.column('name', '姓名。Name.'),
    idCard: t.column('idCard', '身份证号。Identity card.', { permission: 'expert.identify' }),
  }),
});
const Listed = eventType('expert.listed', { about: Expert, description: '专家入库。An expert was listed.', payload: z.object({}) });
const listExpert = defineCommand({
  name: 'listExpert',
  description: '专家入库。Lists an expert.',
  permission: 'expert.write',
  input: z.object({ name: z.string(), idCard: z.string() }),
  payload: { expert: ExpertType },
  emits: [Listed],
  run: ({ input, store, emit }) => {
    const expert = store.create(Expert, input);
    emit(Listed, expert);
    return { expert };
  },
});
const removeExpert = defineCommand({
  name: 'removeExpert',
  description: '专家出库。Takes an expert off the list.',
  permission: 'expert.write',
  input: z.object({ expertId: z.string() }),
  load: { expert: { type: ExpertType, id: 'expertId' } },
  payload: {},
  emits: [Listed],
  run: ({ loaded: { expert }, store, emit }) => {
    store.remove(Expert, expert);
    emit(Listed, expert);
    return {};
  },
});
const experts = definePlugin({
  id: 'expert',
  version: '0.1.0',
  core: '^0.1',
  entities: [Expert],
  schema: [ExpertType, listExpert, removeExpert],
});

describe.each(dialects)('personal data that asks for more, on %s', (dialect) => {
  let engine: TestEngine;
  let id: string;
  beforeAll(async () => {
    engine = await testEngine(dialect, [experts]);
    const { data } = await engine.query(
      'mutation { listExpert(input: { name: "钱学明", idCard: "430102199001011234" }) { expert { id } } }',
    );
    id = (data as unknown as { listExpert: { expert: { id: string } } }).listExpert.expert.id;
  });
  afterAll(() => engine.stop());
  const ask = async (fields: string, permissions: readonly string[], area = ''): Promise<unknown> => {
    const who = principal('who', 'who', [{ permissions, area }]);
    const { data, errors } = await engine.query(
      `mutation { revealExpert(input: { expertId: "${id}", fields: [${fields}], reason: "核验专家身份" }) { personalData { name idCard } userErrors { code } } }`,
      {},
      who,
    );
    const { personalData, userErrors } = (
      data as unknown as { revealExpert: { personalData: unknown; userErrors: readonly { code: string }[] } | null } | undefined
    )?.revealExpert ?? { personalData: null, userErrors: [] };
    return personalData ?? userErrors[0]?.code ?? errors?.[0]?.extensions.code;
  };
  const both = ['expert.read', 'personal.reveal'];

  it('a field with a stricter permission is not opened for less', async () => {
    expect(await ask('NAME', both)).toEqual({ name: '钱学明', idCard: null });
    expect(await ask('NAME, ID_CARD', both)).toBe('FORBIDDEN');
    expect(await ask('ID_CARD', [...both, 'expert.identify'])).toEqual({ name: null, idCard: '430102199001011234' });
  });

  it('a row that everyone sees is opened by who may do so everywhere', async () => {
    expect(await ask('NAME', both, '430102')).toBe('OUTSIDE_SCOPE');
  });

  it('is erased of a row that was only marked deleted, and revealed of it no more', async () => {
    const run = async (text: string): Promise<unknown> => {
      const { data, errors } = await engine.query(`mutation { r: ${text} }`);
      expect(errors).toBeUndefined();
      return (data as unknown as { r: unknown }).r;
    };
    const made = await run('listExpert(input: { name: "孙立人", idCard: "430102199001015678" }) { expert { id } }');
    const gone = (made as { expert: { id: string } }).expert.id;
    const kept = async (): Promise<number> =>
      (await engine.database.rows({ text: `SELECT property FROM fengsui_personal WHERE key = '${gone.slice('expert_'.length)}'` }, []))
        .length;
    await run(`removeExpert(input: { expertId: "${gone}" }) { userErrors { code } }`);
    expect(
      await run(`revealExpert(input: { expertId: "${gone}", fields: [NAME], reason: "核验专家身份" }) { userErrors { code } }`),
    ).toEqual({
      userErrors: [{ code: 'NOT_FOUND' }],
    });
    expect(await kept()).toBe(2);
    const erased = `eraseExpertPersonalData(input: { expertId: "${gone}", reason: "本人依法申请删除" }) { expert { id } userErrors { code } }`;
    expect(await run(erased)).toEqual({ expert: null, userErrors: [] });
    expect(await kept()).toBe(0);
  });

  it('a command of an author’s with such a name is a fault', async () => {
    const clash = definePlugin({
      id: 'clash',
      version: '0.1.0',
      core: '^0.1',
      schema: [{ ...listExpert, name: 'revealExpert' }],
    });
    await expect(testEngine(dialect, [experts, clash])).rejects.toThrow(/revealExpert is also made by core/);
  });
});
