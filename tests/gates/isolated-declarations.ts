import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/**
 * Core's engine folders say the type of everything they export, so that a declaration is read without inferring anything.
 * What declares (property maps of builder calls, tables, schemas) cannot be written down by hand and is left out here.
 * The server's own tsconfig asks for the same.
 */
const declares = ['modules/', 'rules/', 'contract/answer.ts', 'backups/manifest.ts'];
const root = resolve(import.meta.dirname, '../..');
const flags = '--isolatedDeclarations --declaration --noEmit --composite false --incremental false --tsBuildInfoFile null --pretty false';
const { stdout, stderr, status } = spawnSync('tsc', ['-p', 'packages/core', ...flags.split(' ')], { cwd: root, encoding: 'utf8' });
const lines = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('error TS'));
const found = lines.filter((line) => !declares.some((part) => line.startsWith(`packages/core/src/${part}`)));
for (const line of found) console.error(line);
if (found.length > 0 || (status !== 0 && lines.length === 0)) {
  console.error(`Give each of these an explicit type; only ${declares.join(', ')} of core may leave it to be inferred.`);
  process.exitCode = 1;
}
