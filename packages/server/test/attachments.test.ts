import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialects } from '@fengsui/core/testing';
import { folderStore } from '../src/files/folder-store.ts';
import { sweep } from '../src/files/sweep.ts';
import { testServer, type Answered, type TestServer } from './support/server.ts';

/** The smallest picture there is, with as many bytes behind it as one likes. */
const png = (more = 0): Buffer =>
  Buffer.concat([
    Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
    randomBytes(more),
  ]);
const digest = /^[0-9a-f]{64}$/;

describe.each(dialects)('attachments over %s', (dialect) => {
  let server: TestServer;
  let folder: string;
  let subjectId = '';
  let foreign = '';
  const tokens: Record<string, string> = {};
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fengsui-attachments-'));
    const roles = [
      { name: 'inspector', description: '检查。Inspector.', permissions: ['attachment.read', 'attachment.write', 'enterprise.read'] },
      { name: 'reader', description: '只读。Reader.', permissions: ['enterprise.read'] },
    ];
    server = await testServer(dialect, { attachments: folder, attachmentBytes: 300_000, roles });
    const register = 'mutation R($input: RegisterEnterpriseInput!) { registerEnterprise(input: $input) { enterprise { id } } }';
    const made = async (area: string): Promise<string> => {
      const { data } = await server.query(register, { input: { areaId: `area_${area}`, name: '甲', industry: 'TRADE' } });
      return (data as { registerEnterprise: { enterprise: { id: string } } }).registerEnterprise.enterprise.id;
    };
    [subjectId, foreign] = [await made('430102'), await made('430103')];
    for (const [name, role, area] of [
      ['own', 'inspector', '430102'],
      ['other', 'inspector', '430103'],
      ['reader', 'reader', '430102'],
    ] as const)
      tokens[name] = (await server.engine.access.createKey({ label: name, grants: [{ role, area }] })).token;
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const send = (
    body: string | Uint8Array<ArrayBuffer>,
    { as = 'own', query = {}, headers = {} }: { as?: string; query?: object; headers?: Readonly<Record<string, string>> } = {},
  ): Promise<Response> =>
    fetch(`${server.url}/attachments?${new URLSearchParams({ subjectId, fileName: '现场.png', ...query })}`, {
      method: 'POST',
      headers: { ...(tokens[as] === undefined ? {} : { authorization: `Bearer ${tokens[as]}` }), ...headers },
      body,
    });
  const stored = async (): Promise<readonly string[]> =>
    (await readdir(folder, { recursive: true })).filter((name) => digest.test(name.split('/').at(-1) ?? ''));
  const left = async (): Promise<readonly string[]> => readdir(join(folder, '.partial')).catch(() => []);
  const get = (id: string, as = 'own', headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Response> =>
    fetch(`${server.url}/attachments/${id}`, { method, headers: { authorization: `Bearer ${tokens[as]}`, ...headers } });
  const uploaded = async (bytes: Buffer, options: Parameters<typeof send>[1] = {}): Promise<string> => {
    const response = await send(new Uint8Array(bytes), options);
    expect(response.status).toBe(201);
    return ((await response.json()) as { id: string }).id;
  };

  it('come back as they were sent, with their name, and stand in the register, the audit and the log', async () => {
    const bytes = png(100_000);
    const response = await send(new Uint8Array(bytes), { query: { caption: '泄漏点' }, headers: { 'content-type': 'image/png' } });
    const made = (await response.json()) as { id: string; mediaType: string; sha256: string };
    expect([response.status, response.headers.get('location'), made.mediaType]).toEqual([201, `/attachments/${made.id}`, 'image/png']);
    const back = await get(made.id);
    expect(Buffer.from(await back.arrayBuffer()).equals(bytes)).toBe(true);
    expect(Object.fromEntries(back.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(bytes.length),
      'content-disposition': `attachment; filename="__.png"; filename*=UTF-8''%E7%8E%B0%E5%9C%BA.png`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      etag: `"${made.sha256}"`,
    });
    const text =
      'query A($id: ID!) { attachment(id: $id) { caption subjectId area { code } } changes(types: [ATTACHMENT_RECORDED]) { nodes { subjectId } } }';
    // Another test's transaction on the same PostgreSQL may hold the log back while it ends.
    await expect
      .poll(async () => (await server.query(text, { id: made.id })).data, { timeout: 10_000 })
      .toMatchObject({
        attachment: { caption: '泄漏点', subjectId, area: { code: '430102' } },
        changes: { nodes: [{ subjectId: made.id }] },
      });
  });

  it('are given once for one idempotency key, however often they are sent', async () => {
    const bytes = png(50);
    const headers = { 'idempotency-key': 'photo-1' };
    const ids = [await uploaded(bytes, { headers }), await uploaded(bytes, { headers })];
    expect(ids[0]).toBe(ids[1]);
    const other = await send(new Uint8Array(png(60)), { headers });
    expect(other.status).toBe(409);
  });

  it('answer a range, a part that is wrong, and a reader that has them already', async () => {
    const bytes = png(1_000);
    const id = await uploaded(bytes);
    const part = async (range: string): Promise<readonly unknown[]> => {
      const response = await get(id, 'own', { range });
      const body = Buffer.from(await response.arrayBuffer());
      return [response.status, response.headers.get('content-range'), response.status === 416 || bytes.includes(body), body.length];
    };
    const all = bytes.length;
    expect(await part('bytes=0-9')).toEqual([206, `bytes 0-9/${all}`, true, 10]);
    expect(await part(`bytes=${all - 5}-`)).toEqual([206, `bytes ${all - 5}-${all - 1}/${all}`, true, 5]);
    expect(await part('bytes=-7')).toEqual([206, `bytes ${all - 7}-${all - 1}/${all}`, true, 7]);
    expect(await part('bytes=5-999999')).toMatchObject([206, `bytes 5-${all - 1}/${all}`, true, all - 5]);
    expect((await part(`bytes=${all}-`)).slice(0, 2)).toEqual([416, `bytes */${all}`]);
    for (const whole of ['bytes=9-5', 'bytes=0-1,3-4', 'lines=1-2', 'bytes=-', 'bytes=a-b']) expect((await part(whole))[0]).toBe(200);
    const etag = (await get(id)).headers.get('etag') ?? '';
    const known = await get(id, 'own', { 'if-none-match': etag });
    expect([known.status, (await known.arrayBuffer()).byteLength]).toEqual([304, 0]);
    expect((await get(id, 'own', { range: 'bytes=0-1', 'if-range': '"other"' })).status).toBe(200);
    const head = await get(id, 'own', {}, 'HEAD');
    expect([head.status, head.headers.get('content-length'), (await head.arrayBuffer()).byteLength]).toEqual([200, String(all), 0]);
  });

  it('of another district, of none, and malformed are the same 404, byte for byte', async () => {
    const id = await uploaded(png(70));
    const asked = [id, 'attachment_01kaa0000000000000000000aa', 'attachment_%00', '..%2F..%2Fetc%2Fpasswd', 'x', ''];
    const answers = await Promise.all(
      asked.map(async (each) => {
        const response = await get(each, 'other', { 'x-request-id': 'the-same-id' });
        return JSON.stringify([response.status, await response.text(), [...response.headers].filter(([name]) => name !== 'date')]);
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('404');
    expect((await get(id, 'reader')).status).toBe(403);
    expect((await fetch(`${server.url}/attachments/${id}`)).status).toBe(401);
  });

  it('are refused before a byte is read where their caller may not put them', async () => {
    const before = await stored();
    const code = async (response: Response): Promise<readonly unknown[]> => [
      response.status,
      ((await response.json()) as Answered).errors?.[0]?.extensions.code,
    ];
    const body = new Uint8Array(png());
    expect(await code(await send(body, { query: { subjectId: foreign } }))).toEqual([404, 'NOT_FOUND']);
    expect(await code(await send(body, { query: { subjectId: 'enterprise_01kaa0000000000000000000aa' } }))).toEqual([404, 'NOT_FOUND']);
    expect(await code(await send(body, { as: 'reader' }))).toEqual([403, 'FORBIDDEN']);
    expect(await code(await send(body, { as: 'nobody' }))).toEqual([401, 'UNAUTHENTICATED']);
    expect(await stored()).toEqual(before);
  });

  it.each([
    ['nothing inside', '', {}, {}, 400],
    ['more than is allowed, announced', 'x'.repeat(300_001), {}, {}, 413],
    ['a page that calls itself a picture', '<html><script>alert(1)</script></html>', {}, { 'content-type': 'image/png' }, 415],
    ['a program', Buffer.from('7f454c4602010100000000000000000002003e0001', 'hex').toString('latin1'), {}, {}, 415],
    ['a drawing with scripts', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"></svg>', {}, {}, 415],
    ['a picture that calls itself a film', new Uint8Array(png()), {}, { 'content-type': 'video/mp4' }, 415],
    ['a form', 'x', {}, { 'content-type': 'multipart/form-data; boundary=x' }, 415],
    ['a path for a name', 'text', { fileName: '../../etc/passwd' }, {}, 400],
    ['a path of Windows', 'text', { fileName: '..\\boot.ini' }, {}, 400],
    ['a name of two lines', 'text', { fileName: 'a\r\nset-cookie: x' }, {}, 400],
    ['a name that reads backwards', 'text', { fileName: 'a\u202Egpj.exe' }, {}, 400],
    ['a name without end', 'text', { fileName: 'a'.repeat(300) }, {}, 400],
    ['no subject', 'text', { subjectId: '' }, {}, 400],
    ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0x00, 0x01, 0x80]), {}, {}, 415],
  ])('with %s are refused, and nothing of them stays', async (_what, body, query, headers, status) => {
    const before = await stored();
    const response = await send(body, { query, headers });
    const { errors } = (await response.json()) as Answered;
    expect([response.status, /[\u4e00-\u9fff].*[a-z]{3}/s.test(errors?.[0]?.message ?? '')]).toEqual([status, true]);
    expect([await stored(), await left()]).toEqual([before, []]);
  });

  it('that are longer than they may be and do not say so are cut off, with memory bounded and nothing kept', async () => {
    const before = await stored();
    const memory = process.memoryUsage.rss();
    const status = await raw(server, tokens['own'] ?? '', subjectId, {}, (sent) => {
      for (let chunks = 0; chunks < 40; chunks += 1) sent.write(Buffer.alloc(500_000, ' '));
      sent.end();
    });
    expect(status).toBe(413);
    expect(process.memoryUsage.rss() - memory).toBeLessThan(50e6);
    await expect.poll(left).toEqual([]);
    expect(await stored()).toEqual(before);
  });

  it('that end in the middle leave nothing behind, and the server goes on', async () => {
    const before = await stored();
    await raw(server, tokens['own'] ?? '', subjectId, { 'content-length': '100000' }, (sent) => {
      sent.write(png(10_000));
      setTimeout(() => sent.destroy(), 100);
    });
    await expect.poll(left).toEqual([]);
    expect(await stored()).toEqual(before);
    await uploaded(png(80));
  });

  it('without a record are swept after a day, and those with one are not', async () => {
    const id = await uploaded(png(90));
    const store = folderStore(folder);
    const orphan = 'd'.repeat(64);
    await mkdir(join(folder, 'dd'), { recursive: true });
    await writeFile(join(folder, 'dd', orphan), 'nobody asked for these');
    await writeFile(join(folder, '.partial', 'left'), 'cut off');
    expect(await sweep(store, server.engine)).toEqual({ orphans: 0, partials: 0 });
    const long = new Date(Date.now() - 2 * 86_400_000);
    for (const name of [...(await stored()), '.partial/left']) await utimes(join(folder, name), long, long);
    // With the one whose idempotency key was used for another.
    expect(await sweep(store, server.engine)).toEqual({ orphans: 2, partials: 1 });
    const { data } = await server.query('{ attachments(first: 100) { nodes { sha256 } } }');
    const recorded = (data as { attachments: { nodes: { sha256: string }[] } }).attachments.nodes.map(({ sha256 }) => sha256);
    expect(new Set((await stored()).map((name) => name.split('/').at(-1)))).toEqual(new Set(recorded));
    expect((await get(id)).status).toBe(200);
  });
});

/** What a client of plain sockets gets; undefined when it went away itself. */
const raw = (
  server: TestServer,
  token: string,
  subjectId: string,
  headers: Readonly<Record<string, string>>,
  write: (sent: ReturnType<typeof request>) => void,
): Promise<number | undefined> =>
  new Promise((resolve) => {
    const sent = request(
      `${server.url}/attachments?${new URLSearchParams({ subjectId, fileName: 'a.txt' })}`,
      { method: 'POST', headers: { authorization: `Bearer ${token}`, ...headers } },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    sent.on('error', () => resolve(undefined));
    write(sent);
  });

/** A disk of 256 kB, where this user may mount one. */
function smallDisk(at: string): (() => void) | undefined {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', at], { stdio: 'ignore' });
    return () => void execFileSync('umount', [at], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
}

describe('an upload that takes too long', () => {
  it('is told so and cut off, and nothing of it stays', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fengsui-slow-'));
    const server = await testServer('sqlite', { attachments: folder, timeouts: { upload: 400, request: 300 } });
    try {
      let closed = false;
      const status = await raw(server, server.token, 'area_430102', { 'content-length': '100000' }, (sent) => {
        sent.write('a beginning');
        sent.on('close', () => (closed = true));
      });
      expect(status).toBe(408);
      await expect.poll(() => closed, { timeout: 5_000 }).toBe(true);
      await expect.poll(() => readdir(join(folder, '.partial')), { timeout: 5_000 }).toEqual([]);
    } finally {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('a disk for attachments that is full', () => {
  it('is told as such, keeps nothing half, and takes files again when there is room', async (context) => {
    const folder = await mkdtemp(join(tmpdir(), 'fengsui-full-'));
    const unmount = smallDisk(folder);
    if (unmount === undefined) return context.skip('no disk may be mounted here');
    const server = await testServer('sqlite', { attachments: folder });
    try {
      const send = (bytes: number): Promise<Response> =>
        fetch(`${server.url}/attachments?subjectId=area_430102&fileName=a.png`, {
          method: 'POST',
          headers: { authorization: `Bearer ${server.token}` },
          body: new Uint8Array(png(bytes)),
        });
      const full = await send(400_000);
      expect([full.status, ((await full.json()) as Answered).errors?.[0]?.extensions.code]).toEqual([503, 'UNAVAILABLE']);
      expect(await readdir(join(folder, '.partial'))).toEqual([]);
      expect((await server.query('{ attachments { totalCount } }')).data).toEqual({ attachments: { totalCount: 0 } });
      expect((await send(100_000)).status).toBe(201);
    } finally {
      await server.stop();
      unmount();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
