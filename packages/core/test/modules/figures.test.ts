import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { principal } from '@fengsui/core';
import { dialects, operator, principalOver, testEngine, type TestEngine } from '@fengsui/core/testing';
import { countStatements } from '../query/support/statements.ts';
import { register, someAreas } from '../events/register.ts';

interface Indicator {
  readonly id: string;
  readonly value: number | null;
}
describe.each(dialects)('indicators and checklists of an area, on %s', (dialect) => {
  let engine: TestEngine;
  let now = new Date('2026-11-01T01:00:00Z');
  const report = async (area: string, more = ''): Promise<string> => {
    const enterprise = await register(engine, `企业${area}`, area, { employees: 7 });
    const { data, errors } = await engine.query(
      `mutation { reportHiddenDanger(input: { enterpriseId: "${enterprise.enterprise?.id}", description: "灭火器过期" ${more} }) { hiddenDanger { id } userErrors { code } } }`,
    );
    expect(errors).toBeUndefined();
    return (data as unknown as { reportHiddenDanger: { hiddenDanger: { id: string } } }).reportHiddenDanger.hiddenDanger.id;
  };
  const figures = async (code: string, as = operator): Promise<Readonly<Record<string, number | null>>> => {
    const { data, errors } = await engine.query(
      `query A($code: String!) { areaByCode(code: $code) { indicators { id value } } }`,
      { code },
      as,
    );
    expect(errors).toBeUndefined();
    const { indicators } = (data as unknown as { areaByCode: { indicators: readonly Indicator[] } }).areaByCode;
    return Object.fromEntries(indicators.map(({ id, value }) => [id, value]));
  };
  beforeAll(async () => {
    engine = await testEngine(dialect, [], { now: () => now });
    await someAreas(engine);
    await report('430102');
    await report('430102', ', level: MAJOR');
    await report('430103');
  });
  afterAll(() => engine.stop());

  it('computes the figures of all plugins from the register, for an area and all below it', async () => {
    expect(await figures('4301')).toMatchObject({
      ENTERPRISE_COUNT: 3,
      ENTERPRISE_RED: 0,
      ENTERPRISE_EMPLOYEES: 21,
      HIDDEN_DANGER_FOUND: 3,
      HIDDEN_DANGER_OPEN: 3,
      HIDDEN_DANGER_OPEN_MAJOR: 1,
      HIDDEN_DANGER_OVERDUE: 0,
      HIDDEN_DANGER_CLOSURE_RATE: 0,
      PERSON_HOUSEHOLDS: 0,
    });
    expect(await figures('430103')).toMatchObject({ ENTERPRISE_COUNT: 1, HIDDEN_DANGER_OPEN_MAJOR: 0 });
  });
  it('has nothing to average where there is nothing', async () => {
    const at = dialect === 'sqlite' ? '0' : "'epoch'";
    await engine.database.script([
      `INSERT INTO area (code, name, level, version, created_at, updated_at) VALUES ('44', '广东省', 'PROVINCE', 1, ${at}, ${at})`,
    ]);
    expect(await figures('44')).toMatchObject({ HIDDEN_DANGER_CLOSURE_RATE: null, HIDDEN_DANGER_FOUND: 0, PERSON_VULNERABLE: 0 });
    const { data } = await engine.query('{ areaByCode(code: "43") { indicators(only: [PERSON_HOUSEHOLDS]) { title unit plugin value } } }');
    expect(data).toEqual({
      areaByCode: { indicators: [{ title: '登记的户。Households registered.', unit: '户', plugin: 'person', value: 0 }] },
    });
  });
  it('gives the figures of a page of areas in one statement beside the page', async () => {
    const sent = countStatements(engine);
    const { data } = await engine.query(
      '{ areas(where: { level: { eq: COUNTY } }, orderBy: [{ code: ASC }]) { nodes { code indicators(only: [HIDDEN_DANGER_OPEN]) { value } } } }',
    );
    expect(data).toEqual({
      areas: {
        nodes: [
          { code: '430102', indicators: [{ value: 2 }] },
          { code: '430103', indicators: [{ value: 1 }] },
        ],
      },
    });
    expect(sent.count()).toBe(2);
  });
  it('judges a checklist and says what is missing, by the clock of the engine', async () => {
    const ask = `{ areaByCode(code: "430102") { checklists(only: [HIDDEN_DANGER_THIRTY_DAYS]) { verdict met unmet unknown verified criteria { key met missing missingEn facts { id have need short verdict } } } } }`;
    now = new Date('2026-12-02T01:00:00Z');
    const { data, errors } = await engine.query(ask);
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      areaByCode: {
        checklists: [
          {
            verdict: 'UNMET',
            met: 0,
            unmet: 3,
            unknown: 0,
            verified: false,
            criteria: [
              {
                key: 'nothing-overdue',
                met: false,
                missing: ['逾期未闭环的隐患：应 ≤ 0 件，实为 2 件，超 2 件'],
                missingEn: ['Overdue and still open: ≤ 0 件 is asked, 2 件 is there, 2 件 too much'],
                facts: [{ id: 'hidden-danger.overdue', have: 2, need: '≤ 0 件', short: 2, verdict: 'UNMET' }],
              },
              expect.objectContaining({ key: 'overdue-supervised', met: false }),
              expect.objectContaining({ key: 'no-major-open', met: false }),
            ],
          },
        ],
      },
    });
    now = new Date('2026-11-01T01:00:00Z');
    expect((await engine.query(ask)).data).toMatchObject({ areaByCode: { checklists: [{ met: 2, unmet: 1 }] } });
  });
  it('refuses a figure of which the caller sees only a part', async () => {
    const one = principalOver('430102');
    expect(await figures('430102', one)).toMatchObject({ ENTERPRISE_COUNT: 2 });
    const { data, errors } = await engine.query('{ areaByCode(code: "4301") { name indicators { value } } }', {}, one);
    expect(data).toEqual({ areaByCode: { name: '长沙市', indicators: null } });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
  it('leaves out what the caller may not read, and refuses it by name before anything runs', async () => {
    const clerk = principal('clerk', 'clerk', [{ permissions: ['enterprise.read'], area: '' }]);
    expect(Object.keys(await figures('43', clerk)).sort()).toEqual(['ENTERPRISE_COUNT', 'ENTERPRISE_EMPLOYEES', 'ENTERPRISE_RED']);
    const { data: lists } = await engine.query('{ areaByCode(code: "43") { checklists { id } } }', {}, clerk);
    expect(lists).toEqual({ areaByCode: { checklists: [] } });
    const { data, errors } = await engine.query(
      'query ($only: [IndicatorId!]) { areaByCode(code: "43") { indicators(only: $only) { value } } }',
      { only: ['HIDDEN_DANGER_OPEN'] },
      clerk,
    );
    expect(data).toBeUndefined();
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' }, path: ['areaByCode', 'indicators'] });
  });
});
