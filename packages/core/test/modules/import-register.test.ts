import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importAreas, importersOf, importTable } from '@fengsui/core';
import { dialects, operator, principalOver, testEngine, type TestEngine } from '@fengsui/core/testing';

const text = (...lines: readonly string[]): Readable => Readable.from([Buffer.from(lines.join('\n'))]);
const areas = [
  'code,name,level',
  '43,湖南省,省',
  '4301,长沙市,市',
  '430102,芙蓉区,区县',
  '430103,天心区,区县',
  '430102001,文艺路街道,街道',
  '430102Z001,演示园区,园区',
];
const heading = '企业名称,统一社会信用代码,行业,区划代码,编号,经度,纬度,风险等级,功能区,从业人数';

describe.each(dialects)('importing registers, on %s', (dialect) => {
  let engine: TestEngine;
  const run = (id: string, lines: readonly string[], as = operator): ReturnType<typeof importTable> =>
    importTable(engine, id, text(...lines), { principal: as });
  const data = async (query: string): Promise<unknown> => {
    const { data: found, errors } = await engine.query(query);
    expect(errors).toBeUndefined();
    return found;
  };
  beforeAll(async () => {
    engine = await testEngine(dialect);
    expect((await importAreas(engine, text(...areas))).faults).toBe(0);
  });
  afterAll(() => engine.stop());

  it('knows them by name, beside the areas', () => {
    expect(
      importersOf(engine)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['areas', 'enterprises', 'population-points']);
  });

  it('reads a zone beside the tree', async () => {
    expect(await data('{ areaByCode(code: "430102Z001") { level parent { code } } }')).toEqual({
      areaByCode: { level: 'ZONE', parent: null },
    });
    expect((await importAreas(engine, text('code,name,level', '430102Z1,x,园区'))).bad).toMatchObject([
      { line: 2, code: 'WRONG_ZONE_CODE' },
    ]);
  });

  it('reads enterprises under Chinese headings, with codes in any of their clothes', async () => {
    const report = await run('enterprises', [
      heading,
      '演示甲化工,91430102MADEM00015,危化,430102001000,,112.98,28.19,红,430102Z001,120',
      '演示乙机械,,机械,430102,B-1,,,,,',
    ]);
    expect(report.bad).toEqual([]);
    expect(report).toMatchObject({ read: 2, created: 2, committed: true });
    expect(
      await data(
        '{ enterprises(orderBy: [{ name: ASC }]) { nodes { name creditCode industry employees riskColour externalId source location area { code } zone { code } } } }',
      ),
    ).toEqual({
      enterprises: {
        nodes: [
          {
            name: '演示乙机械',
            creditCode: null,
            industry: 'MACHINERY',
            employees: null,
            riskColour: null,
            externalId: 'B-1',
            source: 'import',
            location: null,
            area: { code: '430102' },
            zone: null,
          },
          {
            name: '演示甲化工',
            creditCode: '91430102MADEM00015',
            industry: 'HAZARDOUS_CHEMICALS',
            employees: 120,
            riskColour: 'RED',
            externalId: '91430102MADEM00015',
            source: 'import',
            location: { type: 'Point', coordinates: [112.98, 28.19] },
            area: { code: '430102001' },
            zone: { code: '430102Z001' },
          },
        ],
      },
    });
  });

  it('changes what differs and nothing when the same comes again', async () => {
    const lines = ['name,industry,areaCode,externalId', '演示乙机械二厂,MACHINERY,430102001,B-1'];
    expect(await run('enterprises', lines)).toMatchObject({ created: 0, updated: 1 });
    expect(await run('enterprises', lines)).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
  });

  it('lists every bad row with its line and reason, and leaves nothing', async () => {
    const before = await data('{ enterprises { totalCount } }');
    const { bad, committed } = await run('enterprises', [
      heading,
      '好企业,,商贸,430102,G-1,,,,,',
      ',,商贸,430102,G-2,,,,,',
      '丙,9143010,商贸,430102,G-3,,,,,',
      '丁,,飞机,430102,G-4,,,紫,,',
      '戊,,商贸,999999,G-5,,,,,',
      '己,,商贸,430102,G-6,1200,28,,,',
      '庚,,商贸,430102,G-7,112.9,,,,',
      '辛,,商贸,430102,,,,,,',
      '壬,,商贸,430102,G-1,,,,,',
      '癸,91430102MADEM00015,商贸,430102,G-9,,,,,',
      '子,,商贸,430102,G-10,,,,430102Z1,-3',
    ]);
    expect(committed).toBe(false);
    expect(bad.map(({ line, code, path }) => [line, code, path.join('.')])).toEqual([
      [3, 'MISSING', 'name'],
      [4, 'WRONG_LENGTH', 'creditCode'],
      [5, 'UNKNOWN_VALUE', 'industry'],
      [5, 'UNKNOWN_VALUE', 'riskColour'],
      [6, 'UNKNOWN_REFERENCE', 'area'],
      [7, 'OUT_OF_RANGE', 'lon'],
      [8, 'NOT_A_NUMBER', 'lat'],
      [9, 'MISSING', 'externalId'],
      [10, 'DUPLICATE', 'externalId'],
      [11, 'TAKEN', 'creditCode'],
      [12, 'WRONG_ZONE', 'zoneCode'],
      [12, 'OUT_OF_RANGE', 'employees'],
    ]);
    for (const { message } of bad) expect(message.zh.length * message.en.length).toBeGreaterThan(0);
    expect(await data('{ enterprises { totalCount } }')).toEqual(before);
  });

  it('takes no row over from outside the importer’s areas, and puts none into an area that is no more', async () => {
    await run('enterprises', ['name,industry,areaCode,externalId', '邻区企业,TRADE,430103,N-1']);
    const as = principalOver('430102', ['enterprise.import']);
    expect((await run('enterprises', ['name,industry,areaCode,externalId', '邻区企业,TRADE,430102,N-1'], as)).bad).toMatchObject([
      { line: 2, code: 'OUTSIDE_SCOPE' },
    ]);
    await engine.query(
      'mutation { recodeAreas(input: { moves: [{ from: "430103", to: "430199", name: "新区" }] }) { userErrors { code } } }',
    );
    expect((await run('enterprises', ['name,industry,areaCode,externalId', '甲,TRADE,430103,E-1'])).bad).toMatchObject([
      { line: 2, code: 'AREA_EXPIRED' },
    ]);
  });

  it('reads population points, told apart by their place', async () => {
    const points = ['经度,纬度,人数,区划代码', '112.98,28.19,120,430102001', '112.99,28.19,80,430102001'];
    expect(await run('population-points', points)).toMatchObject({ created: 2, committed: true, bad: [] });
    expect(await run('population-points', ['lon,lat,people,areaCode', '112.980000,28.19,150,430102001'])).toMatchObject({
      created: 0,
      updated: 1,
    });
    expect(
      (
        await run('population-points', ['lon,lat,people,areaCode', '112.98,28.19,many,430102001', ',28.19,1,430102001', '112,28,-1,12345'])
      ).bad.map(({ line, code, path }) => [line, code, path.join('.')]),
    ).toEqual([
      [2, 'NOT_A_NUMBER', 'people'],
      [3, 'NOT_A_NUMBER', 'lon'],
      [4, 'WRONG_AREA', 'areaCode'],
      [4, 'OUT_OF_RANGE', 'people'],
    ]);
    expect(await data('{ populationPointsAggregate { count sum { people } } }')).toEqual({
      populationPointsAggregate: [{ count: 2, sum: { people: 230 } }],
    });
  });
});
