import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createEngine } from '@fengsui/core';
import { operator, testEngine } from '@fengsui/core/testing';
import { postgresqlBus } from '../../src/events/bus-postgresql.ts';
import { register, someAreas } from './register.ts';

/** A wire between a client and PostgreSQL that can be cut and mended. */
class Wire {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #cut = false;
  constructor(target: URL) {
    this.#server = createServer((near) => {
      if (this.#cut) return void near.destroy();
      const far = connect(Number(target.port), target.hostname);
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined).on('close', () => this.#sockets.delete(socket));
      }
      near.pipe(far).pipe(near);
    });
  }
  listen = (): Promise<number> =>
    new Promise((resolve) => this.#server.listen(0, '127.0.0.1', () => resolve((this.#server.address() as AddressInfo).port)));
  cut(): void {
    this.#cut = true;
    for (const socket of this.#sockets) socket.destroy();
  }
  mend(): void {
    this.#cut = false;
  }
  close = (): Promise<void> => new Promise((resolve) => this.#server.close(() => resolve()));
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('the bus between two instances over PostgreSQL', () => {
  it(
    'wakes the other instance at once; cut for 10 s it loses nothing, delays at most 3 s and holds up no command',
    { timeout: 40_000 },
    async () => {
      const writer = await testEngine('postgresql');
      const url = new URL(writer.databaseUrl);
      const wire = new Wire(new URL(url));
      url.port = String(await wire.listen());
      const bus = postgresqlBus(url.href, () => undefined);
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
