import { describe, expect, it, vi } from 'vitest';
import { Deadlines } from '../src/http/deadlines.ts';

describe('deadlines', () => {
  it('come in the order in which they were set, each at its time, and not when they were met', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    try {
      const deadlines = new Deadlines(1_000);
      const late: string[] = [];
      deadlines.set(() => late.push('first'));
      vi.advanceTimersByTime(300);
      const met = deadlines.set(() => late.push('met'));
      vi.advanceTimersByTime(300);
      deadlines.set(() => late.push('third'));
      met();
      vi.advanceTimersByTime(399);
      expect(late).toEqual([]);
      vi.advanceTimersByTime(2);
      expect(late).toEqual(['first']);
      vi.advanceTimersByTime(598);
      expect(late).toEqual(['first']);
      vi.advanceTimersByTime(3);
      expect(late).toEqual(['first', 'third']);
      // After a quiet time it works as before.
      vi.advanceTimersByTime(60_000);
      deadlines.set(() => late.push('fourth'));
      vi.advanceTimersByTime(1_001);
      expect(late).toEqual(['first', 'third', 'fourth']);
    } finally {
      vi.useRealTimers();
    }
  });
});
