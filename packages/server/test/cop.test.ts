import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialects } from '@fengsui/core/testing';
import { testServer, type Answered, type TestServer } from './support/server.ts';

/** What a scanner of GraphQL servers (graphql-cop) looks for, twelve things in all, as it asks for them. */
describe.each(dialects)("a cop's list of twelve, over %s", (dialect) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(dialect, { production: true });
  });
  afterAll(() => server.stop());
  const post = async (
    body: unknown,
    type = 'application/json',
  ): Promise<readonly [number, Answered & { readonly extensions?: object }]> => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': type, authorization: `Bearer ${server.token}`, accept: 'application/graphql-response+json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return [response.status, (await response.json()) as Answered];
  };
  const nested = 'fields { type { '.repeat(4);
  const many = (count: number, text: (at: number) => string): string => Array.from({ length: count }, (_none, at) => text(at)).join(' ');

  it.each([
    ['101 aliases', { query: `query cop { ${many(101, (at) => `alias${at}:__typename`)} }` }, 'LIMIT_EXCEEDED'],
    ['a batch of ten', Array.from({ length: 10 }, () => ({ query: 'query cop { __typename }' })), 'BAD_REQUEST'],
    ['one field 500 times', { query: `query cop { ${'__typename '.repeat(500)} }` }, 'LIMIT_EXCEEDED'],
    ['one field 900 times further down', { query: `{ areas { nodes { ${'parent { name } '.repeat(900)} } } }` }, 'LIMIT_EXCEEDED'],
    [
      'one fragment 1,000 times',
      { query: `{ areas { nodes { ${'...A '.repeat(1_000)} } } } fragment A on Area { name }` },
      'LIMIT_EXCEEDED',
    ],
    [
      '400 fragments in one place',
      { query: `{ areas { nodes { ${many(400, (at) => `...F${at}`)} } } } ${many(400, (at) => `fragment F${at} on Area { name }`)}` },
      'LIMIT_EXCEEDED',
    ],
    [
      'a schema that is asked in circles',
      { query: `query cop { __schema { types { ${nested} name ${'} } '.repeat(4)} } } }` },
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['ten directives that are none', { query: `query cop { __typename ${'@aa'.repeat(10)} }` }, 'GRAPHQL_VALIDATION_FAILED'],
  ])('%s is refused, fast', async (_what, body, code) => {
    let took = Infinity;
    // A machine that does something else at that moment says nothing about the server; a blank more is another document.
    for (let again = 0; again < 4 && took >= 200; again += 1) {
      const before = performance.now();
      const [status, { data, errors }] = await post(JSON.stringify(body).replace('{ ', `{${' '.repeat(again + 1)}`));
      took = performance.now() - before;
      expect([status, data, errors?.[0]?.extensions.code]).toEqual([400, undefined, code]);
    }
    expect(took).toBeLessThan(200);
  });

  it('a command by GET is refused', async () => {
    const response = await fetch(`${server.url}/graphql?query=${encodeURIComponent('mutation cop { __typename }')}`, {
      headers: { authorization: `Bearer ${server.token}` },
    });
    expect(response.status).toBe(405);
  });

  it('a page of another site gains nothing by a form or a link: who asks is in a header that it cannot send', async () => {
    for (const asked of [
      fetch(`${server.url}/graphql?query=${encodeURIComponent('{ areas { totalCount } }')}`),
      fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: `authorization=Bearer ${server.token}` },
        body: new URLSearchParams({ query: 'mutation { removeAttachment(input: { attachmentId: "x" }) { userErrors { code } } }' }),
      }),
    ]) {
      const response = await asked;
      const { data, errors } = (await response.json()) as Answered;
      expect([data, errors?.[0]?.extensions.code]).toEqual([undefined, expect.stringMatching(/FORBIDDEN|UNAUTHENTICATED/)]);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    }
    expect((await post('{ __typename }', 'text/plain'))[0]).toBe(415);
  });

  it('there is no page to try queries on, no trace and no stack in an answer', async () => {
    const page = await fetch(`${server.url}/graphql`, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(406);
    const [, answer] = await post({ query: '{ areas { totalCount } }' });
    expect(Object.keys(answer.extensions ?? {})).toEqual(['cost']);
    const [, failed] = await post({ query: '{ areas(after: "x") { totalCount nodes { name } } }' });
    expect(JSON.stringify(failed)).not.toMatch(/stack|trace|node_modules|\.ts:/);
  });
});
