import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, vi } from 'vitest';
import { temporaryDatabase, type TemporaryDatabase } from '@fengsui/core/testing';
import { run } from '../../src/cli/run.ts';

const main = new URL('../../src/cli/main.ts', import.meta.url).pathname;
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}
type Environment = Readonly<Record<string, string>>;
export interface CommandLine {
  /** A file of the folder that the command lines of one test file work in; it holds a configuration and a secret. */
  readonly file: (name: string) => string;
  /** Runs a command line in this process, which is what takes a second each otherwise; files are named in the folder. */
  readonly fengsui: (args: readonly string[], environment?: Environment) => Promise<Ran>;
  /** The same over a database, with the folder's secret. */
  readonly over: (database: TemporaryDatabase) => (...args: readonly string[]) => Promise<Ran>;
  /** A database of one's own, with the tables in it. */
  readonly migrated: (dialect: 'sqlite' | 'postgresql') => Promise<TemporaryDatabase>;
  /** A server in a process of its own, as soon as it has said `sign`. */
  readonly started: (
    args: readonly string[],
    environment: Environment,
    sign: string,
  ) => Promise<{ readonly said: () => string; readonly stop: () => Promise<number | null> }>;
}

export function commandLine(): CommandLine {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fengsui-cli-'));
    await writeFile(join(folder, 'fengsui.config.ts'), 'export default { plugins: [] };\n');
    await writeFile(join(folder, 'secret'), 'a secret of the tests, 32 letters long\n');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const fengsui: CommandLine['fengsui'] = async (args, environment = {}) => {
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
  };
  const over: CommandLine['over'] =
    ({ url }) =>
    (...args) =>
      fengsui(args, { FENGSUI_SECRET_FILE: join(folder, 'secret'), FENGSUI_DATABASE: url });
  const migrated: CommandLine['migrated'] = async (dialect) => {
    const database = await temporaryDatabase(dialect);
    const { code, err } = await over(database)('migrate', 'up');
    if (code !== 0) throw new Error(err);
    return database;
  };
  const started: CommandLine['started'] = async (args, environment, sign) => {
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
  };
  return { file: (name) => join(folder, name), fengsui, over, migrated, started };
}
