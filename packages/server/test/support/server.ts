import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Plugin } from '@fengsui/core';
import { temporaryDatabase } from '@fengsui/core/testing';
import { createServer, readConfig, type ConfigInput, type Server } from '@fengsui/server';

export interface TestServer extends Server {
  readonly token: string;
  /** Sends a body to /graphql as the operator. */
  send(body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  query(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Answered>;
}
export interface Answered {
  readonly data?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string; readonly requestId: string } }[];
}
type Dialect = Parameters<typeof temporaryDatabase>[0];

/** A real server on 127.0.0.1 over a temporary database with four areas; `stop` drops it. */
export async function testServer(dialect: Dialect, options: ConfigInput = {}, plugins: readonly Plugin[] = []): Promise<TestServer> {
  const temporary = await temporaryDatabase(dialect);
  const config = readConfig(
    {
      database: temporary.url,
      port: 0,
      poolSize: 4,
      secret: 'a secret of the tests, 32 letters long',
      log: 'silent',
      attachments: join(tmpdir(), `fengsui-attachments-${process.pid}`),
      plugins,
      ...options,
      timeouts: { drain: 0, ...options.timeouts },
    },
    {},
  );
  const server = await createServer(config);
  const at = dialect === 'sqlite' ? '0' : "'epoch'";
  await server.engine.database.script([
    `INSERT INTO area (code, name, level, parent_code, version, created_at, updated_at) VALUES ('43', '湖南省', 'PROVINCE', NULL, 1, ${at}, ${at}), ('4301', '长沙市', 'CITY', '43', 1, ${at}, ${at}), ('430102', '芙蓉区', 'COUNTY', '4301', 1, ${at}, ${at}), ('430103', '天心区', 'COUNTY', '4301', 1, ${at}, ${at})`,
  ]);
  const { token } = await server.engine.access.createKey({ label: 'tests', grants: [{ role: 'operator', area: '' }] });
  const send: TestServer['send'] = (body, headers = {}) =>
    fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return {
    ...server,
    token,
    send,
    query: async (query, variables = {}) => (await (await send({ query, variables })).json()) as Answered,
    stop: async () => {
      await server.stop();
      await temporary.drop();
    },
  };
}
