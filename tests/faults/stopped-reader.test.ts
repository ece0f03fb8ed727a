import { describe, expect, it } from 'vitest';
import { dialects } from '@fengsui/core/testing';
import { eventReader } from './support/event-reader.ts';
import { serverProcess } from './support/server-process.ts';

const total = 20_000;
/** Before anybody stops: what the same load costs on this machine. */
const control = 2_000;
const together = 20;
const text = `mutation Many($inputs: [RegisterEnterpriseInput!]!) { registerEnterprises(inputs: $inputs) { succeeded } }`;
const p99 = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.ceil(all.length * 0.99) - 1] ?? 0;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe.each(dialects)('a reader that stops reading while 20,000 events happen, over HTTP on %s', (dialect) => {
  it(
    'costs bounded memory and holds up nobody; it goes on without a gap, and so does one that comes back',
    { timeout: 400_000 },
    async () => {
      const server = await serverProcess(dialect);
      try {
        const write = (first: number, count: number): Promise<unknown> =>
          server.query(text, {
            inputs: Array.from({ length: count }, (_none, at) => ({ areaId: 'area_430102', name: `${first + at}`, industry: 'TRADE' })),
          });
        const stopped = await eventReader(server);
        const others = await Promise.all(Array.from({ length: 2 }, () => eventReader(server)));
        await pause(200);
        const load = async (first: number, count: number): Promise<void> => {
          for (let at = first; at < first + count; at += together) {
            await write(at, together);
            // An even stream of events, below what the server can take.
            await pause(5);
          }
        };
        let lookups: number[] = [];
        let most = 0;
        const written = new AbortController();
        const watch = async (): Promise<void> => {
          while (!written.signal.aborted) {
            const started = performance.now();
            await server.query('{ areaByCode(code: "430102") { name } }');
            lookups.push(performance.now() - started);
            most = Math.max(most, await server.memory());
            await pause(50);
          }
        };
        const watching = watch();
        await load(0, control);
        await Promise.all([stopped, ...others].map((reader) => reader.until(control)));
        const alone = { delays: p99(others.flatMap(({ events }) => events.map(({ delay }) => delay))), lookups: p99(lookups) };
        const { cursor = '' } = stopped.events.at(-1) ?? {};
        stopped.pause();
        const before = await server.memory();
        [lookups, most] = [[], before];
        await load(control, total);
        await Promise.all(others.map((reader) => reader.until(total + control)));
        written.abort();
        await watching;
        const delays = others.flatMap(({ events }) => events.slice(control).map(({ delay }) => delay));
        const grown = (most - before) / 2 ** 20;
        console.log(
          `${dialect}: memory + ${grown.toFixed(0)} MB at most; others' events p99 ${p99(delays)} ms (before ${alone.delays}), look-ups p99 ${p99(lookups).toFixed(0)} ms (before ${alone.lookups.toFixed(0)}); the stopped one had ${stopped.events.length} of ${total + control}`,
        );

        expect(stopped.events.length).toBeLessThan(control + total / 2);
        const log = others[0]?.events.map(({ name }) => name) ?? [];
        expect(new Set(log).size).toBe(total + control);
        for (const other of others) expect(other.events.map(({ name }) => name)).toEqual(log);
        const back = await eventReader(server, cursor);
        stopped.resume();
        await Promise.all([back.until(total), stopped.until(total + control)]);
        expect(back.events.map(({ name }) => name)).toEqual(log.slice(control));
        expect(stopped.events.map(({ name }) => name)).toEqual(log);
        for (const reader of [stopped, back, ...others]) reader.close();

        expect(grown).toBeLessThan(200);
        // Half a second; on a machine that is busy with something else, no more than twice what it was before.
        expect(p99(delays)).toBeLessThan(Math.max(500, 2 * alone.delays));
        expect(p99(lookups)).toBeLessThan(Math.max(500, 2 * alone.lookups));
      } finally {
        await server.stop();
      }
    },
  );
});
