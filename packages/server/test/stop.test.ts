import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { dialects } from '@fengsui/core/testing';
import { readEvents as read } from './support/sse.ts';
import { testServer, type Answered, type TestServer } from './support/server.ts';

let server: TestServer;
let stopped = false;
afterEach(async () => {
  if (!stopped) await server.stop();
  stopped = false;
});
const register =
  'mutation R($input: RegisterEnterpriseInput!) { registerEnterprise(input: $input) { enterprise { id } userErrors { code } } }';
const written = async (name: string): Promise<void> =>
  void expect(await server.query(register, { input: { areaId: 'area_430102', name, industry: 'TRADE' } })).toMatchObject({
    data: { registerEnterprise: { userErrors: [] } },
  });
const subscribe = (after?: string): Promise<Response> =>
  server.send(
    { query: 'subscription S($after: String) { events(after: $after) { cursor kind } }', variables: { after } },
    { accept: 'text/event-stream' },
  );
describe.each(dialects)('streams over %s', (dialect) => {
  it('tell of what is written, and resume behind a cursor without a gap', async () => {
    server = await testServer(dialect);
    const stream = await subscribe();
    expect([stream.status, stream.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    const first = read(stream, 1);
    await written('甲');
    const [event] = await first;
    expect(event?.data.events.kind).toMatch(/ENTERPRISE_REGISTERED/);
    await written('乙');
    await written('丙');
    expect(await read(await subscribe(event?.data.events.cursor), 2)).toHaveLength(2);
  });

  it('end with the server, in order, while what runs is finished', async () => {
    server = await testServer(dialect, { timeouts: { drain: 1_500 } });
    const streams = await Promise.all(Array.from({ length: 20 }, () => subscribe()));
    const ends = Promise.all(streams.map((stream) => read(stream)));
    await written('甲');
    const running = Array.from({ length: 50 }, (_none, at) =>
      server.query(register, { input: { areaId: 'area_430102', name: `企业${at}`, industry: 'TRADE' } }),
    );
    const before = performance.now();
    const stopping = server.stop();
    stopped = true;
    const answers = await Promise.all(running.map((each) => each.catch((error: unknown) => error)));
    await stopping;
    expect(performance.now() - before).toBeLessThan(4_000);
    expect(answers.filter((answer) => answer instanceof Error || (answer as Answered).data === undefined)).toEqual([]);
    await ends;
  });
});

describe('a client that is slow', () => {
  it.each([
    ['with its headers', 'POST /graphql HTTP/1.1\r\nHost: x\r\n'],
    ['with its body', 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{'],
  ])('%s is cut off, and others are served', async (_name, head) => {
    server = await testServer('sqlite', { timeouts: { headers: 300, request: 400 } });
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    const closed = new Promise<number>((resolve) => {
      const before = performance.now();
      socket.on('error', () => undefined).on('close', () => resolve(performance.now() - before));
    });
    socket.resume();
    socket.write(head);
    expect((await server.query('{ __typename }')).data).toEqual({ __typename: 'Query' });
    expect(await closed).toBeLessThan(3_000);
  });

  it('and asks nothing is cut off after the idle time', async () => {
    server = await testServer('sqlite', { timeouts: { idle: 300, headers: 60_000, request: 60_000 } });
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    await new Promise((resolve) => socket.on('error', () => undefined).on('close', resolve));
  });
});
