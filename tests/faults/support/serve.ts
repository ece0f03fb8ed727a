import { createServer, readConfig } from '@fengsui/server';

/** A real server in a process of its own over the database in the argument; prints its address and a key when it listens. */
const [database = ''] = process.argv.slice(2);
const server = await createServer(
  readConfig(
    {
      database,
      port: 0,
      poolSize: 4,
      secret: 'a secret of the tests, 32 letters long',
      log: 'silent',
      // What is measured is the server, not what it allows one key.
      rate: { key: { burst: 1e9, perSecond: 1e9 } },
    },
    {},
  ),
);
const { token } = await server.engine.access.createKey({ label: 'faults', grants: [{ role: 'operator', area: '' }] });
process.stdout.write(`${JSON.stringify({ url: server.url, token })}\n`);
process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)));
