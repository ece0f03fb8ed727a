import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definePlugin, EnterpriseType, extendType } from '@fengsui/core';
import { dialects } from '@fengsui/core/testing';
import { testServer, type Answered, type TestServer } from './support/server.ts';

/** A second or more of work for each row, on either database. */
const slow = {
  sqlite: '(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 8000000) SELECT count(*) FROM n)',
  postgresql: '(SELECT count(pg_sleep(1.5)) FROM generate_series(1, 1))',
};

describe.each(dialects)('more than can be read soon, on %s', (dialect) => {
  let server: TestServer;
  beforeAll(async () => {
    const dawdling = definePlugin({
      id: 'dawdling',
      version: '0.1.0',
      core: '^0.1',
      schema: [extendType(EnterpriseType, (t) => ({ dawdle: t.sql('Int', '慢。Slow.', () => ({ text: slow[dialect], params: [] })) }))],
    });
    // One connection for what may take long, as SQLite has one thread; and on a machine that is busy with others it may take very long.
    server = await testServer(dialect, { poolSize: 2, timeouts: { operation: 60_000 } }, [dawdling]);
    const text = 'mutation { registerEnterprise(input: { areaId: "area_430102", name: "慢", industry: TRADE }) { userErrors { code } } }';
    expect((await server.query(text)).errors).toBeUndefined();
  });
  afterAll(() => server.stop());

  it.each(['application/json', 'application/graphql-response+json'])(
    'is refused with 503 and when to come back, in %s; look-ups are answered meanwhile',
    async (accept) => {
      const query = 'query Q($name: String!) { enterprises(where: { name: { eq: $name } }) { nodes { name dawdle } } }';
      const ask = (name: string): Promise<Response> => server.send({ query, variables: { name } }, { accept });
      await ask('warm');
      const slowly = ask('慢');
      await pause(50);
      const all = Array.from({ length: 120 }, (_none, nth) => ask(`无${nth}`));
      expect(await (await server.send({ query: '{ areaByCode(code: "430102") { name } }' })).json()).toMatchObject({
        data: { areaByCode: { name: '芙蓉区' } },
      });
      const answers = await Promise.all(all);
      expect([(await slowly).status, answers.filter(({ status }) => status === 200).length]).toEqual([200, 100]);
      for (const refused of answers.filter(({ status }) => status !== 200)) {
        expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
        expect(((await refused.json()) as Answered).errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }]);
      }
      expect((await ask('无')).status).toBe(200);
    },
  );

  it('is told to a command in its answer, while look-ups are answered, and the command is done when it comes again', async () => {
    const { promise: gone, resolve: go } = Promise.withResolvers<void>();
    // More than are under way and wait, on either database.
    const held = Promise.allSettled(Array.from({ length: 2_100 }, () => server.engine.database.write(() => gone, 'everywhere')));
    const query =
      'mutation { registerEnterprise(input: { areaId: "area_430102", name: "急", industry: TRADE, idempotencyKey: "一" }) { enterprise { name } } }';
    const refused = await server.send({ query });
    // Others in the same document may have been done, so the status is that of an answer.
    expect(refused.status).toBe(200);
    expect(((await refused.json()) as Answered).errors).toMatchObject([
      { path: ['registerEnterprise'], extensions: { code: 'UNAVAILABLE' } },
    ]);
    expect(await server.query('{ areaByCode(code: "430102") { name } }')).toMatchObject({ data: { areaByCode: { name: '芙蓉区' } } });
    go();
    await held;
    expect((await server.query(query)).data).toEqual({ registerEnterprise: { enterprise: { name: '急' } } });
  });

  it.runIf(dialect === 'postgresql')('is no reason to be sent no more requests: it stays ready', async () => {
    const { database } = server.engine;
    const ask = (text: string): Promise<unknown> => Promise.resolve(database.text({ text }, [], 'light')).catch((error: unknown) => error);
    const slowly = ask(`SELECT 'done' || pg_sleep(0.7)::text`);
    await pause(100);
    const waiting = Array.from({ length: 2_001 }, (_none, nth) => ask(`SELECT 'number ${nth}'`));
    expect(await waiting.at(-1)).toMatchObject({ code: 'UNAVAILABLE' });
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    await Promise.all([slowly, ...waiting]);
  });
});
