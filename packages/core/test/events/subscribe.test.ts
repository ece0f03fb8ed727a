import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, type Principal, type Subscribed } from '@fengsui/core';
import { dialects, operator, principalOver, testEngine, type TestEngine } from '@fengsui/core/testing';
import { register, someAreas } from './register.ts';

const text = `subscription Live($after: String, $area: String) { events(after: $after, area: $area) { cursor payload subject { ... on Enterprise { name } } } }`;
interface Live {
  readonly cursor: string;
  readonly payload: { readonly name: string };
  readonly subject: { readonly name: string };
}

describe.each(dialects)('a subscription to events, on %s', (dialect) => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await testEngine(dialect);
    await someAreas(engine);
  });
  afterAll(() => engine.stop());

  const open = (variables: object = {}, principal: Principal = operator, signal?: AbortSignal): Promise<Subscribed> =>
    engine.subscribe({ query: text, variables: variables as never, principal, signal });
  const stream = async (variables: object = {}, principal: Principal = operator, signal?: AbortSignal): Promise<AsyncIterator<string>> => {
    const subscribed = await open(variables, principal, signal);
    if (!subscribed.ok) throw new Error(subscribed.answer.text);
    return subscribed.results[Symbol.asyncIterator]();
  };
  const next = async (from: AsyncIterator<string>): Promise<Live> => {
    const { value, done } = await from.next();
    if (done === true) throw new Error('The stream has ended');
    return (JSON.parse(value) as { data: { events: Live } }).data.events;
  };

  it('gives what happens from now on, in its area, with the row as it is', async () => {
    const live = await stream({ area: '430102' });
    const first = next(live);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await register(engine, '别处', '430103');
    await register(engine, '甲');
    expect(await first).toMatchObject({ payload: { name: '甲' }, subject: { name: '甲' } });
    await live.return?.();
  });

  it('goes on after a cursor without a gap, however long the reader was away', async () => {
    const live = await stream();
    const first = next(live);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await register(engine, 'r0');
    const { cursor } = await first;
    await live.return?.();
    for (let at = 1; at <= 250; at += 1) await register(engine, `r${at}`);
    const again = await stream({ after: cursor });
    const names: string[] = [];
    while (names.length < 250) names.push((await next(again)).payload.name);
    const more = next(again);
    await register(engine, 'r251');
    names.push((await more).payload.name);
    expect(names).toEqual(Array.from({ length: 251 }, (_none, at) => `r${at + 1}`));
    await again.return?.();
  });

  it('tells what it costs before it opens, with the rows behind each event, and waits where it is paced', async () => {
    const costs: number[] = [];
    const paces: number[] = [];
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const subscribed = await engine.subscribe({
      query:
        'subscription { events { kind area { name } subject { ... on Enterprise { name hiddenDangers(first: 10) { nodes { id } } } } } }',
      principal: operator,
      charge: (cost) => void costs.push(cost),
      pace: (cost) => {
        paces.push(cost);
        return gate;
      },
    });
    if (!subscribed.ok) throw new Error(subscribed.answer.text);
    // 100 for the stream; the event, its area, its enterprise and ten dangers of it.
    expect(costs).toEqual([113]);
    const stream = subscribed.results[Symbol.asyncIterator]();
    let given = false;
    const first = stream.next().then(() => (given = true));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await register(engine, '甲');
    await expect.poll(() => paces).toEqual([13]);
    expect(given).toBe(false);
    open();
    expect(await first).toBe(true);
    await stream.return?.();
  });

  it('is refused whole when an event could touch more rows than an operation may', async () => {
    const dear = 'hiddenDangers(first: 100) { nodes { enterprise { hiddenDangers(first: 100) { nodes { id } } } } }';
    const refused = await engine.subscribe({
      query: `subscription { events { subject { ... on Enterprise { ${dear} } } } }`,
      principal: operator,
    });
    expect(refused).toMatchObject({ ok: false, answer: { code: 'LIMIT_EXCEEDED' } });
  });

  it('shows a reader only events about rows that it sees', async () => {
    const near = await stream({}, principalOver('430103'));
    const first = next(near);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await register(engine, '芙蓉', '430102');
    await register(engine, '天心', '430103');
    expect((await first).payload.name).toBe('天心');
    await near.return?.();
  });

  it('ends when the client goes, and when its key is revoked', async () => {
    const away = new AbortController();
    const live = await stream({}, operator, away.signal);
    const waiting = live.next();
    away.abort();
    expect(await waiting).toEqual({ value: undefined, done: true });

    const key = await engine.access.createKey({ label: 'screen', grants: [{ role: 'operator', area: '' }] });
    const principal = await engine.access.authenticate(`Bearer ${key.token}`);
    const screen = await stream({}, principal);
    const first = next(screen);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await register(engine, '可见');
    expect((await first).payload.name).toBe('可见');
    const after = screen.next();
    await engine.access.revokeKey(key.id);
    await register(engine, '不可见');
    expect(await after).toEqual({ value: undefined, done: true });
  });

  it('refuses a stranger, a query, a bad cursor and what is no area', async () => {
    const code = async (subscribed: Promise<Subscribed>): Promise<string | undefined> => {
      const given = await subscribed;
      return given.ok ? 'ok' : given.answer.code;
    };
    expect(await code(open({}, anonymous))).toBe('UNAUTHENTICATED');
    expect(await code(open({}, principalOver('43', ['enterprise.read'])))).toBe('FORBIDDEN');
    expect(await code(open({ after: 'x' }))).toBe('CURSOR_INVALID');
    expect(await code(open({ area: '43010' }))).toBe('BAD_USER_INPUT');
    expect(await code(engine.subscribe({ query: '{ enterprises { totalCount } }', principal: operator }))).toBe('BAD_REQUEST');
    expect(await code(engine.subscribe({ query: 'subscription { nothing }', principal: operator }))).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('keeps a stopped reader at bounded cost: it misses nothing of 6,000 events when it reads on, and others are not held up', async () => {
    const stopped = await stream();
    const first = next(stopped);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await register(engine, '第一');
    await first;
    const at = dialect === 'sqlite' ? '0' : 'now()';
    const series =
      dialect === 'sqlite'
        ? 'WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 6000)'
        : 'WITH s AS (SELECT generate_series(1, 6000) AS n)';
    const quick = await stream();
    const quickFirst = next(quick);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await engine.database.script([
      `${dialect === 'sqlite' ? `INSERT INTO fengsui_event (at, type, entity, key, area, principal, request, payload) ${series}` : `${series} INSERT INTO fengsui_event (at, type, entity, key, area, principal, request, payload)`} SELECT ${at}, 'enterprise.registered', 'Enterprise', 'k' || n, '430102', 'p', 'r', '{"name":"' || n || '","fill":"' || '${'x'.repeat(1_000)}' || '"}' FROM s`,
    ]);
    engine.pipeline.wake();
    expect((await quickFirst).payload.name).toBe('1');
    for (let n = 2; n <= 6_000; n += 1) expect((await next(quick)).payload.name).toBe(String(n));
    for (let n = 1; n <= 6_000; n += 1) expect((await next(stopped)).payload.name).toBe(String(n));
    await Promise.all([quick.return?.(), stopped.return?.()]);
  });

  it('ends every stream when the engine stops', async () => {
    const other = await testEngine(dialect);
    const subscribed = await other.subscribe({ query: text, principal: operator });
    if (!subscribed.ok) throw new Error('refused');
    const waiting = subscribed.results[Symbol.asyncIterator]().next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await other.stop();
    expect(await waiting).toEqual({ value: undefined, done: true });
  });
});
