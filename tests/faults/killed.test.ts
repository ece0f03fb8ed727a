import { describe, expect, it } from 'vitest';
import { dialects } from '@fengsui/core/testing';
import { killWriters } from '../../packages/core/test/commands/kill-writers.ts';

describe.each(dialects)('20 writers killed 50 times, on %s', (dialect) => {
  it('lose nothing that was acknowledged and do nothing twice', { timeout: 600_000 }, async () => {
    const { acknowledged, ...wrong } = await killWriters(dialect, 50);
    console.log(`${dialect}: ${acknowledged} acknowledged`);
    expect(wrong).toEqual({ lost: 0, twice: 0, torn: 0, integrity: 'ok' });
    expect(acknowledged).toBeGreaterThan(1_000);
  });
});
