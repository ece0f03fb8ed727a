import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FengsuiError } from '@fengsui/core';
import { dialects, testEngine, type TestEngine } from '@fengsui/core/testing';

describe.each(dialects)('the area that a grant names, on %s', (dialect) => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await testEngine(dialect);
  });
  afterAll(() => engine.stop());
  const time = dialect === 'sqlite' ? '0' : "'epoch'";
  const area = async (code: string, name: string, level: string): Promise<void> =>
    engine.database.script([
      `INSERT INTO area (code, name, level, version, created_at, updated_at) VALUES ('${code}', '${name}', '${level}', 1, ${time}, ${time})`,
    ]);
  const recode = async (from: string, to: string, name: string): Promise<void> => {
    const text = `mutation { recodeAreas(input: { moves: [{ from: "${from}", to: "${to}", name: "${name}" }] }) { userErrors { code } } }`;
    expect((await engine.query(text)).data).toEqual({ recodeAreas: { userErrors: [] } });
  };
  const granted = (...codes: readonly string[]) =>
    engine.access.createKey({ label: 'x', grants: codes.map((code) => ({ role: 'operator', area: code })) });
  const refused = async (work: Promise<unknown>): Promise<readonly string[]> => {
    const error: unknown = await work.catch((thrown: unknown) => thrown);
    return error instanceof FengsuiError ? [error.code, error.zh, error.en] : [JSON.stringify(error)];
  };
  const keys = async (): Promise<number> => (await engine.access.listKeys()).length;

  it('may be any as long as no area is loaded: a deployment’s first keys', async () => {
    const before = await granted('', '44', '430102Z001');
    expect(await engine.access.listGrants(before.principal)).toHaveLength(3);
    await area('4301', '长沙市', 'CITY');
    await area('430102', '芙蓉区', 'COUNTY');
    await area('430103', '天心区', 'COUNTY');
    await area('430102Z001', '隆平高科技园', 'ZONE');
    // What it holds it may keep, so that taking something away is never refused.
    await engine.access.setGrants(before.principal, [{ role: 'auditor', area: '44' }]);
    expect(await engine.access.listGrants(before.principal)).toMatchObject([{ role: 'auditor', area: '44' }]);
  });

  it('is everywhere, one that is loaded, a zone, or one above what is loaded that has no row itself', async () => {
    const { principal } = await granted('', '43', '4301', '430102', '430102Z001');
    expect((await engine.access.listGrants(principal)).map((grant) => grant.area)).toEqual(['', '43', '4301', '430102', '430102Z001']);
  });

  it('is refused where neither it nor anything below it is loaded; the nearest above it is named', async () => {
    const before = await keys();
    expect(await refused(granted('430122'))).toEqual([
      'UNKNOWN_AREA',
      '没有区划 430122，其下也没有区划；在它之上的有 4301 长沙市。请核对代码，或先导入该区划。',
      'There is no area 430122, nor any below it; above it stands 4301 长沙市. Check the code, or import the area first.',
    ]);
    expect((await refused(granted('430102', '45')))[2]).toBe(
      'There is no area 45, nor any below it. Check the code, or import the area first.',
    );
    expect((await refused(granted('430102Z002')))[2]).toContain('above it stands 430102 芙蓉区');
    expect(await keys()).toBe(before);
  });

  it('is refused where it has expired; what took its place, after years of changes, is named', async () => {
    await recode('430103', '430153', '新天心区');
    await recode('430153', '430154', '又新天心区');
    const before = await keys();
    expect(await refused(granted('430102', '430103'))).toEqual([
      'AREA_EXPIRED',
      '区划 430103 天心区 已失效，现为 430154 又新天心区；请改授 430154。',
      'The area 430103 天心区 has expired and is now 430154 又新天心区; grant 430154.',
    ]);
    expect(await keys()).toBe(before);
    const { principal } = await granted('430154');
    expect((await refused(engine.access.setGrants(principal, [{ role: 'operator', area: '430153' }])))[0]).toBe('AREA_EXPIRED');
    expect((await refused(engine.access.setGrants(principal, [{ role: 'operator', area: '430199' }])))[0]).toBe('UNKNOWN_AREA');
    expect(await engine.access.listGrants(principal)).toMatchObject([{ area: '430154' }]);
    await engine.database.script([`UPDATE area SET successor = NULL WHERE code = '430153'`]);
    expect((await refused(granted('430153')))[2]).toContain('has expired without a successor');
  });

  it('is no longer above anything when all that lay below it has expired', async () => {
    await area('450102', '兴宁区', 'COUNTY');
    await granted('4501');
    await recode('450102', '460102', '别处');
    expect((await refused(granted('4501')))[0]).toBe('UNKNOWN_AREA');
  });

  it.runIf(dialect === 'postgresql')('is the one in force also while codes change: who comes meanwhile waits', async () => {
    await area('430104', '岳麓区', 'COUNTY');
    const other = new Client({ connectionString: engine.databaseUrl });
    await other.connect();
    await other.query('BEGIN; SELECT pg_advisory_xact_lock(7301964)');
    await other.query(`UPDATE area SET valid_to = '2026-01-01', successor = '430102' WHERE code = '430104'`);
    const asked = refused(granted('430104'));
    expect(await Promise.race([asked, pause(200, 'waits')])).toBe('waits');
    await other.query('COMMIT');
    expect(await asked).toEqual(['AREA_EXPIRED', expect.any(String), expect.stringContaining('430102')]);
    await other.end();
  });
});
