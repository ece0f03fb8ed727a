import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { restoreBackup, takeBackup, type BackupOptions } from '@fengsui/core';
import { dialects } from '@fengsui/core/testing';
import { register } from '../../packages/core/test/events/register.ts';
import { namesIn, place, type Place } from '../../packages/core/test/backups/kit.ts';

const script = fileURLToPath(new URL('../../packages/core/test/backups/dying-process.ts', import.meta.url));
/** Gives the signal that ended it; null when it came to its own end first. */
const dying = (what: 'take' | 'restore', options: BackupOptions, folder: string, at: number): Promise<NodeJS.Signals | null> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [script, what, JSON.stringify(options), folder, String(at)], { stdio: 'inherit' });
    child.on('exit', (_code, signal) => resolve(signal));
  });

describe.each(dialects)('killed in the middle, on %s,', (dialect) => {
  let at: Place;
  beforeAll(async () => {
    at = await place(dialect);
    for (let number = 0; number < 50; number += 1) await register(at.engine, `企业${number}`);
  });
  afterAll(() => at.drop());

  it('a backup leaves nothing that could be taken for one, and the next one works', { timeout: 60_000 }, async () => {
    const folder = join(at.folder, 'backup');
    for (const word of [1, 2]) {
      expect(await dying('take', at.options, folder, word)).toBe('SIGKILL');
      expect((await readdir(at.folder)).filter((name) => name.startsWith('backup'))).toEqual(['backup.partial']);
      await expect(restoreBackup(await at.empty(), `${folder}.partial`)).rejects.toMatchObject({ code: 'NOT_A_BACKUP' });
    }
    await takeBackup(at.options, folder);
    expect((await readdir(at.folder)).filter((name) => name.startsWith('backup'))).toEqual(['backup']);
    const empty = await at.empty();
    await restoreBackup(empty, folder);
    expect(await namesIn(empty)).toHaveLength(50);
  });

  it('a restore leaves the database as it was, and the next one works', { timeout: 60_000 }, async () => {
    const folder = join(at.folder, 'whole');
    const { manifest } = await takeBackup(at.options, folder);
    // One word a file that is checked, one an attachment, one a table or each half of a file.
    const words = manifest.files.length + 1 + (manifest.tables.length || 2);
    const empty = await at.empty();
    for (const word of [1, manifest.files.length + 2, words]) {
      expect(await dying('restore', empty, folder, word)).toBe('SIGKILL');
      // Empty still: otherwise it would ask to be overwritten.
      await restoreBackup({ ...empty, dryRun: true }, folder);
    }
    await restoreBackup(empty, folder);
    expect(await namesIn(empty)).toHaveLength(50);
    expect(await dying('restore', { ...empty, overwrite: true } as BackupOptions, folder, words)).toBe('SIGKILL');
    expect(await namesIn(empty)).toHaveLength(50);
  });
});
