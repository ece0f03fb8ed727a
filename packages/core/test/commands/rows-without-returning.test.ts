import { afterAll, beforeAll, expect, it } from 'vitest';
import { testEngine, type TestEngine } from '@fengsui/core/testing';
import { someAreas } from '../events/register.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await testEngine('sqlite');
  await someAreas(engine);
});
afterAll(() => engine.stop());

it('a write that gives no rows and is asked for rows is an error on SQLite, and not silence', async () => {
  const renamed = engine.database.write((transaction) =>
    transaction.rows({ text: `UPDATE area SET name = '改名' WHERE code = '430102'` }, []),
  );
  await expect(renamed).rejects.toThrow('add RETURNING, or use run');
  const [returned] = await engine.database.write((transaction) =>
    transaction.rows({ text: `UPDATE area SET name = '改名' WHERE code = '430102' RETURNING name` }, []),
  );
  expect(returned).toEqual({ name: '改名' });
});
