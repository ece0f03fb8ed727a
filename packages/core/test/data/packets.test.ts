import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryDatabase } from '@fengsui/core/testing';
import { statement, type Database } from '../../src/data/database.ts';
import { Packets } from '../../src/data/packet.ts';
import { openDatabase } from '../../src/data/open.ts';

describe('light reads that come at once, on postgresql', () => {
  const left: (() => Promise<void>)[] = [];
  let database: Database;
  beforeAll(async () => {
    const temporary = await temporaryDatabase('postgresql');
    // Of six connections two are for look-ups.
    database = await openDatabase(temporary.url, { poolSize: 6 });
    left.push(
      () => database.close(),
      () => temporary.drop(),
    );
  });
  afterAll(async () => {
    for (const leave of left) await leave();
  });
  /** The connections that answered so many questions asked at once. */
  const connections = async (text: string, questions: number): Promise<number> => {
    const answers = await Promise.all(
      Array.from({ length: questions }, (_none, nth) => Promise.resolve(database.text(statement(text), [String(nth)], 'light'))),
    );
    return new Set(answers.map((answer) => answer?.split(' ')[0])).size;
  };

  it('go apart when the statement takes long, as its last answers showed', async () => {
    const long = "SELECT pg_backend_pid() || ' ' || $1::text || pg_sleep(0.1)::text";
    await connections(long, 1);
    expect(await connections(long, 2)).toBe(2);
  });

  it('go apart when the statement fails after long, too', async () => {
    // Its refusal names the connection that it ran on.
    const failing = "SELECT (pg_backend_pid() || ' ' || $1::text || pg_sleep(0.1)::text)::int::text";
    const refusals = (questions: number): Promise<readonly string[]> =>
      Promise.all(
        Array.from({ length: questions }, (_none, nth) =>
          Promise.resolve(database.text(statement(failing), [String(nth)], 'light')).then(
            () => 'answered',
            (error: unknown) => /"(\d+) /.exec(String(error))?.[1] ?? String(error),
          ),
        ),
      );
    await refusals(1);
    expect(new Set(await refusals(2)).size).toBe(2);
  });

  it('leave together while they are short, though another connection is free', async () => {
    const short = "SELECT pg_backend_pid() || ' ' || $1::text";
    // Nothing was learned of it yet: on a busy machine even a short one can have taken long before.
    expect(await connections(short, 6)).toBe(1);
  });
});

describe('a packet', () => {
  it.each([
    ['six statements', false, 6],
    ['twelve reads that are asked as one', true, 12],
  ])('takes %s', (_what, merged, most) => {
    const fits = new Packets({ reads: 6, milliseconds: 6 }).next(() => merged);
    const read = { statement: statement('SELECT 1'), params: [], answer: () => undefined, refuse: () => undefined };
    let taken = 0;
    while (taken < 100 && fits(read)) taken += 1;
    expect(taken).toBe(most);
  });
});
