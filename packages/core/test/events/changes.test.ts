import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from 'pg';
import { createEngine } from '@fengsui/core';
import { dialects, operator, principalOver, temporaryDatabase, testEngine, type TestEngine } from '@fengsui/core/testing';
import { EventLog } from '../../src/events/event-log.ts';
import { eventScope } from '../../src/events/event-scope.ts';
import { beginning } from '../../src/events/position.ts';
import { register, someAreas } from './register.ts';

const page = `query Changes($after: String, $area: String, $types: [EventKind!], $first: Int) {
  changes(after: $after, area: $area, types: $types, first: $first) {
    nodes { cursor kind areaCode payload subjectId subject { id ... on Enterprise { name } } area { name } }
    pageInfo { hasNextPage endCursor }
  }
}`;
interface Changes {
  readonly nodes: readonly { readonly payload: { readonly name: string }; readonly cursor: string; readonly areaCode: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

describe.each(dialects)('the log of events, on %s', (dialect) => {
  let engine: TestEngine;
  let today = new Date('2026-05-01T00:00:00Z');
  const changes = async (variables: object = {}, as = operator): Promise<Changes> => {
    await engine.readable();
    const { data, errors } = await engine.query(page, variables as never, as);
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return (data as unknown as { changes: Changes }).changes;
  };
  const names = ({ nodes }: Changes): readonly string[] => nodes.map(({ payload }) => payload.name);
  beforeAll(async () => {
    engine = await testEngine(dialect, [], { now: () => today });
    await someAreas(engine);
    for (const [name, area] of [
      ['甲', '430102'],
      ['乙', '430103'],
      ['丙', '430102'],
    ] as const)
      await register(engine, name, area);
  });
  afterAll(() => engine.stop());

  it('counts the rows behind each event, and is refused whole when they are too many', async () => {
    await engine.readable();
    const { extensions } = await engine.query(
      '{ changes(first: 3) { nodes { kind area { name } subject { ... on Enterprise { name } } } } }',
    );
    // Three events, each with its area and its enterprise.
    expect(extensions?.cost).toBe(9);
    expect((await engine.query('{ changes(first: 3) { nodes { kind } } }')).extensions?.cost).toBe(3);
    const dear =
      'query D($first: Int) { ...C } fragment C on Query { changes(first: $first) { edges { node { subject { ... on Enterprise { hiddenDangers(first: 100) { nodes { id } } } } } } } }';
    expect((await engine.query(dear, { first: 3 })).errors).toBeUndefined();
    expect((await engine.query(dear, { first: 100 })).errors?.[0]?.extensions.code).toBe('LIMIT_EXCEEDED');
  });

  it('gives nothing at all rather than an event of elsewhere, were its statement to forget who asks', async () => {
    // The real log over the real database, but for the condition that a mistake would leave out.
    const forgetful = {
      ...engine.database,
      rows: (asked: { readonly text: string }, params: readonly (string | number | null)[]) =>
        engine.database.rows(
          { text: asked.text.replace(/ AND \(+entity IN .*(?= ORDER BY)/s, '') },
          params.slice(0, dialect === 'sqlite' ? 1 : 2),
        ),
    };
    const log = new EventLog(forgetful, engine.pipeline as never);
    const scope = eventScope(engine.model, principalOver('430103'));
    await engine.readable();
    expect((await log.read(beginning, 10)).length).toBeGreaterThan(2);
    await expect(log.read(beginning, 10, { scope })).rejects.toThrow(/may not see/);
    const whole = new EventLog(engine.database, engine.pipeline as never);
    expect((await whole.read(beginning, 10, { scope })).map(({ area }) => area)).toEqual(['430103']);
  });

  it('gives every event once, page by page, with its row and its area', async () => {
    const first = await changes({ first: 2 });
    expect(first.nodes[0]).toMatchObject({
      kind: 'ENTERPRISE_REGISTERED',
      areaCode: '430102',
      payload: { name: '甲' },
      subject: { name: '甲' },
      area: { name: '芙蓉区' },
    });
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = await changes({ first: 2, after: first.pageInfo.endCursor });
    expect([...names(first), ...names(second)]).toEqual(['甲', '乙', '丙']);
    const third = await changes({ after: second.pageInfo.endCursor });
    expect(third).toEqual({ nodes: [], pageInfo: { hasNextPage: false, endCursor: expect.any(String) } });
    await register(engine, '丁');
    expect(names(await changes({ after: third.pageInfo.endCursor }))).toEqual(['丁']);
  });

  it('narrows by area and kind, and shows nobody an event outside their area or about rows they may not read', async () => {
    expect(names(await changes({ area: '430103' }))).toEqual(['乙']);
    expect(names(await changes({ types: [] }))).toEqual([]);
    expect(names(await changes({}, principalOver('430103')))).toEqual(['乙']);
    expect(names(await changes({ area: '430102' }, principalOver('430103')))).toEqual([]);
    expect(names(await changes({}, principalOver('43010')))).toEqual([]);
    expect(names(await changes({}, principalOver('43', ['event.read', 'authenticated'])))).toEqual([]);
  });

  it('refuses whole who may not read the log, a page of 0 or 101, and a cursor of another query', async () => {
    const refusal = async (variables: object, as = operator): Promise<string | undefined> =>
      (await engine.query(page, variables as never, as)).errors?.[0]?.extensions.code;
    const without = await engine.query(page, {}, principalOver('43', ['enterprise.read', 'authenticated']));
    expect([without.data, without.errors?.[0]?.extensions.code, without.errors?.[0]?.path]).toEqual([undefined, 'FORBIDDEN', ['changes']]);
    expect(await refusal({ first: 0 })).toBe('LIMIT_EXCEEDED');
    expect(await refusal({ first: 101 })).toBe('LIMIT_EXCEEDED');
    const { data } = await engine.query('{ enterprises(first: 1) { pageInfo { endCursor } } }');
    const foreign = (data as unknown as { enterprises: { pageInfo: { endCursor: string } } }).enterprises.pageInfo.endCursor;
    expect(await refusal({ after: foreign })).toBe('CURSOR_INVALID');
  });

  it('says CURSOR_EXPIRED for a cursor that the log no longer reaches, and begins at what it still holds', async () => {
    const old = (await changes({ first: 1 })).pageInfo.endCursor;
    const last = (await changes()).pageInfo.endCursor;
    today = new Date('2026-07-01T00:00:00Z');
    await register(engine, '戊');
    expect(await engine.events.log.forget(new Date('2026-06-01T00:00:00Z'))).toBe(4);
    expect((await engine.query(page, { after: old })).errors?.[0]?.extensions.code).toBe('CURSOR_EXPIRED');
    expect(names(await changes({ after: last }))).toEqual(['戊']);
    expect(names(await changes())).toEqual(['戊']);
  });
});

describe('the log of events beside another database of the same server', () => {
  it('is read while a transaction there has written and runs on, also by a role that may not look into its session', async () => {
    const [engine, elsewhere] = await Promise.all([testEngine('postgresql'), temporaryDatabase('postgresql')]);
    await someAreas(engine);
    const other = new Client({ connectionString: elsewhere.url });
    await other.connect();
    const role = `stranger_${process.pid}`;
    try {
      await other.query(`CREATE ROLE ${role}`);
      await other.query('BEGIN');
      const { rows: writing } = await other.query<{ xid: string }>('SELECT pg_current_xact_id()::xid::text AS xid');
      await register(engine, '甲');
      // Asked again, since what ends elsewhere between the snapshot and the look at the sessions counts as ours for that moment.
      const read = async (): Promise<unknown> => (await engine.events.log.read(beginning, 10)).map(({ payload }) => payload);
      await expect.poll(read, { timeout: 10_000 }).toEqual(['{"name":"甲"}']);
      await expect.poll(() => engine.events.log.held(), { timeout: 10_000 }).toBe(false);
      const [seen] = await engine.database.write(async (transaction) => {
        await transaction.run({ text: `SET LOCAL ROLE ${role}` }, []);
        const text = 'SELECT count(*) AS sessions FROM pg_stat_get_activity(NULL) WHERE backend_xid = $1::xid AND datid IS NOT NULL';
        return transaction.rows({ text }, [writing[0]?.xid ?? '']);
      });
      expect(seen).toEqual({ sessions: 1 });
    } finally {
      await other.query('ROLLBACK');
      await other.query(`DROP ROLE ${role}`);
      await other.end();
      await engine.stop();
      await elsewhere.drop();
    }
  });
});

describe('the log of events where sessions are hidden', () => {
  it('waits for every transaction of the server, and is read all the same', async () => {
    const [engine, elsewhere] = await Promise.all([testEngine('postgresql'), temporaryDatabase('postgresql')]);
    await someAreas(engine);
    await engine.database.script(['REVOKE EXECUTE ON FUNCTION pg_stat_get_activity(integer) FROM PUBLIC']);
    const blind = await createEngine({ plugins: [], database: engine.databaseUrl, secret: 'a secret of the tests, 32 letters long' });
    const other = new Client({ connectionString: elsewhere.url });
    await other.connect();
    try {
      await other.query('BEGIN; SELECT pg_current_xact_id()');
      await register(engine, '甲');
      const read = async (): Promise<number> => (await blind.events.log.read(beginning, 10)).length;
      expect([await read(), await blind.events.log.held()]).toEqual([0, true]);
      await other.query('COMMIT');
      await expect.poll(read, { timeout: 10_000 }).toBe(1);
    } finally {
      await other.end();
      await blind.stop();
      await engine.stop();
      await elsewhere.drop();
    }
  });
});

describe('the log of events under transactions that commit out of order', () => {
  it('skips no event of a transaction that began earlier and commits later', async () => {
    const engine = await testEngine('postgresql');
    await someAreas(engine);
    const slow = new Client({ connectionString: engine.databaseUrl });
    await slow.connect();
    try {
      await slow.query('BEGIN');
      await slow.query(
        `INSERT INTO fengsui_event (at, type, entity, key, area, principal, request, payload) VALUES (now(), 'enterprise.registered', 'Enterprise', 'x', '430102', 'p', 'r', '{"name":"slow"}')`,
      );
      await register(engine, 'fast');
      const names = async (after?: string): Promise<{ names: string[]; end: string }> => {
        const { data } = await engine.query(page, { after });
        const { nodes, pageInfo } = (data as unknown as { changes: Changes }).changes;
        return { names: nodes.map(({ payload }) => payload.name), end: pageInfo.endCursor };
      };
      const before = await names();
      expect(before.names).toEqual([]);
      await slow.query('COMMIT');
      expect((await names(before.end)).names).toEqual(['slow', 'fast']);
    } finally {
      await slow.end();
      await engine.stop();
    }
  });
});
