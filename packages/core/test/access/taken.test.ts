import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialects, operator, principalOver, testEngine, type TestEngine } from '@fengsui/core/testing';

const register =
  'mutation R($input: RegisterEnterpriseInput!, $dryRun: Boolean! = false) { registerEnterprise(input: $input, dryRun: $dryRun) { enterprise { id } userErrors { code path message messageEn retryable } } }';
const [near, far, free] = ['91430102MA00000001', '91430103MA00000002', '91430102MA00000003'];

describe.each(dialects)('a code that is taken, on %s', (dialect) => {
  let engine: TestEngine;
  const who = principalOver('430102');
  beforeAll(async () => {
    engine = await testEngine(dialect);
    const at = dialect === 'sqlite' ? '0' : "'epoch'";
    await engine.database.script([
      `INSERT INTO area (code, name, level, version, created_at, updated_at) VALUES ('430102', '芙蓉区', 'COUNTY', 1, ${at}, ${at}), ('430103', '天心区', 'COUNTY', 1, ${at}, ${at})`,
    ]);
    for (const [creditCode, areaId] of [
      [near, 'area_430102'],
      [far, 'area_430103'],
    ])
      await ask(creditCode ?? '', { areaId }, operator);
  });
  afterAll(() => engine.stop());
  const ask = async (creditCode: string, more: object = {}, as = who, dryRun = false): Promise<string> =>
    (
      await engine.execute({
        query: register,
        variables: { input: { areaId: 'area_430102', name: '某厂', industry: 'OTHER', creditCode, ...more }, dryRun },
        principal: as,
        requestId: 'request',
      })
    ).text;

  it('is answered with the same bytes whether a row in sight has it or one in another district', async () => {
    const inside = await ask(near);
    expect(JSON.parse(inside)).toMatchObject({
      data: { registerEnterprise: { enterprise: null, userErrors: [{ code: 'ALREADY_EXISTS', path: ['creditCode'], retryable: false }] } },
    });
    expect(await ask(far)).toBe(inside);
    expect(await ask(far, {}, who, true)).toBe(inside);
    // A dry run hears of it too where nothing of the row is selected.
    const { data: dry } = await engine.query(
      'mutation D($code: String!) { registerEnterprise(input: { areaId: "area_430102", name: "某厂", industry: OTHER, creditCode: $code }, dryRun: true) { userErrors { code } } }',
      { code: far },
      who,
    );
    expect(dry).toEqual({ registerEnterprise: { userErrors: [{ code: 'ALREADY_EXISTS' }] } });
    expect(inside).not.toMatch(/4301|天心|芙蓉|enterprise_0|UNIQUE|constraint|duplicate/);
    const { data } = await engine.query('query F($code: String!) { enterpriseByCreditCode(creditCode: $code) { id } }', { code: far }, who);
    expect(data).toEqual({ enterpriseByCreditCode: null });
  });

  it('keeps nothing of the refused, and leaves a free code free', async () => {
    const left = await engine.database.rows(
      { text: `SELECT count(*) AS n FROM enterprise WHERE name = '某厂' AND area_code = '430102'` },
      [],
    );
    expect(Number(left[0]?.['n'])).toBe(1);
    expect(JSON.parse(await ask(free))).toMatchObject({ data: { registerEnterprise: { userErrors: [] } } });
  });
});
