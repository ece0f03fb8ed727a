import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

it('leaves a process its exit code after a PostgreSQL of its own: a run that failed must not end as one that passed', () => {
  const kit = new URL('../../src/testing/postgres.ts', import.meta.url).href;
  const script = `import { startPostgres } from '${kit}'; const server = await startPostgres(); await server.stop(); process.exitCode = 3;`;
  const { status } = spawnSync(process.execPath, ['--no-warnings', '--input-type=module', '--eval', script], { encoding: 'utf8' });
  expect(status).toBe(3);
});
