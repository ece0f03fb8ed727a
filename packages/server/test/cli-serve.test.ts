import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { commandLine } from './support/command-line.ts';

const { file, started } = commandLine();

describe('fengsui serve', () => {
  it('writes a line of JSON for each request, with its outline and nothing that was sent', { timeout: 60_000 }, async () => {
    const server = await started([], { FENGSUI_SECRET_FILE: 'secret', FENGSUI_DATABASE: 'file:log.db', FENGSUI_LOG: 'info' }, '/graphql');
    const url = /http:\/\/\S+\/graphql/.exec(server.said())?.[0] ?? '';
    const body = JSON.stringify({
      query: 'query Named($code: String!) { areaByCode(code: $code) { name } }',
      operationName: 'Named',
      variables: { code: 'hidden-value' },
    });
    await fetch(`${url}?hidden-search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer hidden-key' },
      body,
    });
    await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', 'x-request-id': 'of-the-proxy' }, body });
    expect(await server.stop()).toBe(0);
    const lines = server
      .said()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    const parsed = lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    expect(parsed[0]).toMatchObject({ method: 'POST', path: '/graphql', status: 401, code: 'UNAUTHENTICATED' });
    expect(parsed[1]).toMatchObject({ requestId: 'of-the-proxy', operation: 'Named', principal: 'anonymous', code: 'UNAUTHENTICATED' });
    expect(server.said()).not.toContain('hidden');
  });
});

describe('fengsui serve --demo', () => {
  it('serves a district to a newcomer, keeps its key over a restart, and stops in order', { timeout: 60_000 }, async () => {
    const start = (): ReturnType<typeof started> => started(['--demo'], {}, 'curl');
    const first = await start();
    const url = /http:\/\/\S+\/graphql/.exec(first.said())?.[0] ?? '';
    const token = /fsk_[\w-]+/.exec(first.said())?.[0] ?? '';
    const body = /-d '(.+)'/.exec(first.said())?.[1] ?? '';
    const answer = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
    });
    expect(await answer.json()).toMatchObject({ data: { areaByCode: { name: '芙蓉区', parent: { name: '长沙市' } } } });
    expect(await first.stop()).toBe(0);
    const before = performance.now();
    const second = await start();
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(second.said()).toContain(token);
    expect(await second.stop()).toBe(0);
    expect((await readFile(file('data/demo-key'), 'utf8')).trim()).toBe(token);
  });
});
