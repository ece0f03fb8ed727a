import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialects, testEngine, type TestEngine } from '@fengsui/core/testing';
import { someAreas } from '../events/register.ts';

describe.each(dialects)('an aggregate of many groups, on %s', (dialect) => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await testEngine(dialect);
    await someAreas(engine);
    const numbers =
      dialect === 'sqlite'
        ? 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10001) SELECT'
        : 'WITH n AS (SELECT i FROM generate_series(1, 10001) AS i) SELECT';
    const at = dialect === 'sqlite' ? '0' : "timestamptz 'epoch'";
    await engine.database.script([
      `INSERT INTO population_point (id, lon, lat, people, area_code, version, created_at, updated_at) ${numbers} 'p' || i, 113, 28, i, '430102', 1, ${at}, ${at} FROM n`,
    ]);
  });
  afterAll(() => engine.stop());

  it('answers 10,000 groups, and says of more that they are too many instead of leaving some out', async () => {
    const ask = 'query ($most: Int) { people: populationPointsAggregate(where: { people: { lte: $most } }, groupBy: [PEOPLE]) { count } }';
    const { data } = await engine.query(ask, { most: 10_000 });
    expect((data as unknown as { people: readonly unknown[] }).people).toHaveLength(10_000);
    const { data: none, errors } = await engine.query(ask, { most: 10_001 });
    expect(none).toBeUndefined();
    expect(errors?.[0]).toMatchObject({ path: ['people'], extensions: { code: 'LIMIT_EXCEEDED' } });
  });
});
