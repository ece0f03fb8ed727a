import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statement } from '../../src/data/database.ts';
import { dialects, testEngine, type TestEngine } from '@fengsui/core/testing';

describe('the planner’s statistics, on sqlite', () => {
  let engine: TestEngine;
  const count = async (text: string): Promise<unknown> => (await engine.database.rows(statement(text), []))[0]?.['n'];
  beforeAll(async () => {
    engine = await testEngine('sqlite');
    const rows = Array.from({ length: 500 }, (_none, at) => `('${10_000_000_0000 + at}', '网格${at}', 'GRID', 1, 0, 0)`);
    await engine.database.script([`INSERT INTO area (code, name, level, version, created_at, updated_at) VALUES ${rows.join(', ')}`]);
  });
  afterAll(() => engine.stop());

  it('are there after a load, without the samples that have a statement planned again at every new value', async () => {
    await engine.database.optimize();
    expect(await count("SELECT count(*) AS n FROM sqlite_stat1 WHERE tbl = 'area'")).toBeGreaterThan(0);
    expect(await count('SELECT count(*) AS n FROM sqlite_stat4')).toBe(0);
    // A second time finds nothing to do, and a start finds them.
    await engine.database.optimize();
    expect(await count("SELECT count(*) AS n FROM sqlite_stat1 WHERE tbl = 'area'")).toBeGreaterThan(0);
  });
});

describe('the planner’s statistics, on postgresql', () => {
  it('have rows that came at one time looked up by their key, not by the index of that time', async () => {
    const engine = await testEngine('postgresql');
    const rows = Array.from({ length: 211 }, (_none, at) => `('${10_000_000_0000 + at}', '网格${at}', 'GRID', 1, now(), now())`);
    await engine.database.script([`INSERT INTO area (code, name, level, version, created_at, updated_at) VALUES ${rows.join(', ')}`]);
    await engine.database.optimize();
    const plan = await engine.database.rows(statement("EXPLAIN SELECT name FROM area WHERE code = '100000000007'"), []);
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('Index Scan using area_pkey');
    await engine.stop();
  });

  it('do not call a table empty that is about to fill: a plan made then would read it whole for as long as its connection lives', async () => {
    const engine = await testEngine('postgresql');
    await engine.database.optimize();
    const rows = Array.from({ length: 20 }, (_none, at) => `('p', 'c', '${at}', 'b', '{}', now())`);
    await engine.database.script([`INSERT INTO fengsui_idempotency (principal, command, key, body, answer, at) VALUES ${rows.join(', ')}`]);
    const asked = 'SELECT answer FROM fengsui_idempotency WHERE principal = $1 AND command = $2 AND key = $3';
    const plan = await engine.database.rows(statement(`EXPLAIN (GENERIC_PLAN) ${asked}`), ['p', 'c', '1']);
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('Index Scan using fengsui_idempotency_pkey');
    await engine.stop();
  });
});

describe.each(dialects)('rows of other systems, on %s', (dialect) => {
  it('are found by the index that holds nothing else', async () => {
    const engine = await testEngine(dialect);
    const place = (at: number): string => (dialect === 'sqlite' ? '?' : `$${at}`);
    const asked = `SELECT id FROM enterprise WHERE source = ${place(1)} AND external_id = ${place(2)}`;
    // With values that are not known when the plan is made, as a prepared statement has them.
    const plan =
      dialect === 'sqlite'
        ? await engine.database.rows(statement(`EXPLAIN QUERY PLAN ${asked}`), ['erp', '1'])
        : await engine.database.write(async (transaction) => {
            await transaction.run(statement('SET LOCAL enable_seqscan = off'), []);
            return transaction.rows(statement(`EXPLAIN (GENERIC_PLAN) ${asked}`), ['erp', '1']);
          });
    expect(JSON.stringify(plan)).toContain('enterprise_source_external_id_part');
    await engine.stop();
  });
});
