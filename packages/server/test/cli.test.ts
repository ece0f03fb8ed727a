import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { dialects, temporaryDatabase, type TemporaryDatabase } from '@fengsui/core/testing';
import { readConfig } from '@fengsui/server';
import { openEngine } from '../src/open-engine.ts';
import { run } from '../src/cli/run.ts';

const main = new URL('../src/cli/main.ts', import.meta.url).pathname;
interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fengsui-cli-'));
  await writeFile(join(folder, 'fengsui.config.ts'), 'export default { plugins: [] };\n');
  await writeFile(join(folder, 'secret'), 'a secret of the tests, 32 letters long\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a command line in this process, which is what takes a second each otherwise; files are named in the folder. */
async function fengsui(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const written = { out: '', err: '' };
  const into = (stream: 'out' | 'err') => (chunk: unknown) => {
    written[stream] += String(chunk);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(into('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(into('err')),
  ];
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  try {
    const named = args.map((each) => (/\.(?:csv|graphql|ts)$/.test(each) ? join(folder, each) : each));
    const config = named.includes('-c') ? [] : ['-c', join(folder, 'fengsui.config.ts')];
    const code = await run([...config, ...named]);
    return { code, ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
    vi.unstubAllEnvs();
  }
}

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
    await writeFile(join(folder, 'same.graphql'), out);
    await writeFile(join(folder, 'more.graphql'), `${out}\nextend type Area { mayor: String }\n`);
    expect(await fengsui(['schema', 'diff', 'same.graphql'])).toMatchObject({ code: 0 });
    const broken = await fengsui(['schema', 'diff', 'more.graphql']);
    expect([broken.code, /BREAKING.*mayor/.test(broken.out)]).toEqual([1, true]);
  });

  it('lists the roles that a key may be given, those of plugins and of the configuration with them', async () => {
    const { out: help } = await fengsui(['key', 'create', '--help']);
    for (const role of ['operator', 'auditor', 'duty_officer']) expect(help).toContain(`\n  ${role} `);
    await writeFile(
      join(folder, 'roles.config.ts'),
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
      FENGSUI_SECRET_FILE: join(folder, 'secret'),
      FENGSUI_DATABASE: `file:${join(folder, 'busy.db')}`,
    });
    taken.close();
    expect([code, err.includes(`PORT=${port + 1}`)]).toEqual([1, true]);
  });

  it('says that a database cannot be reached, without its password', async () => {
    const { code, err } = await fengsui(['key', 'list'], {
      FENGSUI_SECRET_FILE: join(folder, 'secret'),
      FENGSUI_DATABASE: 'postgresql://a:hidden@127.0.0.1:1/x',
    });
    expect([code, err.includes('127.0.0.1:1'), err.includes('hidden')]).toEqual([1, true, false]);
  });
});

describe.each(dialects)('fengsui over %s', (dialect) => {
  let database: TemporaryDatabase;
  const on = (...args: readonly string[]): Promise<Ran> =>
    fengsui(args, { FENGSUI_SECRET_FILE: join(folder, 'secret'), FENGSUI_DATABASE: database.url });
  beforeAll(async () => {
    database = await temporaryDatabase(dialect);
  });
  afterAll(() => database.drop());

  it('plans, runs and verifies migrations', async () => {
    expect(await on('migrate', 'verify')).toMatchObject({ code: 1 });
    expect((await on('migrate', 'plan')).out).toContain('area/0001-initial');
    expect((await on('migrate', 'up')).out).toContain('area/0001-initial');
    expect(await on('migrate', 'verify')).toMatchObject({ code: 0 });
    expect((await on('migrate', 'plan')).out).toContain('up to date');
  });

  it('says what to do about a database that another version made', async () => {
    const other = await temporaryDatabase(dialect);
    const environment = { FENGSUI_SECRET_FILE: join(folder, 'secret'), FENGSUI_DATABASE: other.url };
    await fengsui(['migrate', 'up'], environment);
    const engine = await openEngine(readConfig({ database: other.url, secret: 'x'.repeat(32) }, {}));
    await engine.database.script([`UPDATE fengsui_migration SET checksum = 'other' WHERE plugin = 'area'`]);
    await engine.stop();
    const { code, err } = await fengsui(['key', 'list'], environment);
    expect([code, err.includes('area/0001-initial'), /^\s+at /m.test(err)]).toEqual([1, true, false]);
    await other.drop();
  });

  it('imports a file whole, or says which line is wrong and writes nothing', async () => {
    await writeFile(join(folder, 'good.csv'), 'code,name,level\n43,湖南省,PROVINCE\n4301,长沙市,CITY\n');
    await writeFile(join(folder, 'bad.csv'), 'code,name,level\n4302,株洲市,CITY\n43x,坏,CITY\n');
    expect(await on('import', 'areas', 'good.csv')).toMatchObject({ code: 0, out: expect.stringContaining('created 2') as string });
    const bad = await on('import', 'areas', 'bad.csv');
    expect([bad.code, bad.err.includes('line 3'), bad.err.includes('nothing was written')]).toEqual([1, true, true]);
    expect((await on('import', 'areas', 'bad.csv', '--dry-run')).code).toBe(1);
    expect(await on('import', 'areas', 'good.csv')).toMatchObject({ out: expect.stringContaining('unchanged 2') as string });
    expect(await on('import', 'areas', 'none.csv')).toMatchObject({ code: 2 });
  });

  it('makes, lists, rotates and revokes a key; its token is shown once', async () => {
    const made = await on('key', 'create', '值班', '-g', 'operator@43', '-g', 'operator@430102Z001', '--expires', '2099-01-01');
    expect([made.code, made.out]).toEqual([0, expect.stringMatching(/^fsk_\S+\n$/)]);
    const keys = async (): Promise<readonly { id: string; label: string; revokedAt: string | null }[]> =>
      JSON.parse((await on('key', 'list', '--json')).out) as never;
    const [key] = await keys();
    expect([key?.label, key?.revokedAt]).toEqual(['值班', null]);
    expect((await on('key', 'rotate', key?.id ?? '')).out).toMatch(/^fsk_/);
    const next = (await keys()).find(({ revokedAt }) => revokedAt === null);
    expect((await on('key', 'revoke', next?.id ?? '')).code).toBe(0);
    expect((await keys()).filter(({ revokedAt }) => revokedAt === null)).toEqual([]);
    expect(await on('key', 'revoke', 'nothing')).toMatchObject({ code: 1 });
    expect(await on('key', 'create', 'x', '-g', 'nobody')).toMatchObject({ code: 1, err: expect.stringContaining('operator') as string });
  });

  it('explains a query by its one statement, its cost and its permissions', async () => {
    await writeFile(join(folder, 'query.graphql'), 'query Q($first: Int) { areas(first: $first) { nodes { name enterpriseCount } } }');
    const { out } = await on('explain', '--operation', 'query.graphql', '--variables', '{"first":7}');
    expect(out).toMatch(/cost\s+7[\s\S]*enterprise\.read[\s\S]*SELECT/);
  });

  it('makes a key for who reads the audit, without any configuration', async () => {
    const { code, out } = await on('key', 'create', '审计', '-g', 'auditor');
    expect(code).toBe(0);
    const engine = await openEngine(readConfig({ database: database.url, secret: 'x'.repeat(32), plugins: [] }, {}));
    const auditor = await engine.access.authenticate(`Bearer ${out.trim()}`);
    const asked = async (query: string): Promise<string> => (await engine.execute({ query, principal: auditor })).text;
    expect(await asked('{ audit { nodes { command } } }')).toContain('{"data":{"audit"');
    expect(await asked('{ enterprises { nodes { name } } }')).toContain('FORBIDDEN');
    await engine.stop();
  });

  it('verifies the audit, and says when its end was cut off', async () => {
    expect(await on('audit', 'verify')).toMatchObject({ code: 0, out: expect.stringContaining('verified') as string });
    const checkpoint = join(folder, 'checkpoints');
    await writeFile(checkpoint, `${JSON.stringify({ count: 1_000, head: 'x' })}\n`);
    const cut = await on('audit', 'verify', '--checkpoint', checkpoint);
    expect([cut.code, /CUT|MISSING/.test(cut.err)]).toEqual([1, true]);
    expect(await on('audit', 'verify', '--checkpoint', join(folder, 'none'))).toMatchObject({ code: 2 });
  });

  it('says of a database that is not there that it is not, and makes none', async () => {
    const empty = dialect === 'postgresql' ? await temporaryDatabase(dialect) : undefined;
    const url = empty?.url ?? `file:${join(folder, 'nowhere.db')}`;
    for (const asked of [
      ['audit', 'verify'],
      ['key', 'list'],
    ]) {
      const { code, err } = await fengsui(asked, { FENGSUI_DATABASE: url, FENGSUI_SECRET: 'x'.repeat(32) });
      expect([code, /migrate up/.test(err)]).toEqual([1, true]);
    }
    expect(existsSync(join(folder, 'nowhere.db'))).toBe(false);
    await empty?.drop();
  });

  it('backs up, refuses to overwrite, checks, and restores into an empty database alone', { timeout: 60_000 }, async () => {
    const backup = join(folder, `backup-${dialect}`);
    const attachments = { FENGSUI_ATTACHMENTS: join(folder, 'attachments') };
    const secret = { FENGSUI_SECRET_FILE: join(folder, 'secret') };
    const taken = await fengsui(['backup', backup], { ...secret, ...attachments, FENGSUI_DATABASE: database.url });
    expect(taken).toMatchObject({ code: 0, out: expect.stringContaining(`backed up: ${backup}`) as string });
    expect(taken.err + taken.out).not.toContain('\u001B');
    expect(await on('backup', backup)).toMatchObject({ code: 2, err: expect.stringContaining('is there already') as string });
    expect(await on('restore', backup)).toMatchObject({ code: 2, err: expect.stringContaining('--overwrite') as string });
    expect(await on('restore', folder)).toMatchObject({ code: 2, err: expect.stringContaining('no backup') as string });
    const empty = await temporaryDatabase(dialect);
    const into = { ...secret, ...attachments, FENGSUI_DATABASE: empty.url };
    expect(await fengsui(['restore', backup, '--dry-run'], into)).toMatchObject({ code: 0 });
    const restored = await fengsui(['restore', backup], into);
    expect(restored).toMatchObject({ code: 0, out: expect.stringContaining('audit verified') as string });
    expect(restored.err).toContain('key list');
    expect((await fengsui(['migrate', 'verify'], into)).code).toBe(0);
    const other = { ...into, FENGSUI_SECRET_FILE: join(folder, 'other-secret') };
    await writeFile(join(folder, 'other-secret'), 'another secret of the tests, 32 letters');
    expect(await fengsui(['restore', backup, '--overwrite'], other)).toMatchObject({
      code: 1,
      err: expect.stringContaining('secret') as string,
    });
    await empty.drop();
  });

  it('finds nothing wrong with what is right', async () => {
    const { code, out } = await on('doctor');
    expect([code, out.includes('坏 fault'), out.includes('好 ok    备份 backup')]).toEqual([0, false, true]);
  });

  it('warns of audit rows that nobody seals, a worker that fails, and a backup that is long ago', async () => {
    const long = dialect === 'sqlite' ? Date.now() - 8 * 86_400_000 : `'${new Date(Date.now() - 8 * 86_400_000).toISOString()}'`;
    const client = await openEngine(readConfig({ database: database.url, secret: 'x'.repeat(32), plugins: [] }, {}));
    await client.workers.runDueJobs();
    await client.database.script([
      `UPDATE fengsui_audit SET at = ${long}`,
      "UPDATE fengsui_worker SET failures = 3, error = 'Error: no network' WHERE id = 'core.forget-events'",
    ]);
    await client.stop();
    const { code, out } = await on('doctor');
    expect(code).toBe(0);
    for (const said of [
      /warn .*audit sealing: .*8 d/,
      /warn .*worker core\.forget-events: .*3 time.*no network/,
      /warn .*backup: .*8 d old/,
    ])
      expect(out).toMatch(said);
  });

  it('restores without a key that was revoked since, and says so and from where it knows', { timeout: 60_000 }, async () => {
    const backup = join(folder, `revoked-${dialect}`);
    const environment = { FENGSUI_SECRET_FILE: join(folder, 'secret'), FENGSUI_AUDIT_CHECKPOINTS: join(folder, `checkpoints-${dialect}`) };
    const here = { ...environment, FENGSUI_DATABASE: database.url };
    const id = /密钥 (\w+) /.exec((await fengsui(['key', 'create', '离职', '-g', 'operator'], here)).err)?.[1] ?? '';
    expect(await fengsui(['backup', backup], here)).toMatchObject({ code: 0 });
    expect(await fengsui(['key', 'revoke', id], here)).toMatchObject({ code: 0 });
    const empty = await temporaryDatabase(dialect);
    const into = { ...environment, FENGSUI_DATABASE: empty.url };
    const { code, out, err } = await fengsui(['restore', backup], into);
    expect([code, out.includes('keys 1,'), out.includes(`  key ${id}`), err.includes('file of checkpoints ends at')]).toEqual([
      0,
      true,
      true,
      true,
    ]);
    const keys = JSON.parse((await fengsui(['key', 'list', '--json'], into)).out) as { id: string; revokedAt: string | null }[];
    expect(keys.find((key) => key.id === id)?.revokedAt).not.toBeNull();
    await empty.drop();
  });
});

/** A server in a process of its own, as soon as it has said `sign`. */
async function started(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  sign: string,
): Promise<{ readonly said: () => string; readonly stop: () => Promise<number | null> }> {
  const server = spawn(process.execPath, [main, 'serve', ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], PORT: '0', ...environment },
  });
  let said = '';
  const exited = new Promise<number | null>((resolve) => server.on('close', resolve));
  await new Promise<void>((resolve, reject) => {
    server.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes(sign)) resolve();
    });
    void exited.then(() => reject(new Error(said)));
  });
  return { said: () => said, stop: () => (server.kill('SIGTERM'), exited) };
}

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
    expect((await readFile(join(folder, 'data/demo-key'), 'utf8')).trim()).toBe(token);
  });
});
