import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { FengsuiError } from '@fengsui/core';
import { dialects, temporaryDatabase } from '@fengsui/core/testing';
import { statement, type Database, type DatabaseOptions, type DialectName, type Statement, type Weight } from '../../src/data/database.ts';
import { openDatabase } from '../../src/data/open.ts';
import { slow } from './slow.ts';

const lines: readonly (readonly [DialectName, Weight, number])[] = [
  ...dialects.map((dialect) => [dialect, 'heavy', 100] as const),
  // On SQLite a look-up is answered at once and waits for nothing.
  ['postgresql', 'light', 2_000],
];

describe.each(lines)('reads that wait, on %s, %s', (dialect, weight, atMost) => {
  const left: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const leave of left.splice(0).reverse()) await leave();
  });
  const open = async (options: DatabaseOptions = {}): Promise<Database> => {
    const temporary = await temporaryDatabase(dialect);
    // One connection for reads of each kind.
    const database = await openDatabase(temporary.url, { poolSize: 2, ...options });
    left.push(
      () => temporary.drop(),
      () => database.close(),
    );
    await ask(database, own('warm'));
    return database;
  };
  const ask = (database: Database, text: string): Promise<string | null> => Promise.resolve(database.text(statement(text), [], weight));
  const own = (answer: string): string => `SELECT '${answer}'`;
  const outcome = (asked: Promise<unknown>): Promise<unknown> =>
    asked.catch((error: unknown) => (error instanceof FengsuiError ? [error.code, error.zh, error.en] : error));

  it('are so many at most: the next is told at once to come again, and who waits is answered', async () => {
    const database = await open();
    const slowly = ask(database, slow(dialect, 700));
    await pause(100);
    let ended = false;
    const statements = Array.from({ length: atMost }, (_none, nth) => statement(own(`number ${nth}`)));
    const waiting = statements.map((each) => Promise.resolve(database.text(each, [], weight)));
    void waiting[0]?.then(() => (ended = true));
    expect(await outcome(ask(database, own('one more')))).toEqual([
      'UNAVAILABLE',
      '等待中的查询过多，此项没有读取；请稍后再试。',
      'Too many reads are waiting and this one was not made; try again in a moment.',
    ]);
    expect(ended).toBe(false);
    // Who asks for what waits already makes the line no longer.
    const sharing = database.text(statements[7] as Statement, [], weight);
    expect(await slowly).toBe('done');
    expect(await Promise.all(waiting)).toEqual(Array.from({ length: atMost }, (_none, nth) => `number ${nth}`));
    expect([await sharing, await ask(database, own('afterwards'))]).toEqual(['number 7', 'afterwards']);
  });

  it('are not asked any more when they have waited for longer than anything may take', async () => {
    // A thread takes a while to start.
    const longest = dialect === 'sqlite' ? 1_500 : 300;
    const database = await open({ longest });
    // Each is ended at its limit: one after the other, and as many as leave in one packet.
    const endless = (nth: number): Promise<unknown> => outcome(ask(database, `${slow(dialect, 9_000)} -- ${nth}`));
    const asked = [endless(0)];
    await pause(50);
    for (let nth = 1; nth <= (weight === 'light' ? 6 : 1); nth += 1) asked.push(endless(nth));
    asked.push(outcome(ask(database, own('nobody waits for it'))));
    const tooLong = ['LIMIT_EXCEEDED', expect.stringContaining(`${longest / 1_000} 秒`), expect.stringContaining(`${longest / 1_000} s`)];
    expect(await Promise.all(asked)).toEqual(asked.map(() => tooLong));
    expect(await ask(database, own('afterwards'))).toBe('afterwards');
  });
});
