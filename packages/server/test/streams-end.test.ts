import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IssuedKey, NewKey } from '@fengsui/core';
import { dialects } from '@fengsui/core/testing';
import { IdentityProvider, signingKey, type SigningKey } from '@fengsui/core/testing';
import { audience, issuer, signed } from './support/identity-provider.ts';
import { readEvents } from './support/sse.ts';
import { testServer, type TestServer } from './support/server.ts';

const provider = new IdentityProvider();
let jwksUrl: string;
let signing: SigningKey;
beforeAll(async () => {
  jwksUrl = await provider.start();
  signing = await signingKey('first');
  provider.keys = [signing];
});
afterAll(() => provider.stop());

const register =
  'mutation R($input: RegisterEnterpriseInput!) { registerEnterprise(input: $input) { enterprise { id } userErrors { code } } }';

describe.each(dialects)('a running stream on %s', (dialect) => {
  let server: TestServer;
  beforeEach(async () => {
    server = await testServer(dialect, {
      roles: [{ name: 'screen', description: '大屏。A screen.', permissions: ['enterprise.read', 'event.read'] }],
      oidc: { issuer, jwksUrl, audience, algorithms: ['ES256'], typ: 'at+jwt', roles: { claim: 'roles' }, areas: { claim: 'areas' } },
    });
  });
  afterEach(() => server.stop());
  const write = async (name: string): Promise<void> =>
    void expect(await server.query(register, { input: { areaId: 'area_430102', name, industry: 'TRADE' } })).toMatchObject({
      data: { registerEnterprise: { userErrors: [] } },
    });
  const open = (token: string): Promise<Response> =>
    server.send({ query: 'subscription { events { cursor kind } }' }, { accept: 'text/event-stream', authorization: `Bearer ${token}` });
  const key = (rest: Partial<NewKey> = {}): Promise<IssuedKey> =>
    server.engine.access.createKey({ label: 'screen', grants: [{ role: 'screen', area: '43' }], ...rest });
  /**
   * Opens a stream, sees one event on it, does what should end it, and gives how many events came in all and how long the end took.
   * What is written behind the end must not be among them.
   */
  const endedBy = async (token: string, end: () => Promise<unknown>): Promise<{ readonly events: number; readonly took: number }> => {
    const stream = await open(token);
    expect(stream.status).toBe(200);
    const all = readEvents(stream);
    await write('可见');
    await pause(300);
    await end();
    const from = performance.now();
    let over = false;
    const counted = all.then((events) => {
      over = true;
      return events.length;
    });
    await Promise.race([counted, pause(8_000)]);
    const took = performance.now() - from;
    if (!over) throw new Error('the stream is still open after 8 s');
    await write('不可见');
    return { events: await counted, took };
  };
  const refused = async (token: string): Promise<number> => (await open(token)).status;

  it('ends at once when its key is revoked', async () => {
    const { id, token } = await key();
    const { events, took } = await endedBy(token, () => server.engine.access.revokeKey(id));
    expect(events).toBe(1);
    expect(took).toBeLessThan(1_000);
    expect(await refused(token)).toBe(401);
  });

  it('ends when its key is rotated; the new key goes on', async () => {
    const { id, token } = await key();
    let next = '';
    const { events } = await endedBy(token, async () => (next = (await server.engine.access.rotateKey(id)).token));
    expect(events).toBe(1);
    expect(await refused(token)).toBe(401);
    const stream = await open(next);
    expect(stream.status).toBe(200);
    await stream.body?.cancel();
  });

  it('ends when its key expires', async () => {
    const expiresAt = new Date(Date.now() + 2_000);
    const { token } = await key({ expiresAt });
    const { events } = await endedBy(token, () => pause(Math.max(0, expiresAt.getTime() - Date.now())));
    expect(events).toBe(1);
    expect(await refused(token)).toBe(401);
  });

  it('ends when one of its grants expires; what is left is asked for anew', async () => {
    const expiresAt = new Date(Date.now() + 2_000);
    const { token } = await key({
      grants: [
        { role: 'screen', area: '430103' },
        { role: 'screen', area: '430102', expiresAt },
      ],
    });
    const { events, took } = await endedBy(token, () => pause(Math.max(0, expiresAt.getTime() - Date.now())));
    expect(events).toBe(1);
    expect(took).toBeLessThan(1_000);
    const again = await open(token);
    expect(again.status).toBe(200);
    const later = readEvents(again);
    // The key may still read, but no more where the grant is over.
    await write('芙蓉');
    await pause(500);
    const { principal, id } = await server.engine.access.listKeys().then((all) => all.at(-1) as IssuedKey);
    expect(principal).toMatch(/^key_/);
    await server.engine.access.revokeKey(id);
    expect(await later).toEqual([]);
  });

  it('ends when its grants are replaced', async () => {
    const { token, principal } = await key();
    const { events } = await endedBy(token, () => server.engine.access.setGrants(principal, [{ role: 'screen', area: '430103' }]));
    expect(events).toBe(1);
  });

  it('ends within seconds when another instance revokes its key', async () => {
    const { id, token } = await key();
    const now = dialect === 'sqlite' ? String(Date.now()) : 'now()';
    const { took } = await endedBy(token, () =>
      server.engine.database.script([`UPDATE fengsui_api_key SET revoked_at = ${now} WHERE id = '${id}'`]),
    );
    expect(took).toBeLessThan(5_000);
    expect(await refused(token)).toBe(401);
  });

  it('ends when the token of an identity provider expires', async () => {
    const exp = Math.floor(Date.now() / 1_000) + 2;
    const token = await signed({ key: signing, claims: { exp, roles: ['screen'] } });
    const { events, took } = await endedBy(token, () => pause(Math.max(0, exp * 1_000 - Date.now())));
    expect(events).toBe(1);
    expect(took).toBeLessThan(1_000);
  });
});
