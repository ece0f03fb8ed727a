import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtInRoles, createEngine, definePlugin, rolesOf, type Principal } from '@fengsui/core';
import { dialects, testEngine, type TestEngine } from '@fengsui/core/testing';
import { register, someAreas } from '../events/register.ts';

describe.each(dialects)('core brings roles that need no configuration, on %s', (dialect) => {
  let engine: TestEngine;
  let enterprise: string;
  let person: string;
  beforeAll(async () => {
    engine = await testEngine(dialect);
    await someAreas(engine);
    enterprise = (await register(engine, '甲', '430102')).enterprise?.id ?? '';
    await register(engine, '乙', '430103');
    const { data } = await engine.query(
      'mutation { registerPerson(input: { areaId: "area_430102", name: "张三丰", phone: "13812345678" }) { person { id } } }',
    );
    person = (data as unknown as { registerPerson: { person: { id: string } } }).registerPerson.person.id;
    await engine.audit.seal();
  });
  afterAll(() => engine.stop());
  const holder = async (role: string, area: string): Promise<Principal> => {
    const { token } = await engine.access.createKey({ label: role, grants: [{ role, area }] });
    return engine.access.authenticate(`Bearer ${token}`);
  };
  const ask = async (who: Principal, query: string): Promise<string> => JSON.stringify(await engine.query(query, {}, who));

  it('an auditor reads what was done and by whom, in their area, and no values', async () => {
    const auditor = await holder('auditor', '430102');
    const { data } = await engine.query('{ audit(orderBy: [{ position: ASC }]) { nodes { command actor area { code } } } }', {}, auditor);
    expect((data as unknown as { audit: { nodes: unknown } }).audit.nodes).toEqual([
      { command: 'registerEnterprise', actor: 'operator', area: { code: '430102' } },
      { command: 'registerPerson', actor: 'operator', area: { code: '430102' } },
    ]);
    expect(await ask(auditor, '{ audit { nodes { after } } }')).toContain('FORBIDDEN');
  });

  it('an auditor reads and does nothing else', async () => {
    const auditor = await holder('auditor', '');
    for (const query of [
      '{ enterprises { nodes { name } } }',
      '{ people { nodes { id } } }',
      '{ changes { nodes { kind } } }',
      `mutation { revealPerson(input: { personId: "${person}", fields: [PHONE], reason: "只是想看看" }) { userErrors { code } } }`,
      'mutation { registerEnterprise(input: { areaId: "area_430102", name: "丙", industry: TRADE }) { userErrors { code } } }',
    ])
      expect(await ask(auditor, query)).toContain('FORBIDDEN');
    expect(auditor.grants.flatMap(({ permissions }) => permissions).sort()).toEqual(['audit.read', 'document.arbitrary']);
  });

  it('a duty officer sees their area, telephones who is responsible, and reports; nothing of it elsewhere, and nothing more', async () => {
    const officer = await holder('duty_officer', '430102');
    expect(await ask(officer, '{ enterprises { nodes { name hiddenDangers { totalCount } } } changes { nodes { kind } } }')).toMatch(
      /甲(?!.*乙)/,
    );
    const reveal = `mutation { revealPerson(input: { personId: "${person}", fields: [PHONE], reason: "夜间险情联系" }) { personalData { phone } } }`;
    expect(await ask(officer, reveal)).toContain('13812345678');
    expect(await ask(await holder('duty_officer', '430103'), reveal)).not.toContain('13812345678');
    expect(await ask(officer, `{ enterprise(id: "${enterprise}") { name } }`)).toContain('甲');
    for (const query of [
      '{ audit { nodes { command } } }',
      `mutation { erasePersonPersonalData(input: { personId: "${person}", reason: "清理一下" }) { userErrors { code } } }`,
      'mutation { registerEnterprise(input: { areaId: "area_430102", name: "丙", industry: TRADE }) { userErrors { code } } }',
    ])
      expect(await ask(officer, query)).toContain('FORBIDDEN');
  });

  it('every permission that they name is one that something asks for', () => {
    const unknown = builtInRoles
      .flatMap(({ permissions }) => permissions)
      .filter((each) => each !== '*' && !engine.model.permissions.has(each));
    expect(unknown).toEqual([]);
  });

  it('a deployment may say for itself what an auditor may do; nobody may change what an operator may', async () => {
    const auditor = { name: 'auditor', description: '审计。Auditor.', permissions: ['audit.read', 'audit.values', 'area.import'] };
    expect(rolesOf([], [auditor]).find(({ name }) => name === 'auditor')).toEqual(auditor);
    expect(() => rolesOf([], [{ ...auditor, name: 'operator' }])).toThrow(/ROLE_TWICE/);
  });
});

describe('a plugin adds its own permissions to core’s roles', () => {
  const plugin = (id: string, roleAdditions: Readonly<Record<string, readonly string[]>>) =>
    definePlugin({ id, version: '0.1.0', core: '^0.1', permissions: [{ name: `${id}.read`, description: '查看。Read.' }], roleAdditions });
  const officer = (...plugins: readonly ReturnType<typeof plugin>[]): readonly string[] =>
    rolesOf(plugins).find(({ name }) => name === 'duty_officer')?.permissions ?? [];

  it('in whatever order the plugins are listed', () => {
    const [a, b] = [plugin('alpha', { duty_officer: ['alpha.read'] }), plugin('beta', { duty_officer: ['beta.read'] })];
    expect(officer(a, b)).toEqual(officer(b, a));
    expect(officer(a, b)).toEqual([...officer(), 'alpha.read', 'beta.read'].sort());
  });

  it('and neither another’s permissions, nor to the operator, nor to a role that is not core’s', async () => {
    expect(() => officer(plugin('alpha', { duty_officer: ['enterprise.write'] }))).toThrow(/ROLE_PERMISSION.*enterprise\.write/s);
    for (const role of ['operator', 'nobody']) expect(() => officer(plugin('alpha', { [role]: ['alpha.read'] }))).toThrow(/ROLE_UNKNOWN/);
    await expect(
      createEngine({ plugins: [plugin('alpha', { auditor: ['*'] })], database: ':memory:', secret: 'x'.repeat(32) }),
    ).rejects.toThrow(/ROLE_PERMISSION/);
  });
});
