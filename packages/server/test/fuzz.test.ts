import { describe, expect, it } from 'vitest';
import { dialects } from '@fengsui/core/testing';
import { fuzz } from './support/fuzz.ts';

// A taste of `pnpm test:fuzz`, which sends 20,000.
describe.each(dialects)('generated operations with hostile values, over HTTP on %s', (dialect) => {
  it('never bring a 5xx, an error of our insides or a changed prototype', { timeout: 60_000 }, async () => {
    const { answered, faults } = await fuzz(dialect, 400, 1);
    expect(faults).toEqual([]);
    expect(answered).toBeGreaterThan(20);
  });
});
