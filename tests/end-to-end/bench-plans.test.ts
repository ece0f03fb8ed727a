import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialects, principalOver, testEngine, type TestEngine } from '@fengsui/core/testing';
import { hazchem } from '@fengsui/plugin-hazchem';
import { fengsui, readCases } from '../bench/spine/cases.ts';

/** What the benchmark measures, as it is run: a change of these plans is a change of its figures, and shows here. */
describe.each(dialects)('the plans of the benchmark, on %s', (dialect) => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await testEngine(dialect, [hazchem]);
  });
  afterAll(() => engine.stop());

  it.each(readCases)('%s is the one statement that is known', async (name) => {
    const variables = { id: 'enterprise_00000000000000000000000000' };
    const { plan, sql, mixed, cost } = engine.explain({ query: fengsui[name], variables, principal: principalOver('43') });
    expect(mixed).toBe(false);
    // The mark of a hole is another one in each process.
    const stable = (sql ?? '')
      .replace(/\u241f[0-9a-f]{24}/g, '<mark>')
      .replace(/ (FROM|WHERE|ORDER BY|GROUP BY|HAVING|LIMIT) /g, '\n  $1 ');
    await expect(`${plan.join('\n')}\n\n${stable}\n\ncost ${cost}\n`).toMatchFileSnapshot(`./snapshots/${name}.${dialect}.sql`);
  });
});
