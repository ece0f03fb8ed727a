import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLedger } from '@fengsui/core';
import { dialects, temporaryDatabase, type TemporaryDatabase } from '@fengsui/core/testing';
import { schemaOf } from '../../packages/core/test/engine/schema-of.ts';

const script = fileURLToPath(new URL('../../packages/core/test/engine/migrating-process.ts', import.meta.url));
const dying = (url: string, where: 'half' | 'all'): Promise<{ readonly signal: NodeJS.Signals | null; readonly said: string }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [script, url, where], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('close', (_code, signal) => resolve({ signal, said }));
  });

describe.each(dialects)('a migration on %s', (dialect) => {
  let whole: TemporaryDatabase;
  let broken: TemporaryDatabase;
  let steps = 0;
  beforeAll(async () => {
    whole = await temporaryDatabase(dialect);
    broken = await temporaryDatabase(dialect);
    const ledger = await openLedger({ plugins: [], database: whole.url });
    steps = (await ledger.up()).length;
    await ledger.close();
  });
  afterAll(async () => {
    await whole.drop();
    await broken.drop();
  });

  it('that is killed in each step gives the same schema when it is run again', { timeout: 180_000 }, async () => {
    const expected = await schemaOf(whole.url);
    for (let step = 0; step < steps; step += 1) {
      // By turns in the middle and just before the commit; the other way round on the other database.
      const where = (step % 2 === 0) === (dialect === 'sqlite') ? 'half' : 'all';
      expect((await dying(broken.url, where)).signal).toBe('SIGKILL');
      const ledger = await openLedger({ plugins: [], database: broken.url });
      // Nothing of the step that was killed stays: as many are left as if it had not begun.
      expect((await ledger.pending()).length).toBe(steps - step);
      await ledger.up(1);
      await ledger.close();
    }
    expect(await dying(broken.url, 'half')).toEqual({ signal: null, said: 'ran 0' });
    expect(await schemaOf(broken.url)).toEqual(expected);
  });
});
