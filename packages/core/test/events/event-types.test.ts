import { Readable } from 'node:stream';
import * as z from 'zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assemble, defineCommand, definePlugin, Enterprise, eventType, EnterpriseType, importTable, PluginFaults } from '@fengsui/core';
import { dialects, operator, testEngine, type TestEngine } from '@fengsui/core/testing';
import { rowsOf } from '../commands/fixture.ts';
import { register, someAreas } from './register.ts';

const Inspected = eventType('enterprise.inspected', {
  about: Enterprise,
  description: '企业已检查。An enterprise was inspected.',
  payload: z.object({
    findings: z.int().describe('发现项数。How many findings.'),
    on: z.iso.date().optional().describe('日期。The day.'),
    worst: z
      .object({ note: z.string().describe('说明。A note.') })
      .nullable()
      .describe('最严重的一项。The worst of them.'),
    grades: z.array(z.enum(['GOOD', 'BAD'])).describe('各项。Each of them.'),
  }),
});
/** Tells whatever it is given, as an author does who got it wrong. */
const inspect = defineCommand({
  name: 'inspectEnterprise',
  description: '检查。Inspects.',
  permission: 'enterprise.write',
  input: z.object({ enterpriseId: z.string(), told: z.string(), name: z.string() }),
  load: { enterprise: { type: EnterpriseType, id: 'enterpriseId' } },
  payload: { enterprise: EnterpriseType },
  emits: [Inspected],
  run: async ({ input: { told, name }, loaded: { enterprise }, store, emit }) => {
    enterprise.name = name;
    const area = await store.get({ '~entity': undefined, name: 'Area' }, enterprise.area);
    // as: on purpose, what its author was told not to
    emit(
      Inspected,
      (told === 'another row' ? area : enterprise) as typeof enterprise,
      told === 'another row' ? fine : (JSON.parse(told) as never),
    );
    return { enterprise };
  },
});
const fine = { findings: 2, worst: { note: '通道堵塞' }, grades: ['GOOD' as const, 'BAD' as const] };
const inspecting = definePlugin({ id: 'inspecting', version: '0.1.0', core: '^0.1', schema: [inspect] });

const page = `query P($types: [EventKind!]) { changes(first: 100, types: $types) { nodes { kind payload subject { id } content {
  __typename
  ... on EnterpriseRegisteredContent { called: name }
  ... on EnterpriseInspectedContent { findings on worst { note } grades }
  ... on EnterpriseImportedContent { read created }
} } } }`;
interface Told {
  readonly kind: string;
  readonly payload: unknown;
  readonly subject: object | null;
  readonly content: unknown;
}

describe.each(dialects)('what an event says, on %s', (dialect) => {
  let engine: TestEngine;
  let enterpriseId = '';
  const told = async (kind: string): Promise<readonly Told[]> => {
    await engine.readable();
    const { data, errors } = await engine.query(page, { types: [kind] });
    expect(errors).toBeUndefined();
    return (data as unknown as { changes: { nodes: readonly Told[] } }).changes.nodes;
  };
  const tell = (payload: string, name = '乙'): ReturnType<TestEngine['query']> =>
    engine.query('mutation I($input: InspectEnterpriseInput!) { inspectEnterprise(input: $input) { enterprise { name } } }', {
      input: { enterpriseId, told: payload, name },
    });
  beforeAll(async () => {
    engine = await testEngine(dialect, [inspecting]);
    await someAreas(engine);
    enterpriseId = (await register(engine, '甲')).enterprise?.id ?? '';
  });
  afterAll(() => engine.stop());

  it('is given as its own type, members under the names that the caller gives them', async () => {
    expect((await tell(JSON.stringify(fine))).errors).toBeUndefined();
    expect((await told('ENTERPRISE_INSPECTED')).map(({ content }) => content)).toEqual([
      { __typename: 'EnterpriseInspectedContent', on: null, ...fine },
    ]);
    expect((await told('ENTERPRISE_REGISTERED')).map(({ content }) => content)).toEqual([
      { __typename: 'EnterpriseRegisteredContent', called: '甲' },
    ]);
  });

  it.each([
    ['a member of the wrong type', JSON.stringify({ ...fine, findings: 'many' }), /findings: .*number/],
    ['a member that is missing', JSON.stringify({ ...fine, grades: undefined }), /grades: /],
    ['a member inside another', JSON.stringify({ ...fine, worst: { note: 1 } }), /worst: note: /],
    ['a member that is not declared', JSON.stringify({ ...fine, phone: '13800000000' }), /phone is not declared/],
    ['a row of another entity', 'another row', /tells enterprise.inspected of a row of Area; it is about rows of Enterprise/],
  ])('is refused with %s: the author is told which, and nothing of the command stays', async (_what, payload, message) => {
    const before = await rowsOf(engine);
    const { errors, causes } = await tell(payload, '丙');
    expect(errors?.[0]?.extensions.code).toBe('INTERNAL');
    expect(causes?.[0]).toMatch(/^inspectEnterprise tells enterprise.inspected /);
    expect(causes?.[0]).toMatch(message);
    expect(await rowsOf(engine)).toEqual(before);
    expect((await engine.query('query E($id: ID!) { enterprise(id: $id) { name } }', { id: enterpriseId })).data).toEqual({
      enterprise: { name: '乙' },
    });
  });

  it('is told of an import as well: its counts, under a kind of its own and about no single row', async () => {
    const file = Readable.from([Buffer.from('code,name,industry,areaCode,externalId\nx,丁,商贸,430102,1\n')]);
    expect((await importTable(engine, 'enterprises', file, { principal: operator })).created).toBe(1);
    expect(await told('ENTERPRISE_IMPORTED')).toMatchObject([
      { subject: null, content: { __typename: 'EnterpriseImportedContent', read: 1, created: 1 } },
    ]);
  });

  it('is left to the payload where an earlier version told it in another form', async () => {
    const inspected = "type = 'enterprise.inspected'";
    await engine.database.script([`UPDATE fengsui_event SET payload = '{"findings":"two"}' WHERE ${inspected}`]);
    expect(await told('ENTERPRISE_INSPECTED')).toMatchObject([{ content: null, payload: { findings: 'two' } }]);
  });
});

describe('an event type that is not whole', () => {
  const about = { about: Enterprise, description: '试。A try.', payload: z.object({}) };
  const camp = (...events: readonly object[]): ReturnType<typeof definePlugin> =>
    definePlugin({
      id: 'camp',
      version: '0.1.0',
      core: '^0.1',
      schema: [{ ...inspect, emits: events as never }],
    });
  const foreign = { '~entity': undefined, name: 'Tent' };
  it.each([
    ['no rows that it is about', { ...about, about: undefined }, 'EVENT_ABOUT', 'says of no entity'],
    ['any row, which is core’s to say', { ...about, about: 'any row' }, 'EVENT_ABOUT', 'core alone'],
    ['rows of an entity that no plugin declares', { ...about, about: foreign }, 'EVENT_ABOUT', 'Tent, which is in no plugin'],
    ['no payload', { ...about, payload: undefined }, 'EVENT_PAYLOAD', 'there is none; give `payload`'],
    ['a payload that is no object', { ...about, payload: z.string() }, 'EVENT_PAYLOAD', 'it must be an object schema'],
    ['a value that is no JSON', { ...about, payload: z.object({ at: z.date() }) }, 'EVENT_PAYLOAD', 'Date'],
    ['a value that changes on its way', { ...about, payload: z.object({ n: z.string().transform(Number) }) }, 'EVENT_PAYLOAD', 'ransform'],
    ['one of several types', { ...about, payload: z.object({ n: z.union([z.int(), z.string()]) }) }, 'EVENT_PAYLOAD', 'n may be one of'],
    ['a list of lists', { ...about, payload: z.object({ n: z.array(z.array(z.int())) }) }, 'EVENT_PAYLOAD', 'n must be a list of plain'],
    ['the name of another', { ...about, name: 'enterprise.registered' }, 'EVENT_TWICE', 'is also declared by enterprise'],
    [
      'a name that clients could not tell from another',
      { ...about, name: 'enterprise-registered' },
      'EVENT_TWICE',
      'ENTERPRISE_REGISTERED',
    ],
  ])('is a fault before anything is built: %s', (_what, event, code, message) => {
    const assembled = (): unknown => assemble([camp({ part: 'event', name: 'camp.tried', ...event })]);
    expect(assembled).toThrow(PluginFaults);
    expect(assembled).toThrow(new RegExp(`${code}: .*${message}`));
  });
});
