import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '@fengsui/core';
import { dialects, temporaryDatabase, type TemporaryDatabase } from '@fengsui/core/testing';

const main = new URL('../src/cli/main.ts', import.meta.url).pathname;
const secret = 'a secret of the tests, 32 letters long';

describe.each(dialects)('SIGTERM to a server over %s', (dialect) => {
  let folder: string;
  let database: TemporaryDatabase;
  let authorization: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fengsui-sigterm-'));
    await writeFile(join(folder, 'fengsui.config.ts'), 'export default { plugins: [] };\n');
    database = await temporaryDatabase(dialect);
    const engine = await createEngine({ plugins: [], database: database.url, secret });
    const at = dialect === 'sqlite' ? '0' : "'epoch'";
    await engine.database.script([
      `INSERT INTO area (code, name, level, version, created_at, updated_at) VALUES ('430102', '芙蓉区', 'COUNTY', 1, ${at}, ${at})`,
    ]);
    authorization = `Bearer ${(await engine.access.createKey({ label: 'tests', grants: [{ role: 'operator', area: '' }] })).token}`;
    await engine.stop();
  });
  afterAll(async () => {
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  /** A server in a process of its own, once it listens. */
  async function serve(): Promise<{ readonly url: string; readonly ended: Promise<number | null>; readonly stop: () => void }> {
    const child = spawn(process.execPath, [main, 'serve'], {
      cwd: folder,
      env: { PATH: process.env['PATH'], PORT: '0', FENGSUI_SECRET: secret, FENGSUI_DATABASE: database.url, FENGSUI_LOG: 'error' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    const url = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stderr }).on('line', (line) => {
        const found = /http:\/\/\S+(?=\/graphql)/.exec(line)?.[0];
        if (found !== undefined) resolve(found);
      });
      void ended.then((code) => reject(new Error(`ended with ${code}`)));
    });
    return { url, ended, stop: () => void child.kill('SIGTERM') };
  }
  const post = (url: string, query: string, variables: object, accept = 'application/json'): Promise<Response> =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization, accept },
      body: JSON.stringify({ query, variables }),
    });
  const register = (url: string, name: string): Promise<Response> =>
    post(url, 'mutation R($input: RegisterEnterpriseInput!) { registerEnterprise(input: $input) { userErrors { code } } }', {
      input: { areaId: 'area_430102', name, industry: 'TRADE', idempotencyKey: name },
    });
  /** Reads names of what was registered until the stream ends, or there are enough. */
  async function follow(stream: Response, into: string[], enough = Infinity): Promise<string | undefined> {
    let cursor: string | undefined;
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of stream.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const data of blocks.map((block) => /^data: (\{.+)$/m.exec(block)?.[1])) {
        if (data === undefined) continue;
        const { events } = (JSON.parse(data) as { data: { events: { cursor: string; payload: { name: string } } } }).data;
        into.push(events.payload.name);
        cursor = events.cursor;
      }
      if (into.length >= enough) break;
    }
    return cursor;
  }
  const subscription = 'subscription S($after: String) { events(after: $after) { cursor payload } }';

  it('with 50 requests and 50 streams under way drops none, ends in time, and who resumes has no gap', { timeout: 90_000 }, async () => {
    const first = await serve();
    const seen = Array.from({ length: 50 }, (): string[] => []);
    const streams = await Promise.all(seen.map(() => post(first.url, subscription, {}, 'text/event-stream')));
    expect(streams.map(({ status }) => status)).toEqual(seen.map(() => 200));
    const readers = streams.map((stream, at) => follow(stream, seen[at] ?? []));
    await register(first.url, 'before');
    await expect.poll(() => seen.filter(({ length }) => length > 0).length, { timeout: 10_000 }).toBe(50);

    const running = Array.from({ length: 50 }, (_none, at) => register(first.url, `during-${at}`));
    const signalled = performance.now();
    first.stop();
    const answers = await Promise.all(running.map(async (each) => (await (await each).json()) as unknown));
    expect(answers).toEqual(
      answers.map(() => ({ data: { registerEnterprise: { userErrors: [] } }, extensions: { cost: expect.any(Number) } })),
    );
    const cursors = await Promise.all(readers);
    expect(await first.ended).toBe(0);
    expect(performance.now() - signalled).toBeLessThan(8_000);

    const second = await serve();
    await register(second.url, 'after');
    const expected = ['before', ...running.map((_each, at) => `during-${at}`), 'after'].sort((a, b) => (a < b ? -1 : 1));
    await Promise.all(
      seen.map(async (names, at) => {
        await follow(await post(second.url, subscription, { after: cursors[at] }, 'text/event-stream'), names, expected.length);
        expect(names.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(expected);
      }),
    );
    second.stop();
    expect(await second.ended).toBe(0);
  });
});
