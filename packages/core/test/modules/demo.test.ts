import { createReadStream } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importAreas } from '@fengsui/core';
import { seedDemo, type DemoReport } from '@fengsui/core/demo';
import { closureRate, creditCode } from '@fengsui/core/rules';
import { dialects, testEngine, type TestEngine } from '@fengsui/core/testing';

/** The register's rows as each database has them, to be compared at the end. */
const registers = new Map<string, unknown>();

describe.each(dialects)('the demo, on %s', (dialect) => {
  let engine: TestEngine;
  let report: DemoReport;
  const progress: (string | undefined)[] = [];
  beforeAll(async () => {
    engine = await testEngine(dialect, [], { now: () => new Date('2026-11-22T02:00:00Z') });
    // Somebody has imported one of its districts before.
    await importAreas(engine, createReadStream(new URL('../../data/areas/furong.csv', import.meta.url)));
    report = await seedDemo(engine, { onProgress: ({ next }) => progress.push(next) });
    const text = 'SELECT id, name, credit_code, lon, lat, area_code FROM enterprise ORDER BY id';
    registers.set(dialect, await engine.database.rows({ text }, []));
  });
  afterAll(() => engine.stop());
  const logRows = async (): Promise<unknown> =>
    (
      await engine.database.rows(
        { text: 'SELECT (SELECT count(*) FROM fengsui_audit) AS audit, (SELECT count(*) FROM fengsui_event) AS event' },
        [],
      )
    )[0];

  it('has the real divisions of four districts and 2,000 made-up enterprises', async () => {
    expect(report.rows).toMatchObject({ Area: 1_679, Enterprise: 2_000 });
    const { data } = await engine.query(`{
      areas(where: { not: { level: { eq: ZONE } } }) { totalCount }
      enterprises { totalCount }
      enterprisesAggregate(groupBy: [AREA_COUNTY]) { group { areaCounty { name } } count }
    }`);
    expect(data).toEqual({
      areas: { totalCount: 1_775 },
      enterprises: { totalCount: 2_000 },
      enterprisesAggregate: [
        { group: { areaCounty: { name: '滨海新区' } }, count: 700 },
        { group: { areaCounty: { name: '潜江市' } }, count: 300 },
        { group: { areaCounty: { name: '芙蓉区' } }, count: 300 },
        { group: { areaCounty: { name: '东莞市' } }, count: 700 },
      ].sort(
        (a, b) =>
          ['滨海新区', '潜江市', '芙蓉区', '东莞市'].indexOf(a.group.areaCounty.name) -
          ['滨海新区', '潜江市', '芙蓉区', '东莞市'].indexOf(b.group.areaCounty.name),
      ),
    });
  });

  it('replays the ledger of Furong: 2,827 found, 2,801 closed, 99.08 %, and 20,000 in all', async () => {
    const { data } = await engine.query(`{
      furong: hiddenDangersAggregate(where: { area: { within: "430102" } }) { count sum { closed } avg { closed } }
      all: hiddenDangersAggregate { count }
      open: hiddenDangers(where: { area: { within: "430102" }, closedAt: { isNull: true } }) { totalCount }
      byIndustry: hiddenDangersAggregate(where: { area: { within: "430102" } }, groupBy: [AREA_COUNTY, INDUSTRY]) { group { industry areaCounty { name } } count avg { closed } }
    }`);
    const answer = data as unknown as {
      readonly byIndustry: readonly { readonly count: number; readonly avg: { readonly closed: number } }[];
    };
    expect(data).toMatchObject({
      furong: [{ count: 2_827, sum: { closed: 2_801 }, avg: { closed: 0.990802971348 } }],
      all: [{ count: 20_000 }],
      open: { totalCount: 26 },
    });
    expect(closureRate({ found: 2_827, closed: 2_801 })).toMatchObject({ ok: true, percent: 99.08 });
    expect(answer.byIndustry.reduce((sum, { count }) => sum + count, 0)).toBe(2_827);
  });

  it('says of everything it made up that it is made up', async () => {
    const { data } = await engine.query(
      '{ enterprises(first: 100) { nodes { name creditCode source externalId } } populationPoints(first: 1) { nodes { source } } }',
    );
    const { enterprises, populationPoints } = data as unknown as {
      enterprises: { nodes: readonly { name: string; creditCode: string; source: string }[] };
      populationPoints: { nodes: readonly unknown[] };
    };
    expect(populationPoints.nodes).toEqual([{ source: 'demo' }]);
    for (const { name, creditCode: code, source } of enterprises.nodes) {
      expect([name.startsWith('演示'), source]).toEqual([true, 'demo']);
      expect(creditCode(code)).toMatchObject({ ok: true, valid: true, division: '990000', warnings: [] });
    }
  });

  it('has people who answer for every township and village, in Furong down to the household, and says that they are made up', async () => {
    const gaps = 'query Gaps($code: String!) { areaByCode(code: $code) { responsibilityGaps { level } } }';
    for (const code of ['430102', '120116'])
      expect((await engine.query(gaps, { code })).data).toEqual({ areaByCode: { responsibilityGaps: [] } });
    const { data } = await engine.query(`{
      households { totalCount }
      leaders: responsibilities(where: { level: { eq: LEADER } }) { totalCount }
      townships: areas(where: { level: { eq: TOWNSHIP } }) { totalCount }
      safety: organizations(first: 100, where: { kind: { eq: ENTERPRISE_SAFETY } }) { totalCount nodes { name source enterprise { industry } people { nodes { name phone position } } } }
      parks: enterprisesAggregate(where: { zone: { within: "120116" } }, groupBy: [ZONE]) { group { zone { name } } count }
    }`);
    const answer = data as unknown as {
      readonly leaders: { readonly totalCount: number };
      readonly townships: { readonly totalCount: number };
      readonly safety: { readonly totalCount: number; readonly nodes: readonly unknown[] };
      readonly parks: readonly { readonly count: number }[];
    };
    expect(answer.leaders.totalCount).toBe(answer.townships.totalCount);
    expect(answer.safety.totalCount).toBeGreaterThan(200);
    for (const node of answer.safety.nodes)
      expect(node).toEqual({
        name: expect.stringMatching(/^演示.*安全部$/) as unknown,
        source: 'demo',
        enterprise: { industry: 'HAZARDOUS_CHEMICALS' },
        people: { nodes: [{ name: '演**', phone: expect.stringContaining('*') as unknown, position: '安全负责人' }] },
      });
    expect(answer.parks).toEqual([{ group: { zone: { name: '演示化工园区' } }, count: expect.any(Number) as unknown }]);
    expect(answer.parks[0]?.count).toBeGreaterThan(10);
  });

  it.each([
    ['120116', 700],
    ['429005', 300],
  ])('puts every enterprise of %s inside its border', async (code, all) => {
    const { data } = await engine.query('query Border($code: String!) { areaByCode(code: $code) { boundary } }', { code });
    const { boundary } = (data as unknown as { areaByCode: { boundary: unknown } }).areaByCode;
    const inside = await engine.query(
      'query Inside($code: String!, $border: GeoJSON!) { all: enterprises(where: { area: { within: $code } }) { totalCount } inside: enterprises(where: { area: { within: $code }, location: { within: $border } }) { totalCount } }',
      { code, border: boundary },
    );
    expect(inside.data).toEqual({ all: { totalCount: all }, inside: { totalCount: all } });
  });

  it('changes nothing when it is seeded again', async () => {
    const before = await logRows();
    const again: unknown[] = [];
    expect(await seedDemo(engine, { onProgress: (step) => again.push(step) })).toEqual({ rows: {} });
    expect([again, await logRows()]).toEqual([[], before]);
  });

  it('tells each seed before it runs, after the seeds it stands on, and keeps an audit row and an event of it', async () => {
    expect(progress.at(-1)).toBeUndefined();
    expect(progress.indexOf('area/areas')).toBeLessThan(progress.indexOf('enterprise/enterprises'));
    const seeds = progress.length - 1;
    expect(await logRows()).toEqual({ audit: seeds + 1, event: seeds + 1 });
  });
});

it('makes the same demo on both databases, ids included', () => {
  const [first, second] = dialects.map((dialect) => JSON.stringify(registers.get(dialect)));
  expect(registers.get('sqlite')).toHaveLength(2_000);
  expect(first).toBe(second);
});
