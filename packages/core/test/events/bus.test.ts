import { describe, expect, it } from 'vitest';
import { createEngine } from '@fengsui/core';
import { operator, testEngine } from '@fengsui/core/testing';
import { register, someAreas } from './register.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('the bus between two instances over PostgreSQL', () => {
  it('listens again after PostgreSQL has ended its backend: what is committed then is seen at once', { timeout: 30_000 }, async () => {
    const writer = await testEngine('postgresql');
    const reader = await createEngine({
      plugins: [],
      database: writer.databaseUrl,
      secret: 'a secret of the tests, 32 letters long',
      poolSize: 2,
    });
    const backends = async (): Promise<readonly number[]> =>
      (
        await writer.database.rows(
          {
            text: `SELECT pid FROM pg_stat_activity WHERE application_name = 'fengsui bus' AND datname = current_database() AND query LIKE 'LISTEN%' ORDER BY pid`,
          },
          [],
        )
      ).map(({ pid }) => Number(pid));
    const both = async (not: readonly number[]): Promise<readonly number[]> => {
      for (const end = performance.now() + 10_000; performance.now() < end; await pause(50)) {
        const now = await backends();
        if (now.length === 2 && now.every((pid) => !not.includes(pid))) return now;
      }
      throw new Error('They never listened again');
    };
    try {
      await someAreas(writer);
      const before = await both([]);
      const away = new AbortController();
      const subscribed = await reader.subscribe({ query: 'subscription { events { payload } }', principal: operator, signal: away.signal });
      if (!subscribed.ok) throw new Error(subscribed.answer.text);
      const events = subscribed.results[Symbol.asyncIterator]();
      const ended = await writer.database.rows(
        { text: `SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity WHERE pid = ANY($1)` },
        [JSON.stringify(before).replace('[', '{').replace(']', '}')],
      );
      expect(ended).toEqual([{ ended: true }, { ended: true }]);
      await both(before);
      // Four in a row: the look at the log every 2 s would not come in time for all of them.
      for (const name of ['甲', '乙', '丙', '丁']) {
        const next = events.next();
        await pause(150);
        await register(writer, name);
        const committed = performance.now();
        expect(JSON.parse(String((await next).value))).toMatchObject({ data: { events: { payload: { name } } } });
        expect(performance.now() - committed).toBeLessThan(700);
      }
      away.abort();
    } finally {
      await reader.stop();
      await writer.stop();
    }
  });
});
