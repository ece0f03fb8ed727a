import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialects, testEngine, type TestEngine } from '@fengsui/core/testing';
import { register, someAreas } from '../events/register.ts';

describe.each(dialects)('fields of what code answers, asked for under other names, on %s', (dialect) => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await testEngine(dialect);
    await someAreas(engine);
    await register(engine, '甲');
  });
  afterAll(() => engine.stop());

  it('are what their own names say, even where one takes the name of another', async () => {
    const { data, errors } = await engine.query(`mutation {
      one: registerEnterprise(input: { areaId: "nowhere", name: "乙", industry: TRADE }) { faults: userErrors { message: code code: path } }
    }`);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ one: { faults: [{ message: 'NOT_FOUND', code: ['areaId'] }] } });
    await engine.readable();
    const page = await engine.query('{ changes(first: 1) { at: pageInfo { endCursor: hasNextPage more: endCursor } } }');
    expect(page.errors).toBeUndefined();
    expect(page.data).toEqual({ changes: { at: { endCursor: false, more: expect.any(String) } } });
  });
});
