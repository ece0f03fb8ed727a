import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

it.each(['process.exitCode = 3', 'process.exit(3)'])(
  '%s: leaves a process its exit code after a PostgreSQL of its own: a run that failed must not end as one that passed',
  (ending) => {
    const kit = new URL('../../src/testing/postgres.ts', import.meta.url).href;
    const script = `import { startPostgres } from '${kit}'; const server = await startPostgres(); await server.stop(); ${ending};`;
    const { status, stderr } = spawnSync(process.execPath, ['--no-warnings', '--input-type=module', '--eval', script], {
      encoding: 'utf8',
    });
    expect([status, stderr.includes('Error')]).toEqual([3, false]);
  },
);
