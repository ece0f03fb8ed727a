import { createServer, readConfig } from '@fengsui/server';
import config from '../../../../fengsui.config.ts';

/** Our server as `fengsui serve` starts it, with every check on; only the rate limit is raised, since the load comes from one key. */
const [database = '', token = '', sharing] = process.argv.slice(2);
/** As the third argument: each reads for itself. */
const unshared = 'unshared';
const server = await createServer(
  readConfig(
    {
      ...config,
      database,
      port: 0,
      secret: 'a secret of the bench, 32 letters long',
      log: 'silent',
      shareReads: sharing !== unshared,
      rate: { key: { burst: 1e9, perSecond: 1e9 } },
    },
    {},
  ),
);
console.log(JSON.stringify({ url: `${server.url}/graphql`, headers: { authorization: `Bearer ${token}` } }));
