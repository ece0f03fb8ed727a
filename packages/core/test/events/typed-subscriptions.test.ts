import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, principal, type Principal, type Subscribed } from '@fengsui/core';
import { dialects, operator, principalOver, testEngine, type TestEngine } from '@fengsui/core/testing';
import { register, someAreas } from './register.ts';

const text = `subscription Live($after: String, $area: String, $types: [EventKind!]) {
  enterpriseEvents(after: $after, area: $area, types: $types) { event { cursor kind } node { name area { name } } }
}`;
interface Live {
  readonly event: { readonly cursor: string; readonly kind: string };
  readonly node: { readonly name: string; readonly area: { readonly name: string } } | null;
}

describe.each(dialects)('a subscription to the events of one type, on %s', (dialect) => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await testEngine(dialect);
    await someAreas(engine);
  });
  afterAll(() => engine.stop());
  const open = (variables: object = {}, as: Principal = operator): Promise<Subscribed> =>
    engine.subscribe({ query: text, variables: variables as never, principal: as });
  const stream = async (variables: object = {}, as: Principal = operator): Promise<AsyncIterator<string>> => {
    const subscribed = await open(variables, as);
    if (!subscribed.ok) throw new Error(subscribed.answer.text);
    return subscribed.results[Symbol.asyncIterator]();
  };
  const next = async (from: AsyncIterator<string>): Promise<Live> => {
    const { value, done } = await from.next();
    if (done === true) throw new Error('The stream has ended');
    return (JSON.parse(value) as { data: { enterpriseEvents: Live } }).data.enterpriseEvents;
  };
  const organization = (name: string): Promise<unknown> =>
    engine.query(
      'mutation O($name: String!) { registerOrganization(input: { areaId: "area_430102", name: $name, kind: BUREAU }) { userErrors { code } } }',
      { name },
    );

  it('gives the row as its own type, and nothing about other types', async () => {
    const live = await stream();
    const first = next(live);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await organization('某局');
    await register(engine, '甲');
    expect(await first).toMatchObject({ event: { kind: 'ENTERPRISE_REGISTERED' }, node: { name: '甲', area: { name: '芙蓉区' } } });
    await live.return?.();
  });
  it('goes on after a cursor without a gap, past events of other types', async () => {
    const live = await stream();
    const first = next(live);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await register(engine, 'r0');
    const { cursor } = (await first).event;
    await live.return?.();
    for (let at = 1; at <= 120; at += 1) await (at % 3 === 0 ? organization(`o${at}`) : register(engine, `r${at}`));
    const again = await stream({ after: cursor });
    const names: (string | undefined)[] = [];
    while (names.length < 80) names.push((await next(again)).node?.name);
    expect(names).toEqual(
      Array.from({ length: 120 }, (_none, at) => at + 1)
        .filter((at) => at % 3 !== 0)
        .map((at) => `r${at}`),
    );
    await again.return?.();
  });
  it('shows nobody what lies outside their scope or the area asked for', async () => {
    const [own, narrowed] = [await stream({}, principalOver('430103')), await stream({ area: '430103', types: ['ENTERPRISE_REGISTERED'] })];
    const [first, second] = [next(own), next(narrowed)];
    await new Promise((resolve) => setTimeout(resolve, 50));
    await register(engine, '别处', '430102');
    await register(engine, '此处', '430103');
    expect([(await first).node?.name, (await second).node?.name]).toEqual(['此处', '此处']);
    await own.return?.();
    await narrowed.return?.();
  });
  it.each([
    ['a stranger', anonymous, 'UNAUTHENTICATED'],
    ['who may not read the log', principal('a', 'a', [{ permissions: ['enterprise.read'], area: '' }]), 'FORBIDDEN'],
    ['who may not read the type', principal('b', 'b', [{ permissions: ['event.read'], area: '' }]), 'FORBIDDEN'],
  ])('refuses %s before anything is sent', async (_who, as, code) => {
    const subscribed = await open({}, as);
    expect(subscribed.ok).toBe(false);
    if (!subscribed.ok) expect(subscribed.answer.code).toBe(code);
  });
});
