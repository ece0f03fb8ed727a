import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definePlugin, principal, restoreBackup, takeBackup } from '@fengsui/core';
import { dialects, operator } from '@fengsui/core/testing';
import { register } from '../events/register.ts';
import { look, namesIn, place, secret, type Place } from './kit.ts';

describe.each(dialects)('a backup, on %s', (dialect) => {
  let at: Place;
  let backup: string;
  beforeAll(async () => {
    at = await place(dialect);
    backup = join(at.folder, 'first');
    for (const name of ['甲', '乙']) await register(at.engine, name);
    await at.engine.audit.seal();
    await takeBackup(at.options, backup);
  });
  afterAll(() => at.drop());

  it('taken under writes holds all that was acknowledged before it began, whole, and its audit verifies', { timeout: 60_000 }, async () => {
    at.engine.audit.start();
    const acknowledged: string[] = [];
    const finished = new AbortController();
    const writers = Array.from({ length: 8 }, async (_none, writer) => {
      for (let number = 0; !finished.signal.aborted; number += 1) {
        const name = `w${writer}-${number}`;
        await register(at.engine, name, '430102', { idempotencyKey: name });
        acknowledged.push(name);
      }
    });
    await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(200);
    const before = [...acknowledged];
    const folder = join(at.folder, 'busy');
    const { manifest } = await takeBackup(at.options, folder);
    const after = acknowledged.length;
    await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(after + 50);
    finished.abort();
    await Promise.all(writers);
    await at.engine.audit.stop();

    const empty = await at.empty();
    const { audit } = await restoreBackup(empty, folder);
    expect(audit?.faults).toEqual([]);
    expect(audit?.sealed).toBe(manifest.audit.count);
    const restored = new Set(await namesIn(empty));
    expect(before.filter((name) => !restored.has(name))).toEqual([]);
    // One state: as many rows of audit, of events and of keys as of enterprises.
    const counts = await look(empty, async ({ database }) =>
      database.rows(
        {
          text: `SELECT (SELECT count(*) FROM enterprise) AS a, (SELECT count(*) FROM fengsui_event) AS b, (SELECT count(*) FROM fengsui_audit WHERE command = 'registerEnterprise') AS c`,
        },
        [],
      ),
    );
    expect([Number(counts[0]?.['b']), Number(counts[0]?.['c'])]).toEqual([restored.size, restored.size]);
    expect(await readFile(join(empty.attachments ?? '', '01', 'photo'), 'utf8')).toBe('bytes of a photograph');
  });

  it('comes back to go on: new rows, resumed streams that are told to begin anew, an audit that names both', async () => {
    const { data } = await at.engine.query('{ changes { pageInfo { endCursor } } }');
    const { endCursor } = (data as unknown as { changes: { pageInfo: { endCursor: string } } }).changes.pageInfo;
    const empty = await at.empty();
    await restoreBackup(empty, backup);
    await look(empty, async (engine) => {
      const ask = async (query: string, variables = {}): Promise<string> =>
        (await engine.execute({ query, variables, principal: operator })).text;
      expect(await ask('query C($after: String) { changes(after: $after) { nodes { kind } } }', { after: endCursor })).toContain(
        'CURSOR_EXPIRED',
      );
      const input = { areaId: 'area_430102', name: '丙', industry: 'TRADE' };
      const text = 'mutation R($input: RegisterEnterpriseInput!) { registerEnterprise(input: $input) { userErrors { code } } }';
      expect(await ask(text, { input })).toBe(`{"data":{"registerEnterprise":{"userErrors":[]}},"extensions":{"cost":50}}`);
      // A transaction elsewhere on the same PostgreSQL server holds the log back for as long as it runs.
      const changes = async (): Promise<unknown> => JSON.parse(await ask('{ changes { nodes { payload } } }'));
      await expect.poll(changes, { timeout: 10_000 }).toMatchObject({
        data: { changes: { nodes: [{ payload: { name: '甲' } }, { payload: { name: '乙' } }, { payload: { name: '丙' } }] } },
      });
      await engine.audit.seal();
      expect((await engine.audit.verify()).faults).toEqual([]);
      const [restored] = await engine.database.rows({ text: "SELECT count(*) AS n FROM fengsui_audit WHERE command = 'restore'" }, []);
      expect(Number(restored?.['n'])).toBe(1);
    });
    const [taken] = await at.engine.database.rows({ text: "SELECT count(*) AS n FROM fengsui_audit WHERE command = 'backup'" }, []);
    expect(Number(taken?.['n'])).toBeGreaterThan(0);
  });

  it('opens personal data again under the same secret, and is refused under another', async () => {
    const empty = await at.empty();
    const other = restoreBackup({ ...empty, secret: 'another secret of the tests, 32 letters' }, backup);
    await expect(other).rejects.toMatchObject({ code: 'OTHER_SECRET' });
    expect((await readFile(join(backup, 'manifest.json'), 'utf8')).includes(secret)).toBe(false);
  });

  it('refuses a database that holds something, and replaces it when it is told to', async () => {
    const empty = await at.empty();
    await look(empty, async () => undefined);
    await expect(restoreBackup(empty, backup)).rejects.toMatchObject({ code: 'NOT_EMPTY' });
    expect(await namesIn(empty)).toEqual([]);
    await restoreBackup({ ...empty, overwrite: true }, backup);
    expect(await namesIn(empty)).toEqual(['乙', '甲']);
    await restoreBackup({ ...empty, overwrite: true }, backup);
    expect(await namesIn(empty)).toEqual(['乙', '甲']);
  });

  it('refuses a database that a server uses, even to replace it', async () => {
    const empty = await at.empty();
    await look(empty, async () => {
      await expect(restoreBackup({ ...empty, overwrite: true }, backup)).rejects.toMatchObject({ code: 'IN_USE' });
    });
    expect(await namesIn(empty)).toEqual([]);
  });

  it('overwrites nothing where it is written', async () => {
    await expect(takeBackup(at.options, backup)).rejects.toMatchObject({ code: 'TARGET_EXISTS' });
  });

  it('and a dry run of its restoring change nothing', async () => {
    const empty = await at.empty();
    expect((await restoreBackup({ ...empty, dryRun: true }, backup)).audit).toBeUndefined();
    await restoreBackup(empty, backup);
    expect(await namesIn(empty)).toEqual(['乙', '甲']);
  });

  it.each([
    ['a byte of the data', async (folder: string, path: string) => flip(join(folder, path)), 'BACKUP_DAMAGED'],
    ['a file that is shorter', async (folder: string, path: string) => writeFile(join(folder, path), ''), 'BACKUP_DAMAGED'],
    ['its manifest', async (folder: string) => edit(folder, (text) => text.replace('"format": 1', '"format": 2')), 'BACKUP_DAMAGED'],
    ['no JSON', async (folder: string) => edit(folder, (text) => text.slice(0, 40)), 'BACKUP_DAMAGED'],
    ['nothing that says what it is', async (folder: string) => edit(folder, () => '{}'), 'NOT_A_BACKUP'],
  ])('that was changed in %s is refused before anything is touched', async (what, change, code) => {
    const folder = join(at.folder, `changed ${what}`);
    const { manifest } = await takeBackup(at.options, folder);
    const largest = manifest.files.toSorted((a, b) => b.bytes - a.bytes)[0]?.path ?? '';
    await change(folder, largest);
    const empty = await at.empty();
    const refused = restoreBackup(empty, folder);
    await expect(refused).rejects.toMatchObject({ code });
    await expect(refused).rejects.toThrow(/[\u4e00-\u9fff][\s\S]*[a-z]{3}/);
    expect(await namesIn(empty)).toEqual([]);
  });

  it('of a later version, or with a plugin that is not there, is refused', async () => {
    const notes = (...names: readonly string[]) =>
      definePlugin({
        id: 'notes',
        version: '0.1.0',
        core: '^0.1',
        migrations: names.map((name) => ({
          id: `0001-${name}`,
          sqlite: [`CREATE TABLE ${name} (id integer)`],
          postgresql: [`CREATE TABLE ${name} (id integer)`],
        })),
      });
    const source = { ...(await at.empty()), plugins: [notes('note', 'note_more')] };
    await look(source, async ({ database }) => database.script(['INSERT INTO note VALUES (1)']));
    const folder = join(at.folder, 'of two plugins');
    await takeBackup(source, folder);
    const empty = await at.empty();
    await expect(restoreBackup({ ...empty, plugins: [notes('note')] }, folder)).rejects.toMatchObject({ code: 'OTHER_VERSION' });
    await expect(restoreBackup(empty, folder)).rejects.toMatchObject({ code: 'PLUGIN_MISSING' });
    await expect(takeBackup({ ...source, plugins: [] }, join(at.folder, 'without'))).rejects.toMatchObject({ code: 'PLUGIN_MISSING' });
    await restoreBackup({ ...empty, plugins: source.plugins }, folder);
    await look({ ...empty, plugins: source.plugins }, async ({ database }) =>
      expect(await database.rows({ text: 'SELECT id FROM note' }, [])).toEqual([{ id: 1 }]),
    );
  });

  it('of the other database is refused', async () => {
    const url = dialect === 'sqlite' ? 'postgresql://nobody@127.0.0.1:1/none' : `file:${join(at.folder, 'other.db')}`;
    await expect(restoreBackup({ ...at.options, database: url }, backup)).rejects.toMatchObject({ code: 'OTHER_DATABASE' });
  });

  it('keeps who may ask', async () => {
    expect(principal('x', 'x', []).has('*')).toBe(false);
    const { token } = await at.engine.access.createKey({ label: 'kept', grants: [{ role: 'operator', area: '43' }] });
    const folder = join(at.folder, 'with a key');
    await takeBackup(at.options, folder);
    const empty = await at.empty();
    await restoreBackup(empty, folder);
    await look(empty, async ({ access }) => expect((await access.authenticate(`Bearer ${token}`)).has('enterprise.read')).toBe(true));
  });
});

async function flip(path: string): Promise<void> {
  const bytes = await readFile(path);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  await writeFile(path, bytes);
}
const edit = async (folder: string, change: (text: string) => string): Promise<void> =>
  writeFile(join(folder, 'manifest.json'), change(await readFile(join(folder, 'manifest.json'), 'utf8')));
