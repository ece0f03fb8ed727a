import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialects, temporaryDatabase, type TemporaryDatabase } from '@fengsui/core/testing';
import { readConfig } from '@fengsui/server';
import { openEngine } from '../src/open-engine.ts';
import { commandLine } from './support/command-line.ts';

const { file, fengsui, over, migrated } = commandLine();

describe.each(dialects)('fengsui backup, restore and doctor over %s', (dialect) => {
  let database: TemporaryDatabase;
  const on: ReturnType<typeof over> = (...args) => over(database)(...args);
  beforeAll(async () => {
    database = await migrated(dialect);
  });
  afterAll(() => database.drop());

  it('backs up, refuses to overwrite, checks, and restores into an empty database alone', { timeout: 60_000 }, async () => {
    const backup = file(`backup-${dialect}`);
    const attachments = { FENGSUI_ATTACHMENTS: file('attachments') };
    const secret = { FENGSUI_SECRET_FILE: file('secret') };
    const taken = await fengsui(['backup', backup], { ...secret, ...attachments, FENGSUI_DATABASE: database.url });
    expect(taken).toMatchObject({ code: 0, out: expect.stringContaining(`backed up: ${backup}`) as string });
    expect(taken.err + taken.out).not.toContain('\u001B');
    expect(await on('backup', backup)).toMatchObject({ code: 2, err: expect.stringContaining('is there already') as string });
    expect(await on('restore', backup)).toMatchObject({ code: 2, err: expect.stringContaining('--overwrite') as string });
    expect(await on('restore', file('.'))).toMatchObject({ code: 2, err: expect.stringContaining('no backup') as string });
    const empty = await temporaryDatabase(dialect);
    const into = { ...secret, ...attachments, FENGSUI_DATABASE: empty.url };
    expect(await fengsui(['restore', backup, '--dry-run'], into)).toMatchObject({ code: 0 });
    const restored = await fengsui(['restore', backup], into);
    expect(restored).toMatchObject({ code: 0, out: expect.stringContaining('audit verified') as string });
    expect(restored.err).toContain('key list');
    expect((await fengsui(['migrate', 'verify'], into)).code).toBe(0);
    const other = { ...into, FENGSUI_SECRET_FILE: file('other-secret') };
    await writeFile(file('other-secret'), 'another secret of the tests, 32 letters');
    expect(await fengsui(['restore', backup, '--overwrite'], other)).toMatchObject({
      code: 1,
      err: expect.stringContaining('secret') as string,
    });
    await empty.drop();
  });

  it('restores without a key that was revoked since, and says so and from where it knows', { timeout: 60_000 }, async () => {
    const backup = file(`revoked-${dialect}`);
    const environment = { FENGSUI_SECRET_FILE: file('secret'), FENGSUI_AUDIT_CHECKPOINTS: file(`checkpoints-${dialect}`) };
    const here = { ...environment, FENGSUI_DATABASE: database.url };
    const id = /密钥 (\w+) /.exec((await fengsui(['key', 'create', '离职', '-g', 'operator'], here)).err)?.[1] ?? '';
    expect(await fengsui(['backup', backup], here)).toMatchObject({ code: 0 });
    expect(await fengsui(['key', 'revoke', id], here)).toMatchObject({ code: 0 });
    const empty = await temporaryDatabase(dialect);
    const into = { ...environment, FENGSUI_DATABASE: empty.url };
    expect(await fengsui(['restore', backup, '--checkpoint', file('no-such-file')], into)).toMatchObject({ code: 2 });
    const { code, out, err } = await fengsui(['restore', backup], into);
    expect([code, out.includes('keys 1,'), out.includes(`  key ${id}`), err.includes('file of checkpoints ends at')]).toEqual([
      0,
      true,
      true,
      true,
    ]);
    const keys = JSON.parse((await fengsui(['key', 'list', '--json'], into)).out) as { id: string; revokedAt: string | null }[];
    expect(keys.find((key) => key.id === id)?.revokedAt).not.toBeNull();
    await empty.drop();
  });

  it('finds nothing wrong with what is right', async () => {
    expect(await on('backup', file(`sound-${dialect}`))).toMatchObject({ code: 0 });
    const { code, out } = await on('doctor');
    expect([code, out.includes('坏 fault'), out.includes('好 ok    备份 backup')]).toEqual([0, false, true]);
  });

  it('warns of audit rows that nobody seals, a worker that fails, and a backup that is long ago', async () => {
    const neglected = await migrated(dialect);
    const on = over(neglected);
    expect(await on('key', 'create', '值班', '-g', 'operator')).toMatchObject({ code: 0 });
    expect(await on('backup', file(`old-${dialect}`))).toMatchObject({ code: 0 });
    const long = dialect === 'sqlite' ? Date.now() - 8 * 86_400_000 : `'${new Date(Date.now() - 8 * 86_400_000).toISOString()}'`;
    const client = await openEngine(readConfig({ database: neglected.url, secret: 'x'.repeat(32), plugins: [] }, {}));
    await client.workers.runDueJobs();
    await client.database.script([
      `UPDATE fengsui_audit SET at = ${long}`,
      "UPDATE fengsui_worker SET failures = 3, error = 'Error: no network' WHERE id = 'core.forget-events'",
    ]);
    await client.stop();
    const { code, out } = await on('doctor');
    expect(code).toBe(0);
    for (const said of [
      /warn .*audit sealing: .*8 d/,
      /warn .*worker core\.forget-events: .*3 time.*no network/,
      /warn .*backup: .*8 d old/,
    ])
      expect(out).toMatch(said);
    await neglected.drop();
  });
});
