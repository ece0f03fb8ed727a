import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createEngine } from '@fengsui/core';
import { operator, testEngine } from '@fengsui/core/testing';
import { register, someAreas } from '../../packages/core/test/events/register.ts';
import { wiredBus } from '../../packages/core/test/events/wired-bus.ts';

describe('the bus between two instances over PostgreSQL', () => {
  it(
    'wakes the other instance at once; cut for 10 s it loses nothing, delays at most 3 s and holds up no command',
    { timeout: 40_000 },
    async () => {
      const writer = await testEngine('postgresql');
      const { bus, wire } = await wiredBus(writer.databaseUrl);
      const reader = await createEngine({
        plugins: [],
        database: writer.databaseUrl,
        secret: 'a secret of the tests, 32 letters long',
        poolSize: 2,
        bus,
      });
      try {
        await someAreas(writer);
        const away = new AbortController();
        const subscribed = await reader.subscribe({
          query: 'subscription { events { payload } }',
          principal: operator,
          signal: away.signal,
        });
        if (!subscribed.ok) throw new Error(subscribed.answer.text);
        const seen = new Map<string, number>();
        const reading = (async () => {
          for await (const text of subscribed.results)
            seen.set((JSON.parse(text) as { data: { events: { payload: { name: string } } } }).data.events.payload.name, performance.now());
        })();
        await pause(300);
        const committed = new Map<string, number>();
        const write = async (name: string): Promise<void> => {
          const before = performance.now();
          await register(writer, name);
          committed.set(name, performance.now());
          expect(performance.now() - before).toBeLessThan(2_000);
        };
        const delay = (name: string): number => (seen.get(name) ?? Infinity) - (committed.get(name) ?? 0);
        await write('together');
        await pause(700);
        expect(delay('together')).toBeLessThan(700);
        wire.cut();
        const end = performance.now() + 10_000;
        for (let at = 0; performance.now() < end; at += 1) {
          await write(`cut ${at}`);
          await pause(100);
        }
        wire.mend();
        await write('mended');
        await pause(3_000);
        expect([...committed.keys()].filter((name) => !seen.has(name))).toEqual([]);
        expect(Math.max(...[...committed.keys()].map(delay))).toBeLessThan(3_000);
        // The wire stands again: what is committed now is seen well before the next look at the log.
        await pause(3_000);
        await write('again');
        await pause(700);
        expect(delay('again')).toBeLessThan(700);
        away.abort();
        await reading;
      } finally {
        await reader.stop();
        await writer.stop();
        wire.cut();
        await wire.close();
      }
    },
  );
});
