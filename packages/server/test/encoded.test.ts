import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encoded } from '../src/http/encoded.ts';

describe('a text on its way out', () => {
  it('has the bytes that Node gives it, however long it is and whatever it holds', () => {
    const part = fc.string({ unit: fc.constantFrom('a', '"', '烽', 'é', '🔥', '\ud83d', '\u0000') });
    fc.assert(
      fc.property(part, fc.constantFrom(1, 10, 3_000, 90_000), (text, times) => {
        const whole = text.repeat(times);
        expect(encoded(whole).equals(Buffer.from(whole))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps its bytes while others are written', () => {
    const [first, second] = [encoded('一'.repeat(5_000)), encoded('二'.repeat(5_000))];
    expect([first.toString(), second.toString()]).toEqual(['一'.repeat(5_000), '二'.repeat(5_000)]);
  });
});
