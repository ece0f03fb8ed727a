import { Pool, type PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryDatabase } from '@fengsui/core/testing';
import { codesChangeFunction } from '../../src/data/codes-lock.ts';
import type { Statement } from '../../src/data/database.ts';
import { failureOf } from '../../src/data/failures.ts';
import { openDatabase } from '../../src/data/open.ts';
import { inOnePacket } from '../../src/data/postgresql-packet.ts';
import { query } from '../../src/data/postgresql-query.ts';
import { readerRole, roleStatement, writerRole } from '../../src/data/ring.ts';

type Spied = {
  readonly connection: { readonly stream: { write: (bytes: Uint8Array) => unknown }; on(event: string, heard: () => void): void };
};
const left: (() => Promise<unknown>)[] = [];
let url: string;
let pool: Pool;
beforeAll(async () => {
  const temporary = await temporaryDatabase('postgresql');
  url = temporary.url;
  pool = new Pool({ connectionString: url, pipeline: true });
  left.push(
    () => pool.end(),
    () => temporary.drop(),
  );
});
afterAll(async () => {
  for (const leave of left) await leave();
});
const withClient = async (work: (client: PoolClient & Spied) => Promise<void>): Promise<void> => {
  const client = await pool.connect();
  // as: the driver's own connection, which it does not declare
  const spied: unknown = client;
  await work(spied as PoolClient & Spied).finally(() => client.release(true));
};
const of = (text: string): Statement => ({ text });
const told = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => 'answered',
    (error: unknown) => (error as { readonly code?: unknown }).code,
  );

describe('what is asked of PostgreSQL in one turn', () => {
  it('leaves in one packet and is answered in its order', () =>
    withClient(async (client) => {
      const { stream } = client.connection;
      const write = stream.write.bind(stream);
      let packets = 0;
      stream.write = (bytes) => ((packets += 1), write(bytes));
      const ask = inOnePacket(client);
      const answers = await Promise.all([1, 2, 3].map((nth) => ask(query(of('SELECT $1::int AS nth'), [nth]))));
      expect(answers.map(({ rows, count }) => [rows, count])).toEqual([
        [[{ nth: 1 }], 1],
        [[{ nth: 2 }], 1],
        [[{ nth: 3 }], 1],
      ]);
      expect(packets).toBe(1);
    }));

  it('tells the one that failed why; those before it are answered, those behind it are passed over and may be asked again', () =>
    withClient(async (client) => {
      const ask = inOnePacket(client);
      const behind = of('SELECT 3 AS behind');
      query(behind, []); // seen once, so from here on it is prepared under a name
      const ways = ['SELECT 1', 'SELECT 1 / 0', 'SELECT 2'].map((text) => told(ask(query(of(text), []))));
      expect(await Promise.all([...ways, told(ask(query(behind, [])))])).toEqual(['answered', '22012', '25P02', '25P02']);
      // What it was to prepare was not prepared, and is now.
      expect((await ask(query(behind, []))).rows).toEqual([{ behind: 3 }]);
      expect((await ask(query(behind, []))).rows).toEqual([{ behind: 3 }]);
    }));

  it('goes on behind a statement that is empty, and refuses one that waits for rows', () =>
    withClient(async (client) => {
      const ask = inOnePacket(client);
      const ways = ['', 'SELECT 1', 'COPY pg_catalog.pg_am FROM STDIN'].map((text) => told(ask(query(of(text), []))));
      expect(await Promise.all(ways)).toEqual(['answered', 'answered', '57014']);
      expect(await told(ask(query(of('SELECT 1'), [])))).toBe('answered');
    }));

  it('ends whole with its connection: nobody is left waiting', () =>
    withClient(async (client) => {
      client.on('error', () => undefined);
      const ask = inOnePacket(client);
      const ways = ['SELECT 1', 'SELECT pg_terminate_backend(pg_backend_pid())', 'SELECT 2'].map((text) => told(ask(query(of(text), []))));
      expect(await Promise.all(ways)).toEqual(['answered', '57P01', '25P02']);
      expect(await told(ask(query(of('SELECT 1'), [])))).not.toBe('answered');
    }));

  it('asks for the columns of a prepared statement once a connection', () =>
    withClient(async (client) => {
      let described = 0;
      client.connection.on('rowDescription', () => (described += 1));
      const ask = inOnePacket(client);
      const statement = of('SELECT 1::bigint AS big, now() AS at, \'{"a": 1}\'::json AS json, NULL::text AS none');
      query(statement, []);
      for (let turn = 0; turn < 3; turn += 1)
        expect((await ask(query(statement, []))).rows).toEqual([{ big: 1, at: expect.any(Date), json: '{"a": 1}', none: null }]);
      expect(described).toBe(1);
    }));

  it('leaves 500 statements prepared at most, and those that were forgotten are prepared again', () =>
    withClient(async (client) => {
      const ask = inOnePacket(client);
      const statements = Array.from({ length: 520 }, (_none, nth) => of(`SELECT ${nth} AS nth`));
      const askEach = async (asked: readonly Statement[]): Promise<readonly unknown[]> => {
        const answers: unknown[] = [];
        for (let at = 0; at < asked.length; at += 20)
          answers.push(...(await Promise.all(asked.slice(at, at + 20).map(async (each) => (await ask(query(each, []))).rows[0]?.['nth']))));
        return answers;
      };
      await client.query('CREATE TABLE shifting (nth bigint); INSERT INTO shifting VALUES (1)');
      const shifting = of('SELECT nth FROM shifting');
      for (let turn = 0; turn < 2; turn += 1) expect(await askEach([shifting])).toEqual([1]);
      for (let turn = 0; turn < 2; turn += 1) expect(await askEach(statements)).toEqual(statements.map((_each, nth) => nth));
      expect((await client.query('SELECT name FROM pg_prepared_statements')).rowCount).toBe(500);
      expect(await askEach(statements.slice(0, 3))).toEqual([0, 1, 2]);
      // Its columns are forgotten with it: they may be others when it is prepared again.
      await client.query("ALTER TABLE shifting ALTER nth TYPE text USING 'first'");
      expect(await askEach([shifting])).toEqual(['first']);
      // A packet that fails before it comes to forgetting: what was to be forgotten is still there when it is prepared again.
      const next = of('SELECT 521 AS nth');
      query(next, []);
      const ways = [told(ask(query(of('SELECT 1 / 0'), []))), told(ask(query(next, [])))];
      expect(await Promise.all(ways)).toEqual(['22012', '25P02']);
      expect(await askEach([...statements, next])).toEqual([...statements.map((_each, nth) => nth), 521]);
      expect((await client.query('SELECT name FROM pg_prepared_statements')).rowCount).toBeLessThanOrEqual(501);
    }));

  it('asks once more, of another connection, what met one that was just ended', async () => {
    const database = await openDatabase(url, { poolSize: 1 });
    try {
      const asked = database.rows(of("SELECT 'met' AS met, pg_sleep(0.3)::text"), []);
      const ended =
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%''met''%' AND pid <> pg_backend_pid()";
      await expect.poll(async () => (await pool.query(ended)).rowCount).toBe(1);
      expect((await asked)[0]?.['met']).toBe('met');
    } finally {
      await database.close();
    }
  });

  it('is refused, not misread, where a column became another meanwhile, and prepared anew the next time', () =>
    withClient(async (client) => {
      await client.query('CREATE TABLE changed (n integer); INSERT INTO changed VALUES (7)');
      const ask = inOnePacket(client);
      const statement = of('SELECT n FROM changed');
      query(statement, []);
      expect((await ask(query(statement, []))).rows).toEqual([{ n: 7 }]);
      await client.query("ALTER TABLE changed ALTER n TYPE text USING 'seven'");
      expect(await told(ask(query(statement, [])))).toBe('0A000');
      for (const _turn of [1, 2]) expect((await ask(query(statement, []))).rows).toEqual([{ n: 'seven' }]);
    }));

  it('tells nobody that a table was changed by another server: reads and transactions go on', async () => {
    const database = await openDatabase(url, { poolSize: 1 });
    try {
      await database.script([roleStatement(readerRole), 'CREATE TABLE moving (n integer)', 'INSERT INTO moving VALUES (7)']);
      const reads = [of('SELECT n AS a FROM moving'), of('SELECT n AS b FROM moving')];
      const texts = (): Promise<readonly unknown[]> => Promise.all(reads.map((each) => database.text(each, [])));
      for (const _turn of [1, 2]) expect(await texts()).toEqual([7, 7]);
      const inside = of('SELECT n AS c FROM moving');
      const written = (): Promise<unknown> => database.write(async (transaction) => (await transaction.rows(inside, []))[0]?.['c']);
      for (const _turn of [1, 2]) expect(await written()).toBe(7);
      await pool.query("ALTER TABLE moving ALTER n TYPE text USING 'seven'");
      expect(await texts()).toEqual(['seven', 'seven']);
      expect(await database.rows(reads[0] as Statement, [])).toEqual([{ a: 'seven' }]);
      // A command comes again by itself.
      expect(failureOf(await written().catch((error: unknown) => error))).toBe('conflict');
      expect(await written()).toBe('seven');
    } finally {
      await database.close();
    }
  });

  it('takes text, numbers, booleans, bytes and null as they are', () =>
    withClient(async (client) => {
      const ask = inOnePacket(client);
      const text = 'SELECT $1::text AS text, $2::bigint AS big, $3::boolean AS yes, $4::bytea AS bytes, $5::text AS none';
      const { rows } = await ask(query(of(text), ['"\\\n烽燧🔥', 2n ** 52n, true, new Uint8Array([0, 255]), null]));
      expect(rows).toEqual([{ text: '"\\\n烽燧🔥', big: 2 ** 52, yes: true, bytes: Buffer.from([0, 255]), none: null }]);
    }));
});

describe('a transaction on PostgreSQL', () => {
  it('keeps nothing and gives its connection back when it is given what is no value, or fails with its commit', async () => {
    const database = await openDatabase(url, { poolSize: 1 });
    try {
      await database.script([roleStatement(readerRole), 'CREATE TABLE kept (n integer UNIQUE DEFERRABLE INITIALLY DEFERRED)']);
      const insert = of('INSERT INTO kept VALUES ($1)');
      const counted = async (): Promise<unknown> => (await database.rows(of('SELECT count(*) AS n FROM kept'), []))[0]?.['n'];
      const noValue = new Date() as never;
      await expect(database.write((transaction) => transaction.run(insert, [noValue]))).rejects.toThrow(TypeError);
      const late = database.write(async (transaction) => {
        transaction.last(of('INSERT INTO kept SELECT $1::int'), [1]);
        transaction.last(of('INSERT INTO kept SELECT $1::int + 1'), [noValue]);
      });
      await expect(late).rejects.toThrow(TypeError);
      const otherwise = database.write(async (transaction) => {
        transaction.last(insert, [noValue]);
        throw new RangeError('its own');
      });
      await expect(otherwise).rejects.toThrow(RangeError);
      await expect(Promise.resolve(database.text(of('SELECT $1::text'), [noValue]))).rejects.toThrow(TypeError);
      await expect(database.rows(of('SELECT $1::text'), [noValue], '*')).rejects.toThrow(TypeError);
      const twice = database.write(async (transaction) => {
        transaction.last(insert, [1]);
        await transaction.run(insert, [1]);
      });
      await expect(twice).rejects.toMatchObject({ code: '23505' });
      const failing = database.write(async (transaction) => {
        transaction.last(insert, [2]);
        transaction.last(of("INSERT INTO kept VALUES (('x' || $1)::int)"), ['y']);
        transaction.last(insert, [3]);
      });
      await expect(failing).rejects.toMatchObject({ code: '22P02' });
      // By itself it is a transaction of its own, which fails at its end though its statement ran.
      await expect(database.rows(of('INSERT INTO kept VALUES (5), (5) RETURNING n'), [])).rejects.toMatchObject({ code: '23505' });
      expect(await counted()).toBe(0);
      await database.write((transaction) => transaction.run(insert, [4]));
      expect(await counted()).toBe(1);
    } finally {
      await database.close();
    }
  });

  it('gives each of its statements the time that a statement may take', async () => {
    const database = await openDatabase(url, { poolSize: 1, longest: 1_000 });
    try {
      await database.script([roleStatement(writerRole), codesChangeFunction]);
      const sleep = of('SELECT pg_sleep(0.4)::text');
      await database.write(async (transaction) => {
        await Promise.all([1, 2, 3, 4].map(() => transaction.rows(sleep, [])));
      }, 'everywhere');
      const longer = database.write((transaction) => transaction.rows(of('SELECT pg_sleep(3)::text'), []), 'everywhere');
      await expect(longer).rejects.toMatchObject({ code: '57014' });
    } finally {
      await database.close();
    }
  });
});
