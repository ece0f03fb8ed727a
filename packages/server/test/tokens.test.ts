import { exportJWK, exportSPKI, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { IdentityProvider, signingKey, type SigningKey } from '@fengsui/core/testing';
import { audience, goodClaims, issuer, signed } from './support/identity-provider.ts';
import { testServer, type TestServer } from './support/server.ts';

const provider = new IdentityProvider();
let jwksUrl: string;
let first: SigningKey;
let server: TestServer;
const start = (): Promise<TestServer> =>
  testServer('sqlite', {
    roles: [{ name: 'reader', description: '查看。Reader.', permissions: ['enterprise.read', 'event.read'] }],
    oidc: { issuer, jwksUrl, audience, algorithms: ['ES256'], typ: 'at+jwt', roles: { claim: 'roles' }, areas: { claim: 'areas' } },
  });
beforeAll(async () => {
  jwksUrl = await provider.start();
  first = await signingKey('first');
});
beforeEach(async () => {
  provider.keys = [first];
  provider.down = false;
  // The clock alone: sockets and timers are the real ones.
  vi.useFakeTimers({ toFake: ['Date'] });
  server = await start();
});
afterEach(async () => {
  vi.useRealTimers();
  await server.stop();
});
afterAll(() => provider.stop());

const register = 'mutation R($input: RegisterEnterpriseInput!) { registerEnterprise(input: $input) { userErrors { code } } }';
const query = '{ enterprises { nodes { name } } }';
const ask = (token: string | undefined, accept = 'application/graphql-response+json'): Promise<Response> =>
  fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query }),
  });
const good = (): Promise<string> => signed({ key: first });
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const seconds = (): number => Math.floor(Date.now() / 1_000);

describe('tokens over HTTP', () => {
  it('are answered inside the areas and roles that they name', async () => {
    for (const [name, areaId] of [
      ['芙蓉企业', 'area_430102'],
      ['天心企业', 'area_430103'],
    ])
      expect((await server.query(register, { input: { name, areaId, industry: 'TRADE' } })).errors).toBeUndefined();
    const answer = await ask(await good());
    expect([answer.status, await answer.json()]).toMatchObject([200, { data: { enterprises: { nodes: [{ name: '芙蓉企业' }] } } }]);
  });

  it.each<[string, () => Promise<string>]>([
    ['expired', () => signed({ key: first, claims: { exp: seconds() - 6 } })],
    ['without an expiry', () => signed({ key: first, claims: { exp: undefined } })],
    ['of another issuer', () => signed({ key: first, claims: { iss: 'https://id.example.gov.cn/realms/other' } })],
    ['for another audience', () => signed({ key: first, claims: { aud: 'other' } })],
    ['of another type, as an ID token is', () => signed({ key: first, header: { typ: 'JWT' } })],
    ['with alg none', async () => new UnsecuredJWT(goodClaims()).encode()],
    ['with alg none in another spelling', async () => `${part({ alg: 'nOnE', typ: 'at+jwt', kid: 'first' })}.${part(goodClaims())}.`],
    [
      'signed by HS256 with the public key for a secret',
      async () =>
        new SignJWT(goodClaims())
          .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: 'first' })
          .sign(new TextEncoder().encode(await exportSPKI(first.publicKey))),
    ],
    ['with an unknown key id', () => signed({ key: first, header: { kid: 'unknown' } })],
    ['signed by another key under a known id', async () => signed({ key: await signingKey('first') })],
    [
      'with its own key in the header',
      async () => {
        const mine = await signingKey('mine');
        return signed({ key: mine, header: { jwk: await exportJWK(mine.publicKey) } });
      },
    ],
    ['changed after it was signed', async () => (await good()).replace(/\.[^.]+\./, `.${part({ ...goodClaims(), sub: 'admin' })}.`)],
    ['that is only dots', async () => 'a.b.c'],
    ['of 7 kB', async () => `${'a'.repeat(3_500)}.${'b'.repeat(3_500)}.c`],
  ])('refuse one %s with 401, and every one of them with the same words', async (_name, make) => {
    const bodies = await Promise.all(
      [await make(), 'fsk_0000000000000000_unknown'].map(async (token) => {
        const answer = await ask(token);
        expect(answer.status).toBe(401);
        expect(answer.headers.get('www-authenticate')).toContain('Bearer');
        const { errors, data } = (await answer.json()) as {
          errors: readonly { message: string; extensions: { code: string; requestId?: string } }[];
          data?: unknown;
        };
        expect(data).toBeUndefined();
        return errors.map(({ message, extensions: { requestId: _own, ...rest } }) => ({ message, ...rest }));
      }),
    );
    expect(bodies[0]).toEqual(bodies[1]);
    expect(bodies[0]?.[0]?.code).toBe('UNAUTHENTICATED');
    expect((await ask(await good())).status).toBe(200);
  });

  it('leave who brings none a stranger', async () => {
    const answer = await ask(undefined);
    expect([
      answer.status,
      ((await answer.json()) as { errors: readonly { extensions: { code: string } }[] }).errors[0]?.extensions.code,
    ]).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('are no way into a stream either', async () => {
    const answer = await ask(await signed({ key: first, claims: { aud: 'other' } }), 'text/event-stream');
    expect(answer.status).toBe(401);
  });

  it('cannot be told while the provider was never reached: 503, and not a refusal', async () => {
    provider.down = true;
    const answer = await ask(await good());
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE' } }] });
    // A key of ours needs no provider.
    expect((await server.query('{ __typename }')).data).toEqual({ __typename: 'Query' });
    provider.down = false;
    vi.setSystemTime(Date.now() + 6_000);
    expect((await ask(await good())).status).toBe(200);
  });

  it('are checked by the keys at hand while the provider is down', async () => {
    expect((await ask(await good())).status).toBe(200);
    provider.down = true;
    vi.setSystemTime(Date.now() + 3_600_000);
    expect((await ask(await good())).status).toBe(200);
  });

  it('follow a rotation within 60 s: the new key is accepted, the old one refused', async () => {
    expect((await ask(await good())).status).toBe(200);
    const second = await signingKey('second');
    provider.keys = [second];
    vi.setSystemTime(Date.now() + 60_000);
    expect((await ask(await signed({ key: second }))).status).toBe(200);
    expect((await ask(await good())).status).toBe(401);
  });

  it('do not let strangers hammer the provider', async () => {
    expect((await ask(await good())).status).toBe(200);
    provider.asked = 0;
    for (let at = 0; at < 10; at += 1) await ask(await signed({ key: first, header: { kid: `guess-${at}` } }));
    expect(provider.asked).toBe(0);
  });
});
