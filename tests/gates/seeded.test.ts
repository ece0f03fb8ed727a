import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gates } from './gates.ts';

const root = resolve(import.meta.dirname, '../..');
let copy: string;

/** The tree as git knows it, with the installed libraries beside it. */
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'fengsui-gates-'));
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((file) => file !== '' && existsSync(join(root, file)));
  for (const file of files) cpSync(join(root, file), join(copy, file), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const folder of ['packages', 'plugins']
    .flatMap((group) => readdirSync(join(root, group)).map((name) => join(group, name)))
    .concat('tests')) {
    const installed = join(root, folder, 'node_modules');
    if (existsSync(installed))
      cpSync(installed, join(copy, folder, 'node_modules'), {
        recursive: true,
        verbatimSymlinks: true,
        filter: (path) => !path.includes('.vite'),
      });
  }
  for (const { seeded } of gates) {
    mkdirSync(dirname(join(copy, seeded.file)), { recursive: true });
    writeFileSync(join(copy, seeded.file), seeded.text);
  }
  // Some gates ask git which files there are.
  execFileSync('git', ['init', '-q'], { cwd: copy });
}, 60_000);
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** What each command said of the tree with every violation in it: each runs once, however many violations it must find. */
const said = new Map<string, { readonly status: number | null; readonly text: string }>();
function run(command: string, args: readonly string[]): { readonly status: number | null; readonly text: string } {
  const line = [command, ...args].join(' ');
  const known = said.get(line);
  if (known !== undefined) return known;
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}` },
  });
  const result = { status, text: `${stdout}${stderr}` };
  said.set(line, result);
  return result;
}

describe('every gate can fail', () => {
  it.each(gates)(
    '$name',
    ({ command, args, seeded }) => {
      const { status, text } = run(command, seeded.only === undefined ? args : [...args, seeded.only]);
      expect(status).not.toBe(0);
      expect(text).toMatch(seeded.found);
    },
    120_000,
  );
});
