import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous } from '@fengsui/core';
import { seedDemo } from '@fengsui/core/demo';
import { dialects, operator, testEngine, type TestEngine } from '@fengsui/core/testing';
import config from '../../fengsui.config.ts';

const readme = readFileSync(resolve(import.meta.dirname, '../../README.md'), 'utf8');
const queries = [...readme.matchAll(/```graphql\n([\s\S]*?)```\s*```json\n([\s\S]*?)```/g)].map(([, query = '', answer = '']) => ({
  query,
  answer: JSON.parse(answer) as unknown,
}));

describe.each(dialects)('the README over %s', (dialect) => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await testEngine(dialect, config.plugins ?? []);
    await seedDemo(engine);
  }, 120_000);
  afterAll(() => engine.stop());

  it('has queries', () => expect(queries).toHaveLength(2));

  it.each(queries)('is answered as it prints: $query', async ({ query, answer }) => {
    const who = query.includes('calculate') ? anonymous : operator;
    const { data, errors } = await engine.query(query, {}, who);
    expect(errors).toBeUndefined();
    expect(data).toEqual(answer);
  });

  it('has the whole demo under it: four districts with their borders, 6,000 units, 20,000 dangers, all of it said to be made up', async () => {
    const { data, errors } = await engine.query(`{
      areas(where: { code: { in: ["120116", "441900", "430102", "429005"] } }, orderBy: [{ code: ASC }]) { nodes { code boundary } }
      enterprises { totalCount }
      hazardUnits { totalCount }
      hiddenDangers { totalCount }
    }`);
    expect(errors).toBeUndefined();
    const boundary = { type: 'Polygon', coordinates: [expect.any(Array)] };
    expect(data).toEqual({
      areas: { nodes: ['120116', '429005', '430102', '441900'].map((code) => ({ code, boundary })) },
      enterprises: { totalCount: 2_000 },
      hazardUnits: { totalCount: 6_000 },
      hiddenDangers: { totalCount: 20_000 },
    });
    for (const table of ['enterprise', 'hazchem_unit', 'hidden_danger', 'population_point'])
      expect(await engine.database.rows({ text: `SELECT DISTINCT source FROM ${table}` }, [])).toEqual([{ source: 'demo' }]);
  });
});

it('the README stays short and names no host but the reader’s own', () => {
  expect(readme.split('\n').length).toBeLessThanOrEqual(120);
  expect([...readme.matchAll(/https?:\/\/([^/\s)`]+)/g)].map(([, host]) => host)).toEqual(['127.0.0.1:4000']);
});
