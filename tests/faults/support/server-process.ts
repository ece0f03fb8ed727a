import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { testEngine } from '@fengsui/core/testing';
import { someAreas } from '../../../packages/core/test/events/register.ts';

export interface ServerProcess {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  query(query: string, variables?: object): Promise<unknown>;
  /** Memory that the process holds, in bytes. */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

/** A server with four areas in a process of its own; `stop` ends it and drops its database. */
export async function serverProcess(dialect: 'sqlite' | 'postgresql'): Promise<ServerProcess> {
  const engine = await testEngine(dialect);
  await someAreas(engine);
  const child = spawn(process.execPath, [fileURLToPath(new URL('serve.ts', import.meta.url)), engine.databaseUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    void ended.then(() => reject(new Error('The server ended before it listened')));
  });
  const { url, token } = JSON.parse(line) as { readonly url: string; readonly token: string };
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return {
    url,
    headers,
    query: async (query, variables = {}) => {
      const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
      const { data, errors } = (await response.json()) as { readonly data?: unknown; readonly errors?: unknown };
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      return data;
    },
    memory: async () => {
      const text = await (await fetch(`${url}/metrics`)).text();
      return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]);
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      await engine.stop();
    },
  };
}
