import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createEngine, type Engine, type EngineOptions } from '@fengsui/core';
import { dialects, temporaryDatabase, type TemporaryDatabase } from '@fengsui/core/testing';

const roles = [
  { name: 'supervisor', description: '监管员。Supervisor.', permissions: ['enterprise.read', 'enterprise.write'] },
  { name: 'reader', description: '查看。Reader.', permissions: ['enterprise.read'] },
];
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'accepted',
    (error: { code?: string; message: string }) => `${String(error.code)}: ${error.message}`,
  );

describe.each(dialects)('API keys on %s', (dialect) => {
  let temporary: TemporaryDatabase;
  let engine: Engine;
  let clock = new Date('2026-03-01T00:00:00Z');
  const start = (options: Partial<EngineOptions> = {}): Promise<Engine> =>
    createEngine({
      plugins: [],
      database: temporary.url,
      secret: 'a secret of the tests, 32 letters long',
      poolSize: 2,
      roles,
      now: () => clock,
      ...options,
    });
  const bearer = (token: string): Promise<unknown> => engine.access.authenticate(`Bearer ${token}`);
  beforeAll(async () => {
    temporary = await temporaryDatabase(dialect);
    engine = await start();
  });
  afterAll(async () => {
    await engine.stop();
    await temporary.drop();
  });

  it('gives a key’s principal the permissions of its roles over their areas, and nothing elsewhere', async () => {
    const { token, id, principal } = await engine.access.createKey({
      label: '芙蓉区应急局',
      grants: [
        { role: 'supervisor', area: '430102' },
        { role: 'reader', area: '4301' },
      ],
    });
    expect(token).toMatch(/^fsk_[a-z0-9]{16}_[A-Za-z0-9_-]{43}$/);
    const who = await engine.access.authenticate(`Bearer ${token}`);
    expect([who.id, who.label, who.anonymous]).toEqual([principal, '芙蓉区应急局', false]);
    expect(who.scope('enterprise.read')).toMatchObject([{ code: '4301' }]);
    expect(who.scope('enterprise.write')).toMatchObject([{ code: '430102' }]);
    expect([who.has('area.write'), who.scope('area.write')]).toEqual([false, []]);
    expect((await engine.access.listKeys()).find((key) => key.id === id)).toEqual({
      id,
      principal,
      label: '芙蓉区应急局',
      createdAt: clock,
      expiresAt: null,
      revokedAt: null,
    });
  });

  it('keeps no token in the database: what lies there opens nothing', async () => {
    const { token, id } = await engine.access.createKey({ label: '', grants: [] });
    const secret = token.slice(-43);
    const rows = await engine.database.rows({ text: 'SELECT * FROM fengsui_api_key' }, []);
    expect(JSON.stringify(rows)).not.toContain(secret);
    const hash = String(rows.find((row) => row['id'] === id)?.['hash']);
    expect(await codeOf(bearer(`fsk_${id}_${hash}`))).toMatch('UNAUTHENTICATED');
  });

  it('answers unknown, malformed, wrong, expired and revoked alike', async () => {
    const expiring = await engine.access.createKey({ label: 'a', grants: [], expiresAt: new Date(clock.getTime() + 10_000) });
    const revoked = await engine.access.createKey({ label: 'b', grants: [] });
    const good = await engine.access.createKey({ label: 'c', grants: [] });
    expect(await codeOf(bearer(expiring.token))).toBe('accepted');
    expect(await codeOf(bearer(revoked.token))).toBe('accepted');
    clock = new Date(clock.getTime() + 10_000);
    await engine.access.revokeKey(revoked.id);
    const answers = await Promise.all([
      codeOf(bearer(expiring.token)),
      codeOf(bearer(revoked.token)),
      codeOf(bearer(good.token.replace(good.id, revoked.id))),
      codeOf(bearer(good.token.replace(/.{43}$/, 'A'.repeat(43)))),
      codeOf(bearer(`fsk_${'0'.repeat(16)}_${'A'.repeat(43)}`)),
      codeOf(bearer('nonsense')),
      codeOf(engine.access.authenticate('Basic Zm9vOmJhcg==')),
      codeOf(engine.access.authenticate('Bearer')),
    ]);
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch('UNAUTHENTICATED');
    expect(await codeOf(bearer(good.token))).toBe('accepted');
  });

  it('lets whoever sends nothing be anonymous, with no permission but what is public', async () => {
    const who = await engine.access.authenticate(undefined);
    expect([who.anonymous, who.has('public'), who.has('authenticated'), who.has('enterprise.read')]).toEqual([true, true, false, false]);
  });

  it('ends a grant at its time, also for a key that is in use', async () => {
    const { token } = await engine.access.createKey({
      label: '临时借调',
      grants: [{ role: 'reader', area: '', expiresAt: new Date(clock.getTime() + 1_000) }],
    });
    expect((await engine.access.authenticate(`Bearer ${token}`)).scope('enterprise.read')).toBe('everywhere');
    clock = new Date(clock.getTime() + 1_000);
    expect((await engine.access.authenticate(`Bearer ${token}`)).has('enterprise.read')).toBe(false);
  });

  it('rotates: a new secret for the same principal, the old one refused from then on, listeners told', async () => {
    const told: string[] = [];
    const off = engine.access.onRevoked((principal) => told.push(principal));
    const old = await engine.access.createKey({ label: 'r', grants: [{ role: 'reader', area: '43' }] });
    await bearer(old.token);
    const fresh = await engine.access.rotateKey(old.id);
    off();
    expect(fresh.principal).toBe(old.principal);
    expect(await codeOf(bearer(old.token))).toMatch('UNAUTHENTICATED');
    expect((await engine.access.authenticate(`Bearer ${fresh.token}`)).scope('enterprise.read')).toMatchObject([{ code: '43' }]);
    expect(told).toEqual([old.principal]);
    expect(await codeOf(engine.access.rotateKey(old.id))).toMatch('NOT_FOUND');
    expect(await codeOf(engine.access.revokeKey('nothing'))).toMatch('NOT_FOUND');
  });

  it('hears of what another instance withdrew, and forgets what it had cached', async () => {
    const other = await start();
    try {
      const { token, id, principal } = await engine.access.createKey({ label: 'w', grants: [{ role: 'reader', area: '43' }] });
      await other.access.authenticate(`Bearer ${token}`);
      const heard: string[] = [];
      other.access.onRevoked((who) => heard.push(who));
      clock = new Date(clock.getTime() + 1_000);
      await engine.access.revokeKey(id);
      clock = new Date(clock.getTime() + 1_000);
      await vi.waitFor(() => expect(heard).toContain(principal), { timeout: 8_000 });
      expect(await codeOf(other.access.authenticate(`Bearer ${token}`))).toMatch('UNAUTHENTICATED');
    } finally {
      await other.stop();
    }
  });

  it('replaces grants, and writes an audit row for every change of a key', async () => {
    const { token, principal } = await engine.access.createKey({ label: 'g', grants: [] }, { principal: 'admin', requestId: 'request-1' });
    await engine.access.setGrants(principal, [{ role: 'reader', area: '4301' }]);
    expect((await engine.access.authenticate(`Bearer ${token}`)).scope('enterprise.read')).toMatchObject([{ code: '4301' }]);
    expect(await engine.access.listGrants(principal)).toEqual([{ role: 'reader', area: '4301', expiresAt: undefined }]);
    const rows = await engine.database.rows({ text: 'SELECT principal, request, command, changes FROM fengsui_audit ORDER BY seq' }, []);
    const audit = JSON.stringify(rows);
    expect(rows.filter((row) => String(row['changes']).includes(principal)).map(({ command }) => command)).toEqual([
      'createKey',
      'setGrants',
    ]);
    expect(audit).toContain('"principal":"admin","request":"request-1","command":"createKey"');
    expect(audit).not.toContain(token.slice(-43));
  });

  it('refuses a role that nobody declares and an area that is no code, and names what there is', async () => {
    const asked = (role: string, area: string): Promise<unknown> =>
      codeOf(engine.access.createKey({ label: 'x', grants: [{ role, area }] }));
    expect(await asked('superviser', '43')).toMatch(/BAD_USER_INPUT.*operator, auditor, duty_officer, supervisor, reader/);
    expect(await asked('reader', '43010')).toMatch(/BAD_USER_INPUT.*43010/);
    expect(await asked('reader', '43%')).toMatch('BAD_USER_INPUT');
    expect(await codeOf(start({ roles: [{ name: 'typo', description: '', permissions: ['enterprise.raed'] }] }))).toMatch(
      /ROLE_PERMISSION.*enterprise\.raed/,
    );
    expect(await codeOf(start({ roles: [...roles, ...roles] }))).toMatch('ROLE_TWICE');
  });
});
