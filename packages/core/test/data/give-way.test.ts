import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { restAfter } from '../../src/data/give-way.ts';
import { heavyReader } from '../../src/data/sqlite-heavy.ts';
import { openDatabase } from '../../src/data/open.ts';

describe('a read that may take long', () => {
  it('rests as long as it ran where look-ups are busy and processors few, and never long', () => {
    expect(restAfter(6, 0.95, 2)).toBe(6);
    expect(restAfter(6, 0.95, 1)).toBe(6);
    expect(restAfter(900, 0.95, 2)).toBe(20);
  });

  it('does not rest where nobody looks anything up, or where there are processors enough', () => {
    expect(restAfter(6, 0.3, 2)).toBe(0);
    expect(restAfter(6, 0.95, 4)).toBe(0);
  });

  it('begins when the rest behind the one before is over', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fengsui-give-way-'));
    const path = join(folder, 'test.db');
    const database = await openDatabase(`file:${path}`);
    const heavy = heavyReader(path, 5_000, false, () => () => 100);
    try {
      await heavy.text({ text: `SELECT 'first'` }, []);
      const ended = performance.now();
      expect(await heavy.text({ text: `SELECT 'second'` }, [])).toBe('second');
      // A timer of ours may come a millisecond early.
      expect(performance.now() - ended).toBeGreaterThan(98);
    } finally {
      await heavy.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('is answered in its turn though this thread is busy, and ends with its database', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fengsui-give-way-'));
    const path = join(folder, 'test.db');
    const database = await openDatabase(`file:${path}`);
    const heavy = heavyReader(path, 5_000, false);
    try {
      let over = false;
      const busy = (): void => {
        for (const until = performance.now() + 5; performance.now() < until;);
        if (!over) setImmediate(busy);
      };
      busy();
      const answers = await Promise.all([1, 2, 3, 4, 5].map((nth) => heavy.text({ text: `SELECT '${nth}'` }, [])));
      expect(answers).toEqual(['1', '2', '3', '4', '5']);
      const left = heavy.text({ text: `SELECT 'late'` }, []);
      await Promise.all([expect(left).rejects.toThrow('The database was closed'), heavy.close()]);
      over = true;
    } finally {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
