import { describe, expect, it } from 'vitest';
import { rowsOf } from '../../packages/core/test/commands/fixture.ts';
import { register, someAreas } from '../../packages/core/test/events/register.ts';
import { fullByDisk, fullByPages, fullTablespace, type FullDatabase } from './support/full-database.ts';

const cases: readonly (readonly [string, () => Promise<FullDatabase | undefined>])[] = [
  ['SQLite that may have no more pages', fullByPages],
  ['SQLite on a full disk', fullByDisk],
  ['PostgreSQL on a full disk', fullTablespace],
];

describe.each(cases)('%s', (_name, open) => {
  it(
    'refuses writing in clear words, keeps what was acknowledged and nothing else, goes on reading, and writes again when there is room',
    { timeout: 120_000 },
    async ({ skip }) => {
      const database = await open();
      if (database === undefined) return skip('A small disk needs root on Linux');
      const { engine } = database;
      try {
        await someAreas(engine);
        await register(engine, '先', '430102', { idempotencyKey: 'first' });
        await database.fill();
        const acknowledged: string[] = [];
        const refusals = new Map<string, string>();
        // Each writes until it is refused: 20 at once, so that commits which are shared fail too.
        await Promise.all(
          Array.from({ length: 20 }, async (_none, writer) => {
            for (let number = 0; !refusals.has(String(writer)) && number < 5_000; number += 1) {
              const name = `${writer}-${number}`;
              await register(engine, name, '430102', { idempotencyKey: name }).then(
                () => acknowledged.push(name),
                (error: unknown) => refusals.set(String(writer), `${name} ${String(error)}`),
              );
            }
          }),
        );
        expect(refusals.size).toBe(20);
        for (const refusal of refusals.values()) {
          expect(refusal).toMatch(/磁盘空间不足.*The disk is full and nothing was changed/);
          expect(refusal).toContain('UNAVAILABLE');
        }
        // Reading goes on: rows, counts and what is heavy.
        const read = await engine.query('{ enterprises(first: 1) { totalCount nodes { name } } enterprisesAggregate { count } }');
        expect(read.errors).toBeUndefined();
        expect(read.data).toMatchObject({ enterprises: { totalCount: acknowledged.length + 1 } });
        const { enterprise, ...beside } = await rowsOf(engine);
        expect([enterprise, new Set(Object.values(beside))]).toEqual([acknowledged.length + 1, new Set([enterprise])]);
        console.log(`${_name}: ${acknowledged.length} acknowledged, then 20 of 20 writers refused`);

        await database.makeRoom();
        // The same keys again: each is done now, once.
        for (const refusal of refusals.values()) {
          const name = refusal.split(' ')[0] ?? '';
          for (let time = 0; time < 2; time += 1)
            expect((await register(engine, name, '430102', { idempotencyKey: name })).userErrors).toEqual([]);
        }
        const after = await rowsOf(engine);
        expect(new Set(Object.values(after))).toEqual(new Set([acknowledged.length + 21]));
        if (engine.database.dialect === 'sqlite')
          expect((await engine.database.rows({ text: 'PRAGMA integrity_check' }, []))[0]).toEqual({ integrity_check: 'ok' });
        await engine.audit.seal();
        expect((await engine.audit.verify()).faults).toEqual([]);
      } finally {
        await database.stop();
      }
    },
  );
});
