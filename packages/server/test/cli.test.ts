import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { commandLine } from './support/command-line.ts';

const { file, fengsui } = commandLine();

describe('fengsui, asked wrongly, says how to ask and ends with 2', () => {
  it.each([
    ['an unknown command', ['serv'], /Did you mean serve/],
    ['a missing argument', ['key', 'create'], /missing required argument/],
    ['an unknown option', ['serve', '--dmeo'], /--dmeo[\s\S]*--demo/],
    ['nothing to explain', ['explain'], /Type\.field/],
    ['a field that is not there', ['explain', 'Area.nme'], /Area\.name/],
    ['a configuration file that is not there', ['-c', 'no.ts', 'schema', 'print'], /no\.ts/],
  ])('%s', async (_name, args, said) => {
    const { code, err } = await fengsui(args);
    expect(code).toBe(2);
    expect(err).toMatch(said);
    expect(err).not.toMatch(/^\s+at /m);
  });

  it('a configuration with three faults, all in one report', async () => {
    const { code, err } = await fengsui(['serve'], { PORT: 'eighty', FENGSUI_SECRET: 'short', FENGSUI_DATABASE: 'mysql://x' });
    expect(code).toBe(2);
    for (const variable of ['PORT', 'FENGSUI_SECRET', 'FENGSUI_DATABASE']) expect(err).toContain(variable);
  });

  it('a variable that is misspelt, a port that is no number, a level that is none: what was meant, and what was given', async () => {
    const { code, err } = await fengsui(['serve'], { PORT: '80x', FENGSUI_LOG: 'loud', FENGSUI_DATABSE: 'x', FENGSUI_SECRET: 'hidden' });
    expect(code).toBe(2);
    for (const said of [
      /did you mean FENGSUI_DATABASE\?/,
      /PORT: .*[\u4e00-\u9fff].*expected number.*"80x"/,
      /FENGSUI_LOG: .*"warn".*"loud"/,
      /FENGSUI_SECRET: .*openssl/,
    ])
      expect(err).toMatch(said);
    expect(err).not.toContain('hidden');
  });

  it('a secret given twice, and a secret file that is not there', async () => {
    const { code, err } = await fengsui(['serve'], { FENGSUI_SECRET: 'x'.repeat(32), FENGSUI_SECRET_FILE: 'no-file' });
    expect([code, err.includes('not both'), err.includes('no-file')]).toEqual([2, true, true]);
  });
});

describe('fengsui without a database', () => {
  it('prints its help for every command and ends with 0', async () => {
    for (const args of [
      ['--help'],
      ['serve', '--help'],
      ['migrate', '--help'],
      ['key', 'create', '--help'],
      ['backup', '--help'],
      ['restore', '--help'],
    ]) {
      const { code, out } = await fengsui(args);
      expect([code, out.includes('Usage: fengsui')]).toEqual([0, true]);
    }
  });

  it('prints the schema, finds no change against itself, and fails on a breaking one', async () => {
    const { out } = await fengsui(['schema', 'print']);
    await writeFile(file('same.graphql'), out);
    await writeFile(file('more.graphql'), `${out}\nextend type Area { mayor: String }\n`);
    expect(await fengsui(['schema', 'diff', 'same.graphql'])).toMatchObject({ code: 0 });
    const broken = await fengsui(['schema', 'diff', 'more.graphql']);
    expect([broken.code, /BREAKING.*mayor/.test(broken.out)]).toEqual([1, true]);
  });

  it('lists the roles that a key may be given, those of plugins and of the configuration with them', async () => {
    const { out: help } = await fengsui(['key', 'create', '--help']);
    for (const role of ['operator', 'auditor', 'duty_officer']) expect(help).toContain(`\n  ${role} `);
    await writeFile(
      file('roles.config.ts'),
      "export default { plugins: [], roles: [{ name: 'clerk', description: '文员。Clerk.', permissions: ['enterprise.read'] }] };\n",
    );
    const { code, out } = await fengsui(['-c', 'roles.config.ts', 'key', 'roles'], { FENGSUI_SECRET: 'x'.repeat(32) });
    expect([code, /auditor[\s\S]*clerk +文员/.test(out)]).toEqual([0, true]);
  });

  it('says who made a field', async () => {
    const { out } = await fengsui(['explain', 'Enterprise.name']);
    expect(out).toMatch(/plugin\tenterprise[\s\S]*enterprise\.read[\s\S]*enterprise\.name/);
  });

  it('says what an event is about, what it says and who tells it, and lists all of them', async () => {
    const { out } = await fengsui(['explain', 'hidden-danger.closed']);
    expect(out).toMatch(
      /HIDDEN_DANGER_CLOSED[\s\S]*about\tHiddenDanger[\s\S]*reviewHiddenDanger[\s\S]*hidden-danger\.read[\s\S]*inTime\tBoolean!/,
    );
    const all = (await fengsui(['explain', 'events'])).out;
    for (const name of ['hidden-danger.closed', 'enterprise.imported', 'personal.erased']) expect(all).toContain(`\n${name}\t`);
  });

  it('says which address is taken, and which to take instead', async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) => taken.listen(0, '127.0.0.1', () => resolve((taken.address() as AddressInfo).port)));
    const { code, err } = await fengsui(['serve'], {
      PORT: String(port),
      FENGSUI_SECRET_FILE: file('secret'),
      FENGSUI_DATABASE: `file:${file('busy.db')}`,
    });
    taken.close();
    expect([code, err.includes(`PORT=${port + 1}`)]).toEqual([1, true]);
  });

  it('says that a database cannot be reached, without its password', async () => {
    const { code, err } = await fengsui(['key', 'list'], {
      FENGSUI_SECRET_FILE: file('secret'),
      FENGSUI_DATABASE: 'postgresql://a:hidden@127.0.0.1:1/x',
    });
    expect([code, err.includes('127.0.0.1:1'), err.includes('hidden')]).toEqual([1, true, false]);
  });
});
