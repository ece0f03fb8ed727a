import { createHash } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { dialects, operator } from '@fengsui/core/testing';
import { testServer, type Answered, type TestServer } from './support/server.ts';

let server: TestServer;
afterEach(() => server.stop());
const areas = '{ areas(first: 100) { nodes { name } } }';
const strict = { accept: 'application/graphql-response+json' };
const codeOf = async (response: Response): Promise<string | undefined> =>
  ((await response.json()) as Answered).errors?.[0]?.extensions.code;

describe.each(dialects)('a caller spends cost points, over %s', (dialect) => {
  it('until its bucket is full, then waits as long as it is told; another key does not', async () => {
    server = await testServer(dialect, { rate: { key: { burst: 250, perSecond: 100 } } });
    const spent: Response[] = [];
    for (let time = 0; time < 3; time++) spent.push(await server.send({ query: areas }, strict));
    expect(spent.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect([spent[2]?.headers.get('retry-after'), await codeOf(spent[2] as Response)]).toEqual(['1', 'RATE_LIMITED']);
    const other = await server.engine.access.createKey({ label: 'other', grants: [{ role: 'operator', area: '' }] });
    expect((await server.send({ query: areas }, { authorization: `Bearer ${other.token}` })).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect((await server.send({ query: areas })).status).toBe(200);
  });

  it('by GET, by a form and by a stream as well', async () => {
    server = await testServer(dialect, { rate: { key: { burst: 110, perSecond: 1 } } });
    const headers = { authorization: `Bearer ${server.token}` };
    expect((await server.send({ query: areas })).status).toBe(200);
    const form = new URLSearchParams({ query: areas });
    const others = [
      await fetch(`${server.url}/graphql?${form}`, { headers }),
      await fetch(`${server.url}/graphql`, { method: 'POST', headers, body: form }),
      await server.send({ query: 'subscription { events { cursor } }' }, { accept: 'text/event-stream' }),
    ];
    expect(others.map(({ status }) => status)).toEqual([429, 429, 429]);
  });

  it('for a stream when it opens and for each event, which waits and is not lost', async () => {
    server = await testServer(dialect, { rate: { key: { burst: 130, perSecond: 20 } } });
    const key = await server.engine.access.createKey({ label: 'writer', grants: [{ role: 'operator', area: '' }] });
    const headers = { authorization: `Bearer ${key.token}`, accept: 'text/event-stream' };
    const query = 'subscription { events { payload area { name } } }';
    const stream = await server.send({ query }, headers);
    expect(stream.status).toBe(200);
    const refused = await server.send({ query }, headers);
    expect([refused.status, await codeOf(refused)]).toEqual([429, 'RATE_LIMITED']);
    const register = 'mutation R($input: RegisterEnterpriseInput!) { registerEnterprise(input: $input) { userErrors { code } } }';
    const before = performance.now();
    for (let at = 0; at < 40; at += 1) {
      const input = { areaId: 'area_430102', name: `企业${at}`, industry: 'TRADE' };
      await server.engine.execute({ query: register, variables: { input }, principal: operator });
    }
    let text = '';
    const decoder = new TextDecoder();
    // as: fetch gives a body of bytes
    for await (const chunk of stream.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      if (text.includes('企业39')) break;
    }
    expect(text.match(/芙蓉区/g)).toHaveLength(40);
    // 103 points were spent at once and 27 are left: 53 of the 80 that 40 events cost come back at 20 a second.
    expect(performance.now() - before).toBeGreaterThan(1_500);
  });

  it('and is told so when one operation is more than it may ever spend', async () => {
    server = await testServer(dialect, { rate: { key: { burst: 50 } } });
    const response = await server.send({ query: areas }, strict);
    expect([response.status, await codeOf(response)]).toEqual([403, 'LIMIT_EXCEEDED']);
  });

  it('and an address that guesses keys is slowed down, while a good key from it goes on', async () => {
    server = await testServer(dialect, { rate: { address: { burst: 100, perSecond: 1 } } });
    const guesses: number[] = [];
    for (let time = 0; time < 7; time++)
      guesses.push((await server.send({ query: areas }, { authorization: `Bearer fsk_${time}_x` })).status);
    expect(guesses).toEqual([401, 401, 401, 401, 401, 429, 429]);
    expect((await server.send({ query: areas })).status).toBe(200);
  });
});

describe.each(dialects)('in production, over %s', (dialect) => {
  const text = '{ areas { totalCount } }';
  const id = createHash('sha256').update(text).digest('hex');
  const production = async (): Promise<string> => {
    const path = join(await mkdtemp(join(tmpdir(), 'fengsui-documents-')), 'documents.json');
    await writeFile(path, JSON.stringify({ [`sha256:${id}`]: text }));
    const reader = { name: 'reader', description: '只读。Reader.', permissions: ['enterprise.read'] };
    server = await testServer(dialect, { production: true, persistedDocuments: path, roles: [reader] });
    return `Bearer ${(await server.engine.access.createKey({ label: 'reader', grants: [{ role: 'reader', area: '' }] })).token}`;
  };

  it('a key runs registered documents, by POST and GET, and others only when it is allowed to', async () => {
    const authorization = await production();
    const post = await server.send({ documentId: id }, { authorization });
    expect(await post.json()).toMatchObject({ data: { areas: { totalCount: 4 } } });
    const get = await fetch(`${server.url}/graphql?documentId=sha256:${id}`, { headers: { authorization } });
    expect(await get.json()).toMatchObject({ data: { areas: { totalCount: 4 } } });
    const arbitrary = await server.send({ query: text }, { authorization, ...strict });
    expect([arbitrary.status, await codeOf(arbitrary)]).toEqual([403, 'FORBIDDEN']);
    expect((await server.send({ query: text })).status).toBe(200);
  });

  it('there is no GraphiQL, and metrics are told to those who may know', async () => {
    const authorization = await production();
    expect((await fetch(`${server.url}/graphql`, { headers: { accept: 'text/html' } })).status).toBe(406);
    expect((await fetch(server.url, { headers: { accept: 'text/html' } })).status).toBe(404);
    expect((await fetch(`${server.url}/metrics`)).status).toBe(403);
    expect((await fetch(`${server.url}/metrics`, { headers: { authorization } })).status).toBe(403);
    expect((await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${server.token}` } })).status).toBe(200);
  });
});

describe.each(dialects)('while it is tried out, over %s', (dialect) => {
  it('GraphiQL comes whole, from this server alone', async () => {
    server = await testServer(dialect);
    const page = await fetch(`${server.url}/graphql`, { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } });
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).toContain("connect-src 'self'");
    expect(await page.text()).not.toMatch(/<(?:script|link|img)[^>]+(?:src|href)="https?:/);
  });

  it('whoever opens the bare address in a browser is shown to GraphiQL, and a program is told what is where', async () => {
    server = await testServer(dialect);
    const shown = await fetch(server.url, { headers: { accept: 'text/html,*/*;q=0.8' }, redirect: 'manual' });
    expect([shown.status, shown.headers.get('location')]).toEqual([302, '/graphql']);
    const told = await fetch(server.url);
    expect([told.status, JSON.stringify(await told.json())]).toEqual([404, expect.stringContaining('/schema.graphql')]);
  });

  it("metrics count by path and status, and a path of a client's choosing makes no series", async () => {
    server = await testServer(dialect);
    await server.send({ query: areas });
    await server.send({ query: '{ no }' });
    await fetch(`${server.url}/secret-path`);
    const text = await (await fetch(`${server.url}/metrics`)).text();
    expect(text).toContain('fengsui_http_request_seconds_count{path="/graphql",status="200"} 2');
    expect(text).toContain('fengsui_refusals_total{code="GRAPHQL_VALIDATION_FAILED"} 1');
    expect(text).not.toContain('secret-path');
  });

  it.each(dialects)('metrics tell of a job that fails, on whichever instance over %s', async (dialect) => {
    server = await testServer(dialect);
    const failures = async (): Promise<readonly string[]> =>
      (await (await fetch(`${server.url}/metrics`)).text()).match(/^fengsui_worker_failures\{.*$/gm) ?? [];
    const at = dialect === 'sqlite' ? '0' : "'epoch'";
    await server.engine.database.script([
      `INSERT INTO fengsui_worker (id, kind, due_at, txid, seq, failures, error) VALUES ('watch.one', 'job', ${at}, '0', 0, 3, 'Error: away')`,
    ]);
    expect(await failures()).toEqual(['fengsui_worker_failures{worker="watch.one"} 3']);
    await server.engine.database.script([`UPDATE fengsui_worker SET failures = 0 WHERE id = 'watch.one'`]);
    expect(await failures()).toEqual([]);
  });

  it('the manifest names the schema that is served', async () => {
    server = await testServer(dialect);
    const manifest = (await (await fetch(`${server.url}/sdk-manifest.json`)).json()) as { schema: { sha256: string } };
    expect(manifest.schema.sha256).toBe(createHash('sha256').update(server.engine.sdl).digest('hex'));
  });
});
