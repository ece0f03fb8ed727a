import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testServer, type TestServer } from './support/server.ts';

interface Told {
  readonly message: string;
  readonly extensions: { readonly code: string; readonly zh: string; readonly en: string; readonly requestId: string };
}
const json = 'application/json';
const enterprises = JSON.stringify({ query: '{ enterprises { totalCount } }' });

/** What somebody does who has the address and a key for the first time. */
describe('whoever begins is told what to write', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer('sqlite');
  });
  afterAll(() => server.stop());
  const asked = async (path: string, init: RequestInit): Promise<readonly [number, Told]> => {
    const response = await fetch(`${server.url}${path}`, init);
    const { errors } = (await response.json()) as { readonly errors: readonly [Told] };
    for (const { message, extensions } of errors) {
      expect(message).toBe(`${extensions.zh} ${extensions.en}`);
      expect(extensions.zh).toMatch(/\p{Script=Han}/u);
      expect(extensions.en).not.toMatch(/\p{Script=Han}/u);
      expect(extensions).toEqual({
        code: expect.stringMatching(/^[A-Z_]+$/) as string,
        zh: expect.any(String) as string,
        en: expect.any(String) as string,
        requestId: response.headers.get('x-request-id'),
      });
    }
    return [response.status, errors[0]];
  };
  const post = (body: string, headers: Readonly<Record<string, string>>): RequestInit => ({ method: 'POST', body, headers });
  const keyed = (): Readonly<Record<string, string>> => ({ 'content-type': json, authorization: `Bearer ${server.token}` });

  it.each<readonly [string, () => readonly [path: string, init: RequestInit], number, string, RegExp]>([
    ['no key', () => ['/graphql', post(enterprises, { 'content-type': json })], 200, 'UNAUTHENTICATED', /Authorization: Bearer <key>/],
    [
      'a key without Bearer',
      () => ['/graphql', post(enterprises, { 'content-type': json, authorization: server.token })],
      401,
      'UNAUTHENTICATED',
      /Authorization: Bearer <key>/,
    ],
    [
      'a key in another header',
      () => ['/graphql', post(enterprises, { 'content-type': json, 'x-api-key': server.token })],
      200,
      'UNAUTHENTICATED',
      /Authorization: Bearer <key>/,
    ],
    [
      'a stream without a key',
      () => [
        '/graphql',
        post(JSON.stringify({ query: 'subscription { events { payload } }' }), { 'content-type': json, accept: 'text/event-stream' }),
      ],
      401,
      'UNAUTHENTICATED',
      /Authorization: Bearer <key>/,
    ],
    [
      'a query as a stream',
      () => ['/graphql', post(enterprises, { ...keyed(), accept: 'text/event-stream' })],
      400,
      'BAD_REQUEST',
      /Accept: application\/json/,
    ],
    [
      'JSON that curl calls a form',
      () => ['/graphql', post(enterprises, { ...keyed(), 'content-type': 'application/x-www-form-urlencoded' })],
      415,
      'BAD_REQUEST',
      /Content-Type: application\/json/,
    ],
    ['JSON in single quotes', () => ['/graphql', post(`{'query':'{ areas }'}`, keyed())], 400, 'BAD_REQUEST', /\{"query": "query/],
    ['a misspelt query', () => ['/graphql', post('{"qeury":"{ __typename }"}', keyed())], 400, 'BAD_REQUEST', /\{"query": "query/],
    ['an empty query', () => ['/graphql', post('{"query":""}', keyed())], 200, 'GRAPHQL_PARSE_FAILED', /Syntax Error: Unexpected <EOF>/],
    [
      'a misspelt field',
      () => ['/graphql', post('{"query":"{ areas { nodes { nmae } } }"}', keyed())],
      200,
      'GRAPHQL_VALIDATION_FAILED',
      /Did you mean "name"/,
    ],
    [
      'too deep a query',
      () => ['/graphql', post(`{"query":"{ areas { nodes ${'{ parent '.repeat(12)} { name } ${'}'.repeat(12)} } }"}`, keyed())],
      200,
      'LIMIT_EXCEEDED',
      /at most 12/,
    ],
    [
      'a variable left out',
      () => ['/graphql', post('{"query":"query Q($c: String!) { areaByCode(code: $c) { name } }"}', keyed())],
      200,
      'BAD_USER_INPUT',
      /"\$c".*was not provided/,
    ],
    [
      'a time that is none',
      () => [
        '/graphql',
        post('{"query":"query Q($w: AreaWhere) { areas(where: $w) { totalCount } }","variables":{"w":{"createdAt":{"gt":"x"}}}}', keyed()),
      ],
      200,
      'BAD_USER_INPUT',
      /w\.createdAt\.gt.*RFC 3339/,
    ],
    [
      'a page of none',
      () => ['/graphql', post('{"query":"{ areas(first: 0) { totalCount nodes { name } } }"}', keyed())],
      200,
      'LIMIT_EXCEEDED',
      /totalCount alone/,
    ],
    [
      'a name in GBK, as a terminal on Windows sends it',
      () => {
        const [before = '', after = ''] = JSON.stringify({
          query:
            'mutation { registerEnterprise(input: { areaId: "area_430102", name: "#", industry: TRADE }) { enterprise { name } userErrors { code } } }',
        }).split('#');
        const body = Buffer.concat([Buffer.from(before), Buffer.from([0xc3, 0xbb, 0xd3, 0xd0]), Buffer.from(after)]);
        return ['/graphql', { method: 'POST', body, headers: keyed() }];
      },
      400,
      'BAD_REQUEST',
      /not UTF-8 \(perhaps GBK\) and nothing was done/,
    ],
    ['another address', () => ['/grapqhl', post(enterprises, keyed())], 404, 'NOT_FOUND', /GraphQL is at \/graphql/],
    ['another method', () => ['/graphql', { method: 'PUT', headers: keyed() }], 405, 'METHOD_NOT_ALLOWED', /GET, POST/],
    [
      'a command by GET',
      () => [`/graphql?query=${encodeURIComponent('mutation { __typename }')}`, { headers: keyed() }],
      405,
      'METHOD_NOT_ALLOWED',
      /by POST only/,
    ],
    ['too large a body', () => ['/graphql', post('a'.repeat(1_100_000), keyed())], 413, 'LIMIT_EXCEEDED', /POST \/attachments/],
  ])('%s', async (_name, made, status, code, en) => {
    const [answered, told] = await asked(...made());
    expect([answered, told.extensions.code]).toEqual([status, code]);
    expect(told.extensions.en).toMatch(en);
  });

  it('a byte order mark before the JSON is no fault', async () => {
    const answer = await fetch(`${server.url}/graphql`, post('\uFEFF{"query":"{ __typename }"}', keyed()));
    expect(await answer.json()).toMatchObject({ data: { __typename: 'Query' } });
  });
});
