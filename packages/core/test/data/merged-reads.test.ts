import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryDatabase } from '@fengsui/core/testing';
import type { SqlValue } from '../../src/contract/sql.ts';
import { statement, type Database, type Statement } from '../../src/data/database.ts';
import { mergedOf } from '../../src/data/merged-statement.ts';
import { openDatabase } from '../../src/data/open.ts';
import { readLanes } from '../../src/data/postgresql-reads.ts';

type Look = (asked: Statement, params: readonly SqlValue[]) => Promise<string | null>;

/** Says in its answer how it was asked: PostgreSQL gives the text of what it runs. */
const how = `CASE WHEN current_query() LIKE '%json_to' || '_recordset%' THEN 'together ' ELSE 'alone ' END`;

describe('look-ups that wait together, on postgresql', () => {
  const left: (() => Promise<void>)[] = [];
  let database: Database;
  /** Look-ups over one connection that takes six at a time however long they take, so that no stall of the machine parts what is asked at once. */
  let lane: Look;
  /** The same, each by itself. */
  let apart: Look;
  beforeAll(async () => {
    const temporary = await temporaryDatabase('postgresql');
    database = await openDatabase(temporary.url, { poolSize: 6 });
    const pool = new Pool({ connectionString: temporary.url, max: 2 });
    const lanes = (share: boolean): Look =>
      readLanes(pool, {
        connections: 1,
        packet: { reads: 6, milliseconds: Infinity },
        waiting: { atMost: 100, longest: 60_000, share },
      });
    lane = lanes(true);
    apart = lanes(false);
    left.push(
      () => pool.end(),
      () => database.close(),
      () => temporary.drop(),
    );
  });
  afterAll(async () => {
    for (const leave of left) await leave();
  });
  const askAll = (asked: Statement, each: readonly (readonly SqlValue[])[], look = lane): Promise<PromiseSettledResult<string | null>[]> =>
    Promise.allSettled(each.map((params) => look(asked, params)));
  const answersOf = async (...of: Parameters<typeof askAll>): Promise<readonly unknown[]> =>
    (await askAll(...of)).map((each) => (each.status === 'fulfilled' ? each.value : 'refused'));
  /** Until PostgreSQL has found that its values do not change its plan. */
  const used = async (asked: Statement, params: (nth: number) => readonly SqlValue[], look = lane, rounds = 12): Promise<void> => {
    for (let round = 0; round < rounds; round += 1)
      await askAll(
        asked,
        Array.from({ length: 6 }, (_none, nth) => params(round * 6 + nth)),
        look,
      );
  };

  it('are asked as one statement, and each gets what its own values give', async () => {
    const asked = statement(
      `SELECT ${how} || coalesce($1::text, 'nothing') || ' ' || $2::int * 2 || ' ' || $3::boolean || ' ' || $4::float8`,
    );
    await used(asked, (nth) => [`${nth}`, nth, true, 0.5]);
    const values: readonly (readonly SqlValue[])[] = [
      ['it’s "quoted" \\ 火🔥 $1 ?', 1, true, 0.1],
      [null, -2, false, 1e21],
      ['', 2_147_483, true, -0.000001],
      ['null', 0, false, 5e-324],
    ];
    expect(await answersOf(asked, values)).toEqual([
      'together it’s "quoted" \\ 火🔥 $1 ? 2 true 0.1',
      'together nothing -4 false 1e+21',
      'together  4294966 true -1e-06',
      'together null 0 false 5e-324',
    ]);
    // One that comes by itself is asked as it always was.
    expect(await answersOf(asked, [['a', 1, true, 1]])).toEqual(['alone a 2 true 1']);
  });

  it('give nothing where there is no row, and the first where there are several', async () => {
    const asked = statement(`SELECT ${how} || k || ' ' || n FROM generate_series(1, 3) AS n, (SELECT $1::int AS k) AS of WHERE n <= k`);
    await used(asked, (nth) => [nth]);
    expect(await answersOf(asked, [[0], [1], [3]])).toEqual([null, 'together 1 1', 'together 3 1']);
  });

  it('are asked one by one when one of them fails, so that the others are answered', async () => {
    const asked = statement(`SELECT ${how} || 12 / $1::int`);
    await used(asked, (nth) => [nth + 1]);
    expect(await answersOf(asked, [[1], [2]])).toEqual(['together 12', 'together 6']);
    const [three, none, four] = await askAll(asked, [[3], [0], [4]]);
    expect([three, four]).toMatchObject([{ value: 'alone 4' }, { value: 'alone 3' }]);
    expect(none).toMatchObject({ reason: { code: '22012' } });
    expect(await answersOf(asked, [[1], [2]])).toEqual(['alone 12', 'alone 6']);
    // It is tried again when it was used four times as often.
    await used(asked, (nth) => [nth + 1], lane, 60);
    expect(await answersOf(asked, [[1], [2]])).toEqual(['together 12', 'together 6']);
  });

  it('are answered though their connection breaks meanwhile', async () => {
    const asked = statement(`SELECT ${how} || $1::text || pg_sleep($2::float8)`);
    const look: Look = async (...of) => database.text(...of, 'light');
    const ended = async (): Promise<number> =>
      (
        await database.rows(
          statement(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND query LIKE '%json_to_recordset%'",
          ),
          [],
        )
      ).length;
    let count = 0;
    for (let tries = 0; tries < 50 && count === 0; tries += 1) {
      // What took long once, as on a busy machine, goes apart for a while.
      await used(asked, (nth) => [`${nth}`, 0], look);
      const answered = new AbortController();
      const values = [
        ['a', 0.2],
        ['b', 0.21],
      ];
      const answers = answersOf(asked, values, look).finally(() => answered.abort());
      while (!answered.signal.aborted && count === 0) count = await ended();
      expect((await answers).map((answer) => String(answer).replace(/^\w+ /, ''))).toEqual(['a', 'b']);
    }
    expect(count).toBe(1);
  });

  it('each read for itself where nothing is to be shared', async () => {
    const asked = statement(`SELECT ${how} || $1::text`);
    await used(asked, (nth) => [`${nth}`], apart);
    expect(await answersOf(asked, [['a'], ['b']], apart)).toEqual(['alone a', 'alone b']);
  });

  it('stay apart where the values decide how it is planned', async () => {
    await database.script([
      'CREATE TABLE skewed (id int PRIMARY KEY, kind text NOT NULL, rest text)',
      `INSERT INTO skewed SELECT n, CASE WHEN n > 49990 THEN 'rare' ELSE 'common' END, repeat('x', 100) FROM generate_series(1, 50000) AS n`,
      'CREATE INDEX skewed_kind ON skewed (kind)',
      'ANALYZE skewed',
    ]);
    const asked = statement(`SELECT ${how} || count(rest) FROM skewed WHERE kind = $1 AND id > $2`);
    await used(asked, (nth) => ['rare', nth]);
    expect(
      await answersOf(asked, [
        ['rare', 1],
        ['rare', 2],
      ]),
    ).toEqual(['alone 10', 'alone 10']);
  });

  it('keep what is quoted, and are left alone where a value has no plain type', () => {
    const text = `SELECT '$1 it''s', "$2", $1 || $12`;
    const types = Array.from({ length: 12 }, () => 'text');
    expect(mergedOf({ text }, types)?.text).toContain(`(SELECT '$1 it''s', "$2", asked.p1 || asked.p12\n) AS answered(answer)`);
    for (const type of ['bytea', 'jsonb', 'text[]', 'xid8']) expect(mergedOf({ text }, [type])).toBeUndefined();
  });
});
