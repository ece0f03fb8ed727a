import { exportJWK, exportSPKI, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEngine, principal, type Engine, type OidcOptions } from '@fengsui/core';
import { IdentityProvider, signingKey, type SigningKey } from '@fengsui/core/testing';

const issuer = 'https://id.example.gov.cn/realms/yingji';
const audience = 'fengsui';
describe('tokens of an identity provider', () => {
  const provider = new IdentityProvider();
  let first: SigningKey;
  let engine: Engine;
  let jwksUrl: string;
  const clock = new Date('2026-03-01T00:00:00Z');
  const seconds = Math.floor(clock.getTime() / 1_000);
  const start = (oidc: Partial<OidcOptions> = {}): Promise<Engine> =>
    createEngine({
      plugins: [],
      database: ':memory:',
      secret: 'a secret of the tests, 32 letters long',
      roles: [{ name: 'reader', description: '查看。Reader.', permissions: ['enterprise.read'] }],
      now: () => clock,
      oidc: {
        issuer,
        jwksUrl,
        audience,
        algorithms: ['ES256'],
        typ: 'at+jwt',
        roles: { claim: ['realm_access', 'roles'], names: { 安监科员: 'reader' } },
        areas: { claim: 'areas' },
        ...oidc,
      },
    });
  beforeAll(async () => {
    jwksUrl = await provider.start();
    first = await signingKey('first');
  });
  beforeEach(async () => {
    provider.keys = [first];
    provider.down = false;
    vi.useFakeTimers({ toFake: ['Date'] });
    engine = await start();
    return async () => {
      vi.useRealTimers();
      await engine.stop();
    };
  });
  afterAll(() => provider.stop());

  interface Shape {
    readonly claims?: Readonly<Record<string, unknown>>;
    readonly header?: Readonly<Record<string, unknown>>;
    readonly key?: SigningKey;
  }
  const good = {
    iss: issuer,
    aud: audience,
    sub: '7f1c',
    exp: seconds + 300,
    realm_access: { roles: ['安监科员', 'unknown'] },
    areas: ['430102', '43%', 7],
  };
  const token = ({ claims = {}, header = {}, key = first }: Shape = {}): Promise<string> =>
    new SignJWT({ ...good, ...claims }).setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: key.kid, ...header }).sign(key.privateKey);
  const outcome = (jwt: string): Promise<string> =>
    engine.access.authenticate(`Bearer ${jwt}`).then(
      ({ id }) => id,
      (error: { code: string }) => error.code,
    );

  it('makes a principal of a token: its subject, its roles over its areas, until it expires', async () => {
    const who = await engine.access.authenticate(`Bearer ${await token()}`);
    expect([who.id, who.anonymous, who.expiresAt]).toEqual(['oidc_7f1c', false, new Date((seconds + 300) * 1_000)]);
    expect(who.scope('enterprise.read')).toMatchObject([{ code: '430102' }]);
    expect(who.has('enterprise.write')).toBe(false);
  });

  it('follows an area’s code to the one that took its place, however often it changed', async () => {
    const area = (code: string): string =>
      `INSERT INTO area (code, name, level, version, created_at, updated_at) VALUES ('${code}', 'x', 'COUNTY', 1, 0, 0)`;
    const scope = async (): Promise<unknown> =>
      (await engine.access.authenticate(`Bearer ${await token({ claims: { areas: ['430191'] } })}`)).scope('enterprise.read');
    await engine.database.script(['430191', '430192', '430193'].map(area));
    expect(await scope()).toMatchObject([{ code: '430191' }]);
    const operator = principal('operator', 'operator', [{ permissions: ['*'], area: '' }]);
    for (const [from, to] of [
      ['430191', '430192'],
      ['430192', '430193'],
    ] as const) {
      const query = `mutation { recodeAreas(input: { moves: [{ from: "${from}", to: "${to}" }] }) { userErrors { code } } }`;
      const { text } = await engine.execute({ query, principal: operator });
      expect(text).toContain('"userErrors":[]');
      expect(await scope()).toMatchObject([{ code: to }]);
    }
  });

  it.each<[string, () => Promise<string>]>([
    ['expired', () => token({ claims: { exp: seconds - 6 } })],
    ['not yet valid', () => token({ claims: { nbf: seconds + 6 } })],
    ['without an expiry', () => token({ claims: { exp: undefined } })],
    ['without a subject', () => token({ claims: { sub: undefined } })],
    ['of another issuer', () => token({ claims: { iss: `${issuer}/` } })],
    ['for another audience', () => token({ claims: { aud: 'another' } })],
    ['without an audience', () => token({ claims: { aud: undefined } })],
    ['of another type', () => token({ header: { typ: 'JWT' } })],
    ['without a type', () => token({ header: { typ: undefined } })],
    ['with an unknown key id', () => token({ header: { kid: 'unknown' } })],
    ['signed by another key under a known id', async () => token({ key: { ...(await signingKey('first')), kid: 'first' } })],
    [
      'with a critical header that nobody knows',
      () =>
        new SignJWT(good)
          .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'first', crit: ['beacon'], beacon: 1 })
          .sign(first.privateKey, { crit: { beacon: true } }),
    ],
    ['with alg none', async () => new UnsecuredJWT(good).encode()],
    ['with alg none in its own spelling', async () => `${part({ alg: 'None', typ: 'at+jwt', kid: 'first' })}.${part(good)}.`],
    [
      'HS256 with the public key for a secret',
      async () =>
        new SignJWT(good)
          .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: 'first' })
          .sign(new TextEncoder().encode(await exportSPKI(first.publicKey))),
    ],
    ['changed after it was signed', async () => (await token()).replace(/\.[^.]+\./, `.${part({ ...good, sub: 'admin' })}.`)],
    ['that is only dots', async () => 'a.b.c'],
    [
      'with its own key in the header',
      async () => {
        const mine = await signingKey('first');
        return token({ key: mine, header: { jwk: await exportJWK(mine.publicKey) } });
      },
    ],
  ])('refuses a token %s', async (_name, make) => {
    expect(await outcome(await make())).toBe('UNAUTHENTICATED');
    expect(await outcome(await token())).toBe('oidc_7f1c');
  });

  it('accepts the keys it knows while the provider is down, for a day', async () => {
    expect(await outcome(await token())).toBe('oidc_7f1c');
    provider.down = true;
    provider.asked = 0;
    vi.setSystemTime(Date.now() + 10 * 3_600_000);
    expect(await outcome(await token())).toBe('oidc_7f1c');
    await vi.waitFor(() => expect(provider.asked).toBe(1));
    expect(await outcome(await token())).toBe('oidc_7f1c');
  });

  it('says that the provider is unavailable when its keys were never read, and asks it once for many tokens', async () => {
    provider.down = true;
    provider.asked = 0;
    const jwt = await token();
    expect(await Promise.all(Array.from({ length: 10 }, () => outcome(jwt)))).toEqual(Array.from({ length: 10 }, () => 'UNAVAILABLE'));
    expect(await outcome(jwt)).toBe('UNAVAILABLE');
    expect(provider.asked).toBe(1);
  });

  it('follows a rotation within a minute: the new key is accepted, the old one refused', async () => {
    const second = await signingKey('second');
    expect(await outcome(await token())).toBe('oidc_7f1c');
    provider.keys = [second];
    vi.setSystemTime(Date.now() + 16_000);
    expect(await outcome(await token({ key: second }))).toBe('oidc_7f1c');
    expect(await outcome(await token())).toBe('UNAUTHENTICATED');
  });

  it('drops a key that the provider took back within a minute, though no new one appeared', async () => {
    expect(await outcome(await token())).toBe('oidc_7f1c');
    provider.keys = [];
    vi.setSystemTime(Date.now() + 61_000);
    await outcome(await token());
    await vi.waitFor(async () => expect(await outcome(await token())).toBe('UNAUTHENTICATED'));
  });

  it('does not let strangers hammer the provider with unknown key ids', async () => {
    await outcome(await token());
    provider.asked = 0;
    for (let at = 0; at < 20; at += 1) await outcome(await token({ header: { kid: `guess-${at}` } }));
    expect(provider.asked).toBe(0);
  });

  it.each<[string, Partial<OidcOptions>]>([
    ['a shared-secret algorithm', { algorithms: ['HS256' as 'RS256'] }],
    ['no algorithm', { algorithms: [] }],
    ['no audience', { audience: '' }],
    ['no issuer', { issuer: '' }],
    ['no type', { typ: '' }],
    ['keys over plain http from another machine', { jwksUrl: 'http://id.example.gov.cn/jwks' }],
    ['a role that nobody declares', { roles: { claim: 'roles', names: { x: 'nobody' } } }],
  ])('refuses to start with %s', async (_name, options) => {
    await expect(start(options)).rejects.toThrow(/^OIDC: /);
  });
});

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
