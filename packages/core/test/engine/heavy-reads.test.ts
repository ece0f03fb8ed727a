import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statement } from '../../src/data/database.ts';
import { testEngine, type TestEngine } from '@fengsui/core/testing';

describe('reads that take long, on sqlite', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await testEngine('sqlite');
    await engine.database.script([
      "INSERT INTO area (code, name, level, version, created_at, updated_at) VALUES ('43', '湖南省', 'PROVINCE', 1, 0, 0)",
      // As many places as a province has.
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) INSERT INTO area (code, name, level, version, created_at, updated_at) SELECT '43' || printf('%010d', i), '第' || i || '社区', 'VILLAGE', 1, 0, 0 FROM n`,
    ]);
  });
  afterAll(() => engine.stop());

  it('leave the thread free that answers look-ups', async () => {
    const slow = statement(
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT CAST(sum(i) AS text) FROM n',
    );
    const order: string[] = [];
    const heavy = Promise.resolve(engine.database.text(slow, [], 'heavy')).then((answer) => {
      order.push('heavy');
      return answer;
    });
    for (let at = 0; at < 20; at += 1) {
      await engine.query('{ areaByCode(code: "43") { name } }');
      order.push('light');
    }
    expect(order).toEqual(Array.from({ length: 20 }, () => 'light'));
    expect(await heavy).toBe('4500001500000');
  });

  it.each(['{ name: { contains: "没有" } }', '{ not: { name: { startsWith: "第" } } }'])(
    'leave it free where a filter must look at every row: %s',
    async (where) => {
      const order: string[] = [];
      const asked = engine.query(`{ areas(first: 20, where: ${where}) { nodes { code } } }`).then(({ errors }) => {
        order.push('every row');
        return errors;
      });
      await engine.query('{ areaByCode(code: "43") { name } }');
      order.push('look-up');
      expect(await asked).toBeUndefined();
      expect(order).toEqual(['look-up', 'every row']);
    },
  );

  it('see what was committed before them', async () => {
    await engine.database.script([
      "INSERT INTO area (code, name, level, version, created_at, updated_at) VALUES ('44', '广东省', 'PROVINCE', 1, 0, 0)",
    ]);
    expect(await engine.query('{ areasAggregate(where: { level: { eq: PROVINCE } }) { count } }')).toMatchObject({
      data: { areasAggregate: [{ count: 2 }] },
    });
  });

  it('tell their own caller when they fail, and the next one is answered', async () => {
    await expect(engine.database.text(statement('SELECT 1 FROM nowhere'), [], 'heavy')).rejects.toThrow('nowhere');
    expect(await engine.database.text(statement("SELECT 'still here'"), [], 'heavy')).toBe('still here');
  });
});
