import { afterEach, describe, expect, it } from 'vitest';
import { readConfig } from '@fengsui/server';
import { testServer, type TestServer } from './support/server.ts';

let server: TestServer;
afterEach(() => server?.stop());
const map = 'https://map.example.cn';
const ask = (origin: string, method = 'OPTIONS', path = '/graphql'): Promise<Response> =>
  fetch(server.url + path, {
    method,
    headers: {
      origin,
      ...(method === 'OPTIONS' ? { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' } : {}),
      ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
    },
    ...(method === 'POST' ? { body: '{"query":"{ __typename }"}' } : {}),
  });
const allowed = ({ headers }: Response): string | null => headers.get('access-control-allow-origin');

describe('pages of other origins', () => {
  it('may read nothing unless they are named', async () => {
    server = await testServer('sqlite');
    const preflight = await ask(map);
    expect([preflight.status, allowed(preflight)]).toEqual([405, null]);
    expect(allowed(await ask(map, 'POST'))).toBeNull();
  });

  it('that are named may ask and read; others may not, however alike', async () => {
    server = await testServer('sqlite', { corsOrigins: [map] });
    for (const path of ['/graphql', '/attachments', '/attachments/attachment_x', '/health/ready']) {
      const preflight = await ask(map, 'OPTIONS', path);
      expect([preflight.status, allowed(preflight), preflight.headers.get('vary')]).toEqual([204, map, 'origin']);
      expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
    }
    const answer = await ask(map, 'POST');
    expect([answer.status, allowed(answer), answer.headers.get('cross-origin-resource-policy')]).toEqual([200, map, 'cross-origin']);
    // A refusal is read as well, or its page could not tell why.
    const refused = await ask(map, 'GET', '/attachments/attachment_x');
    expect([refused.status, allowed(refused)]).toEqual([401, map]);
    for (const other of [
      'https://map.example.cn.evil.cn',
      'http://map.example.cn',
      'https://map.example.cn:444',
      'null',
      'https://evil.cn',
    ])
      for (const method of ['OPTIONS', 'POST']) expect([other, allowed(await ask(other, method))]).toEqual([other, null]);
    // No cookie is ever asked for.
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('are named by origin, and a mistake in one is told', () => {
    const read = (origins: string): readonly string[] =>
      readConfig({ secret: 'x'.repeat(32) }, { FENGSUI_CORS_ORIGINS: origins }).corsOrigins;
    expect(read('https://a.cn, http://localhost:5173')).toEqual(['https://a.cn', 'http://localhost:5173']);
    for (const wrong of ['*', 'https://a.cn/', 'a.cn', 'https://a.cn/map']) expect(() => read(wrong)).toThrow('FENGSUI_CORS_ORIGINS');
  });
});
