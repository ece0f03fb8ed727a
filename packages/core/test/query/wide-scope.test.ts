import { describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '@fengsui/core';
import { dialects, principalOver, testEngine } from '@fengsui/core/testing';

const page = '{ enterprises(first: 5, orderBy: [{ name: ASC }]) { nodes { name } } }';

describe.each(dialects)('a county’s scope on %s', (dialect) => {
  it('leaves the index to the order on a city’s server, and chooses it on a province’s', async () => {
    const engine = await testEngine(dialect);
    const of = (area: string, on: Engine = engine): string => on.explain({ query: page, principal: principalOver(area) }).sql ?? '';
    const wide = dialect === 'sqlite' ? '+t0."area_code" >=' : 'CASE WHEN t0."area_code" >=';
    expect(of('430102')).toContain(wide);
    expect(of('430102001')).not.toContain(wide);
    const area = (code: string, level: string, parent: string | null): Promise<void> =>
      engine.database.script([
        `INSERT INTO area (code, name, level, parent_code, version, created_at, updated_at) VALUES ('${code}', '${code}', '${level}', ${parent === null ? 'NULL' : `'${parent}'`}, 1, ${dialect === 'sqlite' ? '0, 0' : "'2026-01-01', '2026-01-01'"})`,
      ]);
    await area('43', 'PROVINCE', null);
    await area('4301', 'CITY', '43');
    for (let county = 10; county < 31; county += 1) await area(`4301${county}`, 'COUNTY', '4301');
    const again = await createEngine({ plugins: [], database: engine.databaseUrl, secret: 'a secret of the tests, 32 letters long' });
    try {
      expect(of('430110', again)).not.toContain(wide);
      expect(of('4301', again)).toContain(wide);
    } finally {
      await again.stop();
      await engine.stop();
    }
  });
});
