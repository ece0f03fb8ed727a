import * as z from 'zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  Area,
  assemble,
  defineChecklist,
  defineCommand,
  defineIndicator,
  defineMetric,
  definePlugin,
  entity,
  entityType,
  eventType,
  p,
  personal,
  planAction,
  PluginFaults,
  principal,
  searchable,
  type Entity,
  type Plugin,
  type RowOf,
} from '@fengsui/core';
import { criterion, shippedTable } from '@fengsui/core/rules';
import { conformance, dialects, testEngine, type TestEngine } from '@fengsui/core/testing';

const properties = {
  name: p.string().length(50).index(),
  note: p.string().length(50).nullable(),
  keeper: personal('name'),
  places: p.integer().default(0),
  area: () => p.manyToOne(Area).ref(),
};
interface Camp extends RowOf<typeof properties> {}
const Camp: Entity<Camp, 'Camp'> = entity('Camp', { table: 'camp', visibility: 'subtree', properties });
const CampType = entityType(Camp, {
  prefix: 'camp',
  permission: 'camp.read',
  description: '营地。A camp.',
  fields: (t) => t.columns({ name: '名称。Name.', keeper: '管理人。Its keeper.', places: '床位。Places.' }),
});
const openCamp = defineCommand({
  name: 'openCamp',
  description: '开放营地。Opens a camp.',
  permission: 'camp.open',
  input: z.object({ campId: z.string() }),
  load: { camp: { type: CampType, id: 'campId' } },
  payload: { camp: CampType },
  emits: [eventType('camp.opened', { about: Camp, description: '营地已开放。A camp was opened.', payload: z.object({}) })],
  run: ({ loaded: { camp } }) => ({ camp }),
});
const listOf = (fact: string) =>
  shippedTable(criterion, {
    id: 'camp-list',
    edition: '1',
    source: [{ standard: '测试' }],
    verified: false,
    rows: [{ key: 'places', zh: '床位', en: 'Places', needs: { fact, zh: '床位', en: 'Places', op: '>=', value: 30, unit: '床' } }],
  });
const basis = { version: '1.0.0', core: '>=0', entities: [Camp], schema: [CampType, openCamp] };
const camp = definePlugin({
  ...basis,
  id: 'camp',
  indicators: [defineIndicator(CampType, { id: 'camp.places', title: '床位。Places.', unit: '床', sum: 'places' })],
  checklists: [
    defineChecklist({ id: 'camp.ready', title: '就绪。Ready.', table: listOf('camp.places') }),
    defineChecklist({ id: 'camp.elsewhere', title: '别处。Elsewhere.', table: listOf('not-installed.places') }),
  ],
  metrics: [defineMetric({ id: 'camp.occupancy', title: '入住。Occupancy.', unit: '人', range: { min: 0, max: 9_999 }, summary: 'last' })],
  planActions: [planAction(openCamp, { id: 'camp.open', title: '开放营地。Opens a camp.' })],
  search: [searchable(CampType, { columns: ['name'] })],
});
const faultsOf = (...plugins: readonly Plugin[]): readonly string[] => {
  try {
    assemble(plugins);
    return [];
  } catch (error) {
    if (error instanceof PluginFaults) return error.faults.map(({ code, plugin }) => `${plugin} ${code}`);
    throw error;
  }
};

describe('what plugins contribute is checked when they are linked', () => {
  it('finds nothing wrong with contributions that fit', () => {
    expect(faultsOf(camp)).toEqual([]);
  });
  it.each(conformance(camp))('a contributor: $name', ({ run }) => run());
  it('reports every fault of a plugin in one report', () => {
    const other = {
      ...entityType(Camp, { prefix: 'x', permission: 'x.read', description: '无。None.', fields: () => ({}) }),
      name: 'Elsewhere',
    } as never;
    const wrong = definePlugin({
      ...basis,
      id: 'camp',
      indicators: [
        defineIndicator(CampType, { id: 'other.places', title: '床位。Places.' }),
        defineIndicator(CampType, { id: 'camp.twice', title: '一。One.' }),
        defineIndicator(CampType, { id: 'camp.twice', title: '二。Two.' }),
        defineIndicator(CampType, { id: 'camp.keepers', title: '人。Keepers.', where: { keeper: { eq: '甲' } } }),
        defineIndicator(other, { id: 'camp.nowhere', title: '无。None.' }),
      ],
      checklists: [defineChecklist({ id: 'camp.ready', title: '就绪。Ready.', table: listOf('camp.misspelt') })],
      metrics: [defineMetric({ id: 'camp.occupancy', title: '入住。Occupancy.', unit: ' ', range: { min: 5, max: 5 }, summary: 'last' })],
      planActions: [planAction({ ...openCamp }, { id: 'camp.open', title: '开放。Opens.' })],
      search: [
        searchable(CampType, { columns: ['note'] }),
        searchable(CampType, { columns: ['keeper'] }),
        searchable(other, { columns: [] }),
      ],
    });
    expect([...faultsOf(wrong)].sort()).toEqual(
      [
        'CONTRIBUTION_ID',
        'CONTRIBUTION_TWICE',
        'CONTRIBUTION_PERSONAL',
        'CONTRIBUTION_TYPE',
        'CHECKLIST_FACT',
        'METRIC_RANGE',
        'METRIC_UNIT',
        'PLAN_ACTION_COMMAND',
        'SEARCH_COLUMN',
        'SEARCH_TWICE',
        'CONTRIBUTION_PERSONAL',
        'CONTRIBUTION_TYPE',
      ]
        .map((code) => `camp ${code}`)
        .sort(),
    );
  });
  it('puts core’s tables first, whatever a plugin is called', () => {
    const early = definePlugin({ ...basis, id: 'aaa-camp' });
    const { model } = assemble([early]);
    expect(model.plugins.map(({ id }) => id).at(-1)).toBe('aaa-camp');
  });
});

describe.each(dialects)('what plugins contribute is told over GraphQL, on %s', (dialect) => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await testEngine(dialect, [definePlugin({ ...basis, id: 'aaa-camp' })]);
    await engine.stop();
    engine = await testEngine(dialect, [camp]);
    const at = dialect === 'sqlite' ? '0' : "'epoch'";
    await engine.database.script([
      `INSERT INTO area (code, name, level, version, created_at, updated_at) VALUES ('43', '湖南省', 'PROVINCE', 1, ${at}, ${at})`,
    ]);
  });
  afterAll(() => engine.stop());
  it('lists metrics, and the plan actions that the caller may give', async () => {
    const ask = '{ metrics { id title unit plugin min max summary __typename } planActions { id title plugin command permission } }';
    const action = { id: 'camp.open', title: '开放营地。Opens a camp.', plugin: 'camp', command: 'openCamp', permission: 'camp.open' };
    const metric = {
      id: 'camp.occupancy',
      title: '入住。Occupancy.',
      unit: '人',
      plugin: 'camp',
      min: 0,
      max: 9999,
      summary: 'LAST',
      __typename: 'Metric',
    };
    expect((await engine.query(ask)).data).toEqual({ metrics: [metric], planActions: [action] });
    const reader = principal('reader', 'reader', [{ permissions: ['camp.read'], area: '' }]);
    expect((await engine.query(ask, {}, reader)).data).toEqual({ metrics: [metric], planActions: [] });
  });
  it('says of a fact whose plugin is not installed that nothing is known', async () => {
    const { data } = await engine.query(
      '{ areaByCode(code: "43") { checklists(only: [CAMP_ELSEWHERE, CAMP_READY]) { id verdict criteria { met missing } } } }',
    );
    expect(data).toEqual({
      areaByCode: {
        checklists: [
          { id: 'CAMP_ELSEWHERE', verdict: 'UNKNOWN', criteria: [{ met: null, missing: ['床位：应 ≥ 30 床，尚无数据'] }] },
          { id: 'CAMP_READY', verdict: 'UNMET', criteria: [{ met: false, missing: ['床位：应 ≥ 30 床，实为 0 床，差 30 床'] }] },
        ],
      },
    });
  });
});
