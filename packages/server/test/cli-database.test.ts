import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialects, temporaryDatabase, type TemporaryDatabase } from '@fengsui/core/testing';
import { readConfig } from '@fengsui/server';
import { openEngine } from '../src/open-engine.ts';
import { commandLine } from './support/command-line.ts';

const { file, fengsui, over, migrated } = commandLine();

describe.each(dialects)('fengsui over %s', (dialect) => {
  let database: TemporaryDatabase;
  const on: ReturnType<typeof over> = (...args) => over(database)(...args);
  beforeAll(async () => {
    database = await migrated(dialect);
  });
  afterAll(() => database.drop());

  it('plans, runs and verifies migrations', async () => {
    const empty = await temporaryDatabase(dialect);
    const on = over(empty);
    expect(await on('migrate', 'verify')).toMatchObject({ code: 1 });
    expect((await on('migrate', 'plan')).out).toContain('area/0001-initial');
    expect((await on('migrate', 'up')).out).toContain('area/0001-initial');
    expect(await on('migrate', 'verify')).toMatchObject({ code: 0 });
    expect((await on('migrate', 'plan')).out).toContain('up to date');
    await empty.drop();
  });

  it('says what to do about a database that another version made', async () => {
    const other = await migrated(dialect);
    const engine = await openEngine(readConfig({ database: other.url, secret: 'x'.repeat(32) }, {}));
    await engine.database.script([`UPDATE fengsui_migration SET checksum = 'other' WHERE plugin = 'area'`]);
    await engine.stop();
    const { code, err } = await over(other)('key', 'list');
    expect([code, err.includes('area/0001-initial'), /^\s+at /m.test(err)]).toEqual([1, true, false]);
    await other.drop();
  });

  it('imports a file whole, or says which line is wrong and writes nothing', async () => {
    await writeFile(file('good.csv'), 'code,name,level\n43,湖南省,PROVINCE\n4301,长沙市,CITY\n');
    await writeFile(file('bad.csv'), 'code,name,level\n4302,株洲市,CITY\n43x,坏,CITY\n');
    expect(await on('import', 'areas', 'good.csv')).toMatchObject({ code: 0, out: expect.stringContaining('created 2') as string });
    const bad = await on('import', 'areas', 'bad.csv');
    expect([bad.code, bad.err.includes('line 3'), bad.err.includes('nothing was written')]).toEqual([1, true, true]);
    expect((await on('import', 'areas', 'bad.csv', '--dry-run')).code).toBe(1);
    expect(await on('import', 'areas', 'good.csv')).toMatchObject({ out: expect.stringContaining('unchanged 2') as string });
    expect(await on('import', 'areas', 'none.csv')).toMatchObject({ code: 2 });
  });

  it('makes, lists, rotates and revokes a key; its token is shown once', async () => {
    const own = await migrated(dialect);
    const on = over(own);
    const made = await on('key', 'create', '值班', '-g', 'operator@43', '-g', 'operator@430102Z001', '--expires', '2099-01-01');
    expect([made.code, made.out]).toEqual([0, expect.stringMatching(/^fsk_\S+\n$/)]);
    const keys = async (): Promise<readonly { id: string; label: string; revokedAt: string | null }[]> =>
      JSON.parse((await on('key', 'list', '--json')).out) as never;
    const [key] = await keys();
    expect([key?.label, key?.revokedAt]).toEqual(['值班', null]);
    expect((await on('key', 'rotate', key?.id ?? '')).out).toMatch(/^fsk_/);
    const next = (await keys()).find(({ revokedAt }) => revokedAt === null);
    expect((await on('key', 'revoke', next?.id ?? '')).code).toBe(0);
    expect((await keys()).filter(({ revokedAt }) => revokedAt === null)).toEqual([]);
    expect(await on('key', 'revoke', 'nothing')).toMatchObject({ code: 1 });
    expect(await on('key', 'create', 'x', '-g', 'nobody')).toMatchObject({ code: 1, err: expect.stringContaining('operator') as string });
    await own.drop();
  });

  it('makes no key over an area that is not there, and says which one is near', async () => {
    const own = await migrated(dialect);
    await writeFile(file('own.csv'), 'code,name,level\n43,湖南省,PROVINCE\n4301,长沙市,CITY\n');
    await over(own)('import', 'areas', 'own.csv');
    const { code, out, err } = await over(own)('key', 'create', 'x', '-g', 'operator@430199');
    expect([code, out, err]).toEqual([1, '', expect.stringMatching(/430199.*4301 长沙市/s)]);
    expect((await over(own)('key', 'list', '--json')).out.trim()).toBe('[]');
    await own.drop();
  });

  it('explains a query by its one statement, its cost and its permissions', async () => {
    await writeFile(file('query.graphql'), 'query Q($first: Int) { areas(first: $first) { nodes { name enterpriseCount } } }');
    const { out } = await on('explain', '--operation', 'query.graphql', '--variables', '{"first":7}');
    expect(out).toMatch(/cost\s+7[\s\S]*enterprise\.read[\s\S]*SELECT/);
  });

  it('makes a key for who reads the audit, without any configuration', async () => {
    const { code, out } = await on('key', 'create', '审计', '-g', 'auditor');
    expect(code).toBe(0);
    const engine = await openEngine(readConfig({ database: database.url, secret: 'x'.repeat(32), plugins: [] }, {}));
    const auditor = await engine.access.authenticate(`Bearer ${out.trim()}`);
    const asked = async (query: string): Promise<string> => (await engine.execute({ query, principal: auditor })).text;
    expect(await asked('{ audit { nodes { command } } }')).toContain('{"data":{"audit"');
    expect(await asked('{ enterprises { nodes { name } } }')).toContain('FORBIDDEN');
    await engine.stop();
  });

  it('verifies the audit, and says when its end was cut off', async () => {
    expect(await on('audit', 'verify')).toMatchObject({ code: 0, out: expect.stringContaining('verified') as string });
    const checkpoint = file('checkpoints');
    await writeFile(checkpoint, `${JSON.stringify({ count: 1_000, head: 'x' })}\n`);
    const cut = await on('audit', 'verify', '--checkpoint', checkpoint);
    expect([cut.code, /CUT|MISSING/.test(cut.err)]).toEqual([1, true]);
    expect(await on('audit', 'verify', '--checkpoint', file('none'))).toMatchObject({ code: 2 });
  });

  it('says of a database that is not there that it is not, and makes none', async () => {
    const empty = dialect === 'postgresql' ? await temporaryDatabase(dialect) : undefined;
    const url = empty?.url ?? `file:${file('nowhere.db')}`;
    for (const asked of [
      ['audit', 'verify'],
      ['key', 'list'],
    ]) {
      const { code, err } = await fengsui(asked, { FENGSUI_DATABASE: url, FENGSUI_SECRET: 'x'.repeat(32) });
      expect([code, /migrate up/.test(err)]).toEqual([1, true]);
    }
    expect(existsSync(file('nowhere.db'))).toBe(false);
    await empty?.drop();
  });
});
