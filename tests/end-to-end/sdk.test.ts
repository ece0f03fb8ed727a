import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialects } from '@fengsui/core/testing';
import {
  connect,
  EnterprisePageDocument,
  EventsDocument,
  FengsuiClientError,
  HiddenDangerEventsDocument,
  ReportHiddenDangerDocument,
  SearchDocument,
} from '@fengsui/sdk';
import { testServer, type TestServer } from '../../packages/server/test/support/server.ts';
import { readmeExamples } from '../support/readme.ts';

const run = promisify(execFile);
const folder = resolve(import.meta.dirname, '../../packages/sdk');

describe.each(dialects)('the SDK against a real server over %s', (dialect) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(dialect);
    for (const at of [1, 2, 3]) {
      await server.query('mutation R($input: RegisterEnterpriseInput!) { registerEnterprise(input: $input) { userErrors { code } } }', {
        input: { areaId: 'area_430102', name: `示例企业${at}`, industry: 'TRADE' },
      });
    }
  });
  afterAll(() => server.stop());

  it.each(readmeExamples(folder))('prints what its README says: $title', async ({ code, prints }) => {
    // Not synchronously: the server that answers lives in this process.
    const { stdout } = await run(process.execPath, ['--input-type=module-typescript', '--no-warnings', '-e', code], {
      cwd: join(folder),
      env: { ...process.env, FENGSUI_URL: `${server.url}/graphql`, FENGSUI_TOKEN: server.token },
    });
    expect(stdout.trim()).toBe(prints);
  });

  it('tells a server that is not there from one that refuses', async () => {
    const nowhere = connect({ url: 'http://127.0.0.1:9/graphql' }).run(EnterprisePageDocument);
    await expect(nowhere).rejects.toMatchObject({ kind: 'network' });
    const refused = connect({ url: `${server.url}/graphql`, token: server.token }).run(EnterprisePageDocument, { first: 101 });
    await expect(refused).rejects.toMatchObject({ kind: 'graphql', code: 'LIMIT_EXCEEDED' });
    await expect(connect({ url: `${server.url}/nothing` }).run(EnterprisePageDocument)).rejects.toBeInstanceOf(FengsuiClientError);
  });

  it('tells what happens as it happens, and goes on from a cursor without a gap', async () => {
    const client = connect({ url: `${server.url}/graphql`, token: server.token });
    const register = (name: string): Promise<unknown> =>
      server.query('mutation R($input: RegisterEnterpriseInput!) { registerEnterprise(input: $input) { userErrors { code } } }', {
        input: { areaId: 'area_430103', name, industry: 'TRADE' },
      });
    const listen = async (
      after: string | undefined,
      until: string,
    ): Promise<readonly { readonly cursor: string; readonly name: unknown }[]> => {
      const heard: { cursor: string; name: unknown }[] = [];
      const stop = new AbortController();
      const variables = { area: '430103', types: ['ENTERPRISE_REGISTERED' as const], ...(after === undefined ? {} : { after }) };
      const stream = client.live(EventsDocument, variables, { signal: stop.signal, cursorOf: ({ events }) => events.cursor });
      // Something must happen once the stream is open, and nobody knows when that is: it is rung until the first is heard.
      const ringing = after === undefined ? setInterval(() => void register('响'), 100) : undefined;
      for await (const { events } of stream) {
        clearInterval(ringing);
        heard.push({ cursor: events.cursor, name: (events.payload as { readonly name: string }).name });
        if (heard.at(-1)?.name === until) break;
      }
      stop.abort();
      return heard;
    };
    const [first] = await listen(undefined, '响');
    await register('断线时甲');
    await register('断线时乙');
    const missed = (await listen(first?.cursor, '断线时乙')).map(({ name }) => name).filter((name) => name !== '响');
    expect(missed).toEqual(['断线时甲', '断线时乙']);
  });

  it('hears of one type as that type, and goes on by itself where a connection broke', async () => {
    const report = (
      description: string,
    ): Promise<{ readonly reportHiddenDanger: { readonly hiddenDanger: { readonly id: string } | null } }> =>
      client.run(ReportHiddenDangerDocument, {
        input: { areaId: 'area_430103', description, idempotencyKey: `${dialect} ${description}` },
      });
    let opened = 0;
    /** Every other stream breaks off after its first event. */
    const breaking: typeof globalThis.fetch = async (...given) => {
      const response = await globalThis.fetch(...given);
      if (!(response.headers.get('content-type') ?? '').startsWith('text/event-stream') || response.body === null) return response;
      if ((opened += 1) % 2 === 0) return response;
      const source = response.body.getReader();
      const cut = new ReadableStream({
        pull: async (controller) => {
          const { value, done } = await source.read();
          if (done) return controller.close();
          controller.enqueue(value);
          if (!new TextDecoder().decode(value).includes('event: next')) return;
          await source.cancel();
          controller.error(new TypeError('terminated'));
        },
      });
      return new Response(cut, { status: response.status, headers: response.headers });
    };
    const client = connect({ url: `${server.url}/graphql`, token: server.token, fetch: breaking });
    const stop = new AbortController();
    const heard: string[] = [];
    let rung = 0;
    const ringing = setInterval(() => void report(`响${(rung += 1)}`).catch(() => undefined), 100);
    const stream = client.live(
      HiddenDangerEventsDocument,
      { area: '430103' },
      { signal: stop.signal, cursorOf: ({ hiddenDangerEvents: { event } }) => event.cursor, reconnectMs: 50 },
    );
    for await (const { hiddenDangerEvents } of stream) {
      if (heard.length === 0) {
        clearInterval(ringing);
        for (const at of [1, 2, 3, 4]) await report(`第${at}处`);
      }
      expect(hiddenDangerEvents.node?.area.code).toBe('430103');
      const { content } = hiddenDangerEvents.event;
      // Typed by its kind: no cast, and no guess at what a payload holds.
      if (content?.__typename === 'HiddenDangerReportedContent') expect([content.level, content.dueOn.length]).toEqual(['GENERAL', 10]);
      else throw new Error('Only reports were made');
      heard.push(String(hiddenDangerEvents.node?.status));
      if (heard.length === 5) break;
    }
    stop.abort();
    expect(heard).toEqual(['FOUND', 'FOUND', 'FOUND', 'FOUND', 'FOUND']);
    expect(opened).toBeGreaterThan(1);
  });

  it('asks again what is safe to ask again: queries, and commands with an idempotency key, which are done once', async () => {
    let lost = 0;
    /** The server did it, and its answer is lost on the way. */
    const lossy: typeof globalThis.fetch = async (...given) => {
      const response = await globalThis.fetch(...given);
      await response.clone().text();
      if ((lost += 1) % 2 === 1) throw new TypeError('fetch failed');
      return response;
    };
    const client = connect({ url: `${server.url}/graphql`, token: server.token, fetch: lossy, retry: { waitMs: 1 } });
    const { enterprises } = await client.run(EnterprisePageDocument, { where: { area: { within: '430102' } } });
    expect(enterprises.nodes).toHaveLength(3);
    const count = async (): Promise<number> => {
      const { data } = await server.query('{ hiddenDangersAggregate(where: { area: { within: "430102" } }) { count } }');
      return (data as unknown as { hiddenDangersAggregate: readonly { count: number }[] }).hiddenDangersAggregate[0]?.count ?? 0;
    };
    const before = await count();
    const input = { areaId: 'area_430102', description: '一次', idempotencyKey: `${dialect} once` };
    const first = await client.run(ReportHiddenDangerDocument, { input });
    lost = 1;
    const again = await client.run(ReportHiddenDangerDocument, { input });
    expect(again).toEqual(first);
    expect(first.reportHiddenDanger.userErrors).toEqual([]);
    expect(await count()).toBe(before + 1);
    lost = 0;
    const { idempotencyKey: _none, ...unsafe } = input;
    await expect(client.run(ReportHiddenDangerDocument, { input: unsafe })).rejects.toMatchObject({ kind: 'network' });
    expect(lost).toBe(1);
  });

  it('finds rows of many types by their texts, typed by interface and by type', async () => {
    const client = connect({ url: `${server.url}/graphql`, token: server.token });
    const { search } = await client.run(SearchDocument, { text: '示例企业', area: '430102' });
    const [found] = search.nodes;
    expect(search.nodes).toHaveLength(3);
    expect(found?.__typename === 'Enterprise' ? [found.name, found.area.code] : []).toEqual(['示例企业1', '430102']);
  });

  it('asks for a token before each call, so that it may be renewed', async () => {
    let asked = 0;
    const client = connect({ url: `${server.url}/graphql`, token: () => ((asked += 1) === 1 ? 'fsk_old' : server.token) });
    await expect(client.run(EnterprisePageDocument)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    const { enterprises } = await client.run(EnterprisePageDocument, { where: { area: { within: '430102' } } });
    expect(enterprises.nodes).toHaveLength(3);
  });
});
