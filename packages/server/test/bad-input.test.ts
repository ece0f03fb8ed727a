import { type ClientRequest, request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialects } from '@fengsui/core/testing';
import { testServer, type Answered, type TestServer } from './support/server.ts';

let server: TestServer;

/** What came back; that it was no dearer than an answer, and that the server still answers afterwards. */
async function refused(body: unknown): Promise<{ readonly status: number; readonly codes: readonly string[]; readonly text: string }> {
  const sent = typeof body === 'string' ? body : JSON.stringify(body);
  const accept = { accept: 'application/graphql-response+json' };
  const timed = async (what: unknown): Promise<{ readonly status: number; readonly text: string; readonly took: number }> => {
    const before = performance.now();
    const response = await server.send(what, accept);
    const text = await response.text();
    return { status: response.status, text, took: performance.now() - before };
  };
  // As large, and answered: how fast this machine is just now. At its best of several in turn, since it may do something else at any moment.
  const good = { query: '{ __typename }', variables: { as: ' '.repeat(sent.length) } };
  let [refusing, answering] = [Infinity, Infinity];
  let [status, text] = [0, ''];
  for (let turn = 0; turn < 10 && !(refusing < timesAtMost * answering); turn += 1) {
    const answer = await timed(good);
    expect(answer.text).toContain('{"__typename":"Query"}');
    const refusal = await timed(sent);
    ({ status, text } = refusal);
    [refusing, answering] = [Math.min(refusing, refusal.took), Math.min(answering, answer.took)];
  }
  expect(refusing / answering).toBeLessThan(timesAtMost);
  expect((await server.query('{ __typename }')).data).toEqual({ __typename: 'Query' });
  return { status, text, codes: ((JSON.parse(text) as Answered).errors ?? []).map(({ extensions }) => extensions.code) };
}
/** An answer to a megabyte takes some 10 ms, and the dearest refusal four times as long. */
const timesAtMost = 10;
const nested = (depth: number, inner: string): string => '{"a":'.repeat(depth) + inner + '}'.repeat(depth);

describe.each(dialects)('what is wrong is refused fast, and the server lives, over %s', (dialect) => {
  beforeAll(async () => {
    server = await testServer(dialect);
  });
  afterAll(() => server.stop());

  const posted = (headers: Readonly<Record<string, string>>): ClientRequest =>
    request(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers } });
  /** The status of what comes back, while more could still be sent. */
  const statusOf = (asked: ClientRequest): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      asked.on('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asked.on('error', reject);
    });
  const announced = { 'content-length': String(20e6) };

  it.each([
    ['a body of 20 MB, announced, before a byte of it was sent', announced, 0],
    ['a body that does not say how long it is, as soon as it is too long', {}, 1.1e6],
  ])('%s', async (_name, headers, bytes) => {
    const asked = posted(headers);
    asked.flushHeaders();
    if (bytes > 0) asked.write(Buffer.alloc(bytes, ' '));
    expect(await statusOf(asked)).toBe(413);
    asked.destroy();
    expect((await server.query('{ __typename }')).data).toEqual({ __typename: 'Query' });
  });

  it.each([
    ['a body of 20 MB, announced', announced],
    ['a body of 20 MB that does not say how long it is', {}],
  ])('%s, with memory bounded', async (_name, headers) => {
    const chunk = Buffer.alloc(1e6, ' ');
    const before = process.memoryUsage.rss();
    const asked = posted(headers);
    const status = statusOf(asked);
    for (let chunks = 0; chunks < 20; chunks++) asked.write(chunk);
    asked.end();
    expect(await status).toBe(413);
    expect(process.memoryUsage.rss() - before).toBeLessThan(50e6);
    expect((await server.query('{ __typename }')).data).toEqual({ __typename: 'Query' });
  });

  it.each([
    ['no JSON', '{"query":', 400, 'BAD_REQUEST'],
    ['an empty body', '', 400, 'BAD_REQUEST'],
    ['a list of operations', [{ query: '{ __typename }' }], 400, 'BAD_REQUEST'],
    ['text', '"{ __typename }"', 400, 'BAD_REQUEST'],
    [
      'JSON of depth 200,000',
      `{"query":"{ __typename }","variables":${'{"a":'.repeat(80_000)}1${'}'.repeat(80_000)}}`,
      400,
      'LIMIT_EXCEEDED',
    ],
    ['variables of depth 41', `{"query":"{ __typename }","variables":${nested(41, '[]')}}`, 400, 'LIMIT_EXCEEDED'],
    ['a __proto__ key in variables', '{"query":"{ __typename }","variables":{"a":[{"__proto__":{"polluted":1}}]}}', 400, 'BAD_REQUEST'],
    ['an escaped __proto__ key', '{"query":"{ __typename }","variables":{"\\u005f_proto__":{"polluted":1}}}', 400, 'BAD_REQUEST'],
    [
      '10,000 aliases',
      { query: `{ ${Array.from({ length: 10_000 }, (_none, at) => `a${at}: __typename`).join(' ')} }` },
      400,
      'LIMIT_EXCEEDED',
    ],
    [
      '1,000 aliases',
      { query: `{ ${Array.from({ length: 1_000 }, (_none, at) => `a${at}: __typename`).join(' ')} }` },
      400,
      'LIMIT_EXCEEDED',
    ],
    [
      'a selection of depth 500',
      { query: `{ areas ${'{ nodes { parent '.repeat(250)} { name } ${'} }'.repeat(250)} }` },
      400,
      'LIMIT_EXCEEDED',
    ],
    ['a selection of depth 990', { query: `{ areas ${'{ a '.repeat(990)} ${'}'.repeat(990)} }` }, 400, 'LIMIT_EXCEEDED'],
    ['a list value of depth 101', { query: `{ areas(first: ${'['.repeat(99)}1${']'.repeat(99)}) { totalCount } }` }, 400, 'LIMIT_EXCEEDED'],
    [
      'brackets in texts and comments alone',
      { query: `{ areaByCode(code: "${'['.repeat(200)}", no: """${'{'.repeat(200)}""") { name } } # ${'('.repeat(200)}` },
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['texts that never end, 450 KB of them', { query: `{ areas ${'"\\\\'.repeat(150_000)} }` }, 400, 'GRAPHQL_PARSE_FAILED'],
    [
      'a list value of depth 1,900',
      { query: `{ areas(first: ${'['.repeat(1_900)}1${']'.repeat(1_900)}) { totalCount } }` },
      400,
      'LIMIT_EXCEEDED',
    ],
    [
      'a fragment inside itself',
      { query: '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }' },
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['an id that is no sha256', { documentId: '../../etc/passwd' }, 400, 'BAD_REQUEST'],
    ['a document that nobody registered', { documentId: '0'.repeat(64) }, 400, 'NOT_FOUND'],
    ['a page of 101', { query: '{ areas(first: 101) { totalCount nodes { name } } }' }, 400, 'LIMIT_EXCEEDED'],
  ])('%s', async (_name, body, status, code) => {
    const answer = await refused(body);
    expect([answer.status, answer.codes[0]]).toEqual([status, code]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it.each([
    ['no JSON', '{"query":'],
    ['an empty body', ''],
    ['an object without a query', '{}'],
  ])('%s is told of a body that is answered, and that one is', async (_name, body) => {
    const { text } = await refused(body);
    const { en = '', zh = '' } =
      (JSON.parse(text) as { errors: { extensions: { zh?: string; en?: string } }[] }).errors[0]?.extensions ?? {};
    const [shown = ''] = /\{"query".*\}$/.exec(en) ?? [];
    expect(zh).toContain(shown);
    const answer = await server.send(shown);
    expect(await answer.json()).toMatchObject({ data: { areaByCode: { name: '芙蓉区' } } });
  });

  it.each([
    ['an emoji', '😀'],
    ['quotes and comments of SQL', `'; DROP TABLE area; --`],
    ['a path', '../../../../etc/passwd'],
  ])('%s in a name is data', async (_name, text) => {
    const { data, errors } = await server.query('query Q($text: String) { areas(where: { name: { eq: $text } }) { totalCount } }', {
      text,
    });
    expect([data, errors]).toEqual([{ areas: { totalCount: 0 } }, undefined]);
  });

  it.each([
    ['NUL', '\0'],
    ['a lone surrogate', '\ud800'],
  ])('%s in a name, which PostgreSQL cannot hold, is refused by name', async (_name, text) => {
    const { data, errors } = await server.query('query Q($text: String) { areas(where: { name: { eq: $text } }) { totalCount } }', {
      text,
    });
    expect([data, errors?.[0]?.extensions.code]).toEqual([undefined, 'BAD_USER_INPUT']);
  });

  it('no answer holds a stack, SQL, a file or the name of a library', async () => {
    for (const query of [
      '{',
      '{ no }',
      '{ areas(first: 0) { totalCount } }',
      '{ node(id: "%") { id } }',
      '{ areas(after: "%") { totalCount } }',
      'subscription { no }',
    ])
      expect((await refused({ query })).text).not.toMatch(/\bat \w|SELECT|SQLITE|sqlite|node_modules|\.ts:|\.js|pothos|yoga|graphql-js/i);
  });

  it.each([
    ['a page', { accept: 'text/html' }, 406],
    ['an image', { accept: 'image/png' }, 406],
    ['another charset', { 'content-type': 'application/json; charset=gbk' }, 415],
    ['a form with files', { 'content-type': 'multipart/form-data; boundary=x' }, 415],
    ['XML', { 'content-type': 'application/xml' }, 415],
  ])('%s by POST is refused with a sentence', async (name, headers, status) => {
    const response = await server.send({ query: '{ __typename }' }, headers);
    if (name === 'a page') expect(response.status).toBe(200);
    else {
      expect(response.status).toBe(status);
      expect(((await response.json()) as Answered).errors?.[0]?.message).toMatch(/[\u4e00-\u9fff].*[A-Za-z]/);
    }
  });

  it.each([
    ['no HTTP', '你好\r\n\r\n', 400, 'BAD_REQUEST'],
    ['the beginning of TLS', '\u0016\u0003\u0001\u0002\u0000', 400, 'BAD_REQUEST'],
    ['headers of 20 KB', `GET /graphql?query=${'a'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, 431, 'LIMIT_EXCEEDED'],
  ])('%s is answered in words, and the connection ends', async (_name, sent, status, code) => {
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(sent));
      let said = '';
      socket.on('data', (chunk: Buffer) => (said += chunk.toString()));
      socket.on('close', () => resolve(said)).on('error', reject);
    });
    const [head = '', body = ''] = text.split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect((JSON.parse(body) as Answered).errors?.[0]).toMatchObject({
      message: expect.stringMatching(/；.*; /) as string,
      extensions: { code },
    });
    expect((await server.query('{ __typename }')).data).toEqual({ __typename: 'Query' });
  });

  it('other methods are refused and say which are not', async () => {
    const response = await fetch(`${server.url}/graphql`, { method: 'PUT' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });

  it('a command by GET changes nothing', async () => {
    const query = 'mutation { registerEnterprise(input: { areaId: "area_430102", name: "甲", industry: TRADE }) { enterprise { id } } }';
    for (const accept of ['application/graphql-response+json', 'application/json']) {
      const response = await fetch(`${server.url}/graphql?query=${encodeURIComponent(query)}`, {
        headers: { authorization: `Bearer ${server.token}`, accept },
      });
      const { errors } = (await response.json()) as Answered;
      expect([response.status, response.headers.get('allow'), errors?.[0]?.extensions.code]).toEqual([405, 'POST', 'METHOD_NOT_ALLOWED']);
    }
    expect((await server.query('{ enterprises { totalCount } }')).data).toEqual({ enterprises: { totalCount: 0 } });
  });
});
