import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dialects, testEngine, type TestEngine } from '@fengsui/core/testing';
import { auditChain } from '../../src/access/audit-chain.ts';
import { lastCheckpoint, withdrawalsInFile } from '../../src/access/checkpoint-file.ts';
import { sealAudit } from '../../src/access/audit-seal.ts';
import { depots } from './depot-plugin.ts';

describe.each(dialects)('the audit on %s', (dialect) => {
  let engine: TestEngine;
  let folder: string;
  let file: string;
  const nameItems = async (count: number): Promise<void> => {
    for (let at = 0; at < count; at += 1)
      await engine.query(`mutation { nameItem(input: { name: "item ${at}" }) { userErrors { code } } }`);
  };
  const tamper = (...statements: readonly string[]): Promise<void> => engine.database.script(statements);
  const found = async (): Promise<readonly string[]> =>
    (await engine.audit.verify()).faults.map(({ code, position }) => `${code} ${position}`);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fengsui-audit-'));
    file = join(folder, 'checkpoints');
    engine = await testEngine(dialect, [depots], { auditCheckpoints: file });
    await nameItems(5);
    await engine.audit.seal();
    await nameItems(4);
    await engine.audit.seal();
    return async () => {
      await engine.stop();
      await rm(folder, { recursive: true });
    };
  });
  afterEach(() => vi.useRealTimers());

  it('seals every row once, in order, and verifies against the last checkpoint outside the database', async () => {
    const lines = (await readFile(file, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { count: number; head: string });
    expect(lines.map(({ count }) => count)).toEqual([5, 9]);
    const report = await engine.audit.verify();
    expect(report).toMatchObject({ faults: [], sealed: 9, unsealed: 0, head: { count: 9, head: lines[1]?.head } });
    await nameItems(1);
    expect(await engine.audit.verify()).toMatchObject({ faults: [], sealed: 9, unsealed: 1 });
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['a row edited', [`UPDATE fengsui_audit SET principal = 'somebody else' WHERE position = 3`], ['EDITED 3']],
    [
      'what a row changed edited',
      [`UPDATE fengsui_audit SET changes = replace(changes, 'item 2', 'item 7') WHERE position = 3`],
      ['EDITED 3'],
    ],
    ['a row deleted', ['DELETE FROM fengsui_audit WHERE position = 4'], ['MISSING 4']],
    ['the first row deleted', ['DELETE FROM fengsui_audit WHERE position = 1'], ['MISSING 1']],
    [
      'a row deleted and the rest moved up',
      ['DELETE FROM fengsui_audit WHERE position = 8', 'UPDATE fengsui_audit SET position = 8 WHERE position = 9'],
      ['REORDERED 8', 'CUT 9'],
    ],
    [
      'two rows exchanged',
      [
        'UPDATE fengsui_audit SET position = 100 WHERE position = 2',
        'UPDATE fengsui_audit SET position = 2 WHERE position = 3',
        'UPDATE fengsui_audit SET position = 3 WHERE position = 100',
      ],
      ['REORDERED 2', 'REORDERED 3', 'REORDERED 4'],
    ],
    ['the tail cut off', ['DELETE FROM fengsui_audit WHERE position > 7'], ['CUT 8']],
    ['everything deleted', ['DELETE FROM fengsui_audit'], ['CUT 1']],
    [
      'a row edited and its seal taken off, so that it is sealed again',
      [`UPDATE fengsui_audit SET principal = 'somebody else', chain = NULL, digest = NULL, position = NULL WHERE position = 3`],
      ['MISSING 3'],
    ],
  ])('finds %s', async (_name, statements, faults) => {
    await tamper(...statements);
    expect(await found()).toEqual(faults);
  });

  it('finds a tail that was cut off and grew again, by the checkpoint', async () => {
    await tamper('DELETE FROM fengsui_audit WHERE position > 7');
    await nameItems(4);
    const checkpoint = JSON.parse((await readFile(file, 'utf8')).trim().split('\n').at(-1) ?? '') as { count: number; head: string };
    await engine.audit.seal();
    expect((await engine.audit.verify(checkpoint)).faults.map(({ code, position }) => `${code} ${position}`)).toEqual(['REPLACED 9']);
  });

  it('finds a whole chain that was written anew with another key', async () => {
    await tamper(`UPDATE fengsui_audit SET principal = 'somebody else', chain = NULL, digest = NULL, position = NULL`);
    await sealAudit(engine.database, auditChain('a secret that somebody else made up'));
    expect((await engine.audit.verify()).faults.filter(({ code }) => code === 'EDITED').length).toBe(9);
  });

  it('reads past a checkpoint line that a power cut left half-written', async () => {
    await appendFile(file, '{"count":99');
    expect(await found()).toEqual([]);
  });

  it('writes on behind a line that a power cut left half-written, and leaves nothing out of the file', async () => {
    await appendFile(file, '{"count":99');
    const { id } = await engine.access.createKey({ label: 'x', grants: [] });
    await engine.access.revokeKey(id);
    expect(await engine.audit.verify()).toMatchObject({ faults: [], unsealed: 0 });
    expect((await withdrawalsInFile(file, 0)).withdrawn).toMatchObject([{ key: id }]);
    expect((await withdrawalsInFile(file, 0)).until).toBeInstanceOf(Date);
  });

  it('finds the last line of a file that is long', async () => {
    await appendFile(file, `${JSON.stringify({ count: 4, head: 'x'.repeat(200_000) })}\n`);
    expect((await lastCheckpoint(file))?.head.length).toBe(200_000);
  });

  it('seals by itself within two seconds once the workers run', async () => {
    await engine.workers.start();
    await nameItems(1);
    await vi.waitFor(async () => expect(await engine.audit.verify()).toMatchObject({ faults: [], sealed: 10, unsealed: 0 }), {
      timeout: 2_000,
      interval: 100,
    });
  });

  it('leaves a chain without a gap when several instances seal while commands run', async () => {
    await Promise.all([nameItems(20), nameItems(20), ...Array.from({ length: 20 }, () => engine.audit.seal())]);
    await engine.audit.seal();
    expect(await engine.audit.verify()).toMatchObject({ faults: [], sealed: 49, unsealed: 0 });
  });
});
