import { describe, expect, it } from 'vitest';
import { dialects } from '@fengsui/core/testing';
import { fuzz } from '../../packages/server/test/support/fuzz.ts';

/** Of both databases together; FENGSUI_FUZZ_SENT changes it, FENGSUI_FUZZ_SEED sends others. */
const runs = Number(process.env['FENGSUI_FUZZ_SENT'] ?? 20_000);
const seed = Number(process.env['FENGSUI_FUZZ_SEED'] ?? 7);

describe.each(dialects)('generated operations with hostile values, over HTTP on %s', (dialect) => {
  it('never bring a 5xx, an error of our insides or a changed prototype', { timeout: 600_000 }, async () => {
    const { sent, answered, faults } = await fuzz(dialect, Math.ceil(runs / dialects.length), seed);
    console.log(`${dialect}: ${sent} sent, ${answered} answered with data alone`);
    expect(faults).toEqual([]);
    expect(answered).toBeGreaterThan(sent / 20);
  });
});
