import { afterEach, describe, expect, it } from 'vitest';
import { dialects, temporaryDatabase } from '@fengsui/core/testing';
import { statement, type Database, type DatabaseOptions } from '../../src/data/database.ts';
import { openDatabase } from '../../src/data/open.ts';
import { slow } from './slow.ts';

describe.each(dialects)('reads that wait, on %s', (dialect) => {
  const left: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const leave of left.splice(0).reverse()) await leave();
  });
  const open = async (options: DatabaseOptions = {}): Promise<Database> => {
    const temporary = await temporaryDatabase(dialect);
    const database = await openDatabase(temporary.url, { poolSize: 4, longest: 60_000, ...options });
    left.push(
      () => temporary.drop(),
      () => database.close(),
    );
    await database.script(['CREATE TABLE alarm (id integer)']);
    return database;
  };
  const heavy = (database: Database, text: string, params: readonly (string | number)[] = []): Promise<string | null> =>
    Promise.resolve(database.text(statement(text), params, 'heavy'));
  const own = {
    sqlite: { random: 'SELECT CAST(random() AS TEXT) || ?', fails: `SELECT json('no')` },
    postgresql: { random: 'SELECT random()::text || $1::text', fails: `SELECT CAST('no' AS json)::text` },
  }[dialect];
  /** Keeps every connection for such reads busy for a while. */
  const occupy = (database: Database): Promise<unknown> =>
    Promise.all([1, 2].map((nth) => heavy(database, `${slow(dialect, 300)} -- ${nth}`)));

  it('asks the database once for all who wait for the same', async () => {
    const database = await open();
    const busy = occupy(database);
    const answers = await Promise.all(Array.from({ length: 20 }, () => heavy(database, own.random, [''])));
    await busy;
    expect(new Set(answers).size).toBe(1);
  });

  it('asks for each where the deployment wants it so', async () => {
    const database = await open({ shareReads: false });
    const busy = occupy(database);
    const answers = await Promise.all(Array.from({ length: 20 }, () => heavy(database, own.random, [''])));
    await busy;
    expect(new Set(answers).size).toBe(20);
  });

  it('takes no two questions for one that differ by a value or its kind', async () => {
    const database = await open();
    const busy = occupy(database);
    const values = dialect === 'sqlite' ? ['5', 5, '5.0', 'null', ''] : ['5', '5.0', 'null', ''];
    const answers = await Promise.all(values.map((value) => heavy(database, own.random, [value])));
    await busy;
    expect(new Set(answers).size).toBe(values.length);
  });

  it('tells nobody of a time before they asked', async () => {
    const database = await open();
    await heavy(database, own.random, ['so that the thread is there']);
    const count = `${slow(dialect, 300)} || (SELECT count(*) FROM alarm)`;
    const before = heavy(database, count);
    // Sent and running by now; another statement leaves after it.
    await new Promise((resolve) => setTimeout(resolve, 100));
    await database.write(async (transaction) => void (await transaction.run(statement('INSERT INTO alarm VALUES (1)'), [])));
    const after = heavy(database, count);
    expect([await before, await after]).toEqual(['done0', 'done1']);
  });

  it('refuses the one that fails, and answers those that left with it', async () => {
    const database = await open();
    const busy = occupy(database);
    const outcomes = await Promise.allSettled([
      heavy(database, own.random, ['a']),
      heavy(database, own.fails),
      heavy(database, own.random, ['b']),
    ]);
    await busy;
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('ends the one that takes too long, and answers the one behind it', async () => {
    const database = await open({ longest: 1_500 });
    const later = async (): Promise<string | null> => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      return heavy(database, own.random, ['behind']);
    };
    const [endless, behind] = await Promise.allSettled([heavy(database, slow(dialect, 6_000)), later()]);
    expect(endless?.status === 'rejected' && endless.reason.code).toBe('LIMIT_EXCEEDED');
    expect(behind?.status === 'fulfilled' && behind.value).toContain('behind');
  });
});

describe('light reads on postgresql', () => {
  it('leave together over few connections, each a statement of its own, and share as the others do', async () => {
    const temporary = await temporaryDatabase('postgresql');
    const database = await openDatabase(temporary.url, { poolSize: 2 });
    const ask = (text: string, params: readonly string[] = []): Promise<string | null> =>
      Promise.resolve(database.text(statement(text), params, 'light'));
    const busy = ask(slow('postgresql', 200));
    const outcomes = await Promise.allSettled([
      ...Array.from({ length: 5 }, () => ask('SELECT random()::text')),
      ask(`SELECT CAST('no' AS json)::text`),
      ask('SELECT $1::text', ['mine']),
    ]);
    await busy;
    expect(outcomes.map(({ status }) => status)).toEqual([...Array.from({ length: 5 }, () => 'fulfilled'), 'rejected', 'fulfilled']);
    const values = outcomes.map((each) => (each.status === 'fulfilled' ? each.value : undefined));
    expect(new Set(values.slice(0, 5)).size).toBe(1);
    expect(values.at(-1)).toBe('mine');
    await database.close();
    await temporary.drop();
  });

  it('do not wait for heavy ones, however many there are', async () => {
    const temporary = await temporaryDatabase('postgresql');
    const database = await openDatabase(temporary.url, { poolSize: 3 });
    const heavy = Array.from({ length: 6 }, (_none, nth) =>
      Promise.resolve(database.text(statement(`${slow('postgresql', 1_000)} -- ${nth}`), [], 'heavy')),
    );
    const started = performance.now();
    await database.text(statement('SELECT 1::text'), [], 'light');
    expect(performance.now() - started).toBeLessThan(900);
    await Promise.all(heavy);
    await database.close();
    await temporary.drop();
  });

  it('give their connection up to a command that waits for one', async () => {
    const temporary = await temporaryDatabase('postgresql');
    const database = await openDatabase(temporary.url, { poolSize: 1 });
    await database.script(['CREATE TABLE alarm (id integer)']);
    const written = new AbortController();
    let asked = 0;
    const reader = async (): Promise<void> => {
      while (!written.signal.aborted) {
        asked += 1;
        await database.text(statement(slow('postgresql', 50)), [], 'light');
      }
    };
    const readers = Array.from({ length: 3 }, reader);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const started = performance.now();
    await database.write(async (transaction) => void (await transaction.run(statement('INSERT INTO alarm VALUES (1)'), [])));
    const took = performance.now() - started;
    written.abort();
    await Promise.all(readers);
    expect(asked).toBeGreaterThan(3);
    expect(took).toBeLessThan(1_500);
    await database.close();
    await temporary.drop();
  });
});
