import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { Area, AreaType, defineCommand, definePlugin, entity, entityType, eventType, p, via, type Entity, type RowOf } from '@fengsui/core';
import { dialects, operator, principalOver, testEngine, type TestEngine } from '@fengsui/core/testing';

const postProperties = { name: p.string().length(50).index(), area: () => p.manyToOne(Area).ref() };
interface Post extends RowOf<typeof postProperties> {}
const Post: Entity<Post, 'Post'> = entity('Post', { table: 'post', visibility: 'subtree', properties: postProperties });
const pegProperties = { name: p.string().length(50).index(), post: () => p.manyToOne(Post).ref() };
interface Peg extends RowOf<typeof pegProperties> {}
const Peg: Entity<Peg, 'Peg'> = entity('Peg', { table: 'peg', visibility: via('post'), properties: pegProperties });
const type = { permission: 'post.read', description: '岗。A post.' };
const PostType = entityType(Post, { ...type, prefix: 'post', fields: (t) => t.columns({ name: '名。Name.' }) });
const PegType = entityType(Peg, { ...type, prefix: 'peg', fields: (t) => t.columns({ name: '名。Name.' }) });
const told = { description: '设。Set.', payload: z.object({}) };
const PostSet = eventType('posts.post', { ...told, about: Post });
const PegSet = eventType('posts.peg', { ...told, about: Peg });

/** Somebody who takes their time between reading and writing: the test opens the gate. */
const gate = { reached: (): void => undefined, open: Promise.resolve() };
const setPost = defineCommand({
  name: 'setPost',
  description: '设岗。Sets a post.',
  permission: 'post.write',
  input: z.object({ areaId: z.string(), name: z.string() }),
  load: { area: { type: AreaType, id: 'areaId' } },
  payload: { post: PostType },
  emits: [PostSet],
  run: async ({ input: { name }, loaded: { area }, store, emit }) => {
    gate.reached();
    await gate.open;
    const post = store.create(Post, { name, area: area.code });
    emit(PostSet, post);
    return { post };
  },
});
const setPeg = defineCommand({
  name: 'setPeg',
  description: '设桩。Sets a peg.',
  permission: 'post.write',
  input: z.object({ name: z.string() }),
  payload: { peg: PegType },
  emits: [PegSet],
  run: async ({ input: { name }, store, emit }) => {
    const [post] = await store.find(Post, { name });
    gate.reached();
    await gate.open;
    const peg = store.create(Peg, { name, post: post?.id ?? '' });
    emit(PegSet, peg);
    return { peg };
  },
});
const posts = definePlugin({
  id: 'posts',
  version: '0.1.0',
  core: '^0.1',
  entities: [Post, Peg],
  schema: [PostType, PegType, setPost, setPeg],
});

describe.each(dialects)('rows written while codes of areas change, on %s', (dialect) => {
  let engine: TestEngine;
  let at = 0;
  const warden = principalOver('4301');
  beforeAll(async () => {
    engine = await testEngine(dialect, [posts]);
    await area('4301', 'CITY');
  });
  afterAll(() => engine.stop());
  const area = async (code: string, level: string): Promise<void> => {
    const time = dialect === 'sqlite' ? '0' : "'epoch'";
    await engine.database.script([
      `INSERT INTO area (code, name, level, version, created_at, updated_at) VALUES ('${code}', '区${code}', '${level}', 1, ${time}, ${time})`,
    ]);
  };
  const county = async (): Promise<string> => {
    const code = `4301${(at += 1) + 10}`;
    await area(code, 'COUNTY');
    return code;
  };
  const anew = (code: string): string => String(Number(code) + 50);
  const mutate = async (document: string): Promise<string> => JSON.stringify(await engine.query(`mutation { ${document} }`, {}, warden));
  const post = (name: string, code: string): Promise<string> =>
    mutate(`setPost(input: { name: "${name}", areaId: "area_${code}" }) { post { id } userErrors { code } }`);
  const recode = (from: string, to: string): Promise<string> =>
    mutate(
      `recodeAreas(input: { moves: [{ from: "${from}", to: "${to}", name: "新区" }] }) { recoding { areasCreated } userErrors { code } }`,
    );
  const codes = async (table: string, column: string): Promise<readonly string[]> =>
    (await engine.database.rows({ text: `SELECT ${column} AS code FROM ${table} ORDER BY code` }, [])).map(({ code }) => String(code));
  /** Begins `work`, changes codes while it stands between reading and writing, and lets both end. */
  const meanwhile = async (work: () => Promise<string>, change: () => Promise<string>): Promise<readonly string[]> => {
    let open = (): void => undefined;
    gate.open = new Promise((resolve) => (open = resolve));
    const reached = new Promise<void>((resolve) => (gate.reached = resolve));
    const working = work();
    await reached;
    const changing = change();
    // Long enough for it to be done, if nothing keeps it back.
    await Promise.race([changing, pause(400)]);
    open();
    gate.open = Promise.resolve();
    return Promise.all([working, changing]);
  };

  it('are at the new code: a row whose area was read before the change and which is written after it', async () => {
    const old = await county();
    const to = anew(old);
    const answers = await meanwhile(
      () => post('甲', old),
      () => recode(old, to),
    );
    expect(answers.join()).not.toMatch(/"code"|errors/);
    expect(await codes('post', 'area_code')).toEqual([to]);
    // And who comes after is told where the area went.
    expect(await post('乙', old)).toContain('AREA_EXPIRED');
  });

  it('are at the new code: a row that carries the code of its parent', async () => {
    const old = await county();
    const to = anew(old);
    await post('丙', old);
    const answers = await meanwhile(
      () => mutate('setPeg(input: { name: "丙" }) { peg { id } userErrors { code } }'),
      () => recode(old, to),
    );
    expect(answers.join()).not.toMatch(/"code"|errors/);
    expect(await codes('peg', 'area_code')).toEqual([to]);
  });

  it.runIf(dialect === 'postgresql')('do not wait for each other in one area, whoever writes them', async () => {
    const code = await county();
    let open = (): void => undefined;
    gate.open = new Promise((resolve) => (open = resolve));
    const reached = new Promise<void>((resolve) => (gate.reached = resolve));
    const set = (name: string): Promise<object> =>
      engine.query(`mutation { setPost(input: { name: "${name}", areaId: "area_${code}" }) { userErrors { code } } }`, {}, operator);
    const first = set('戊');
    await reached;
    gate.open = Promise.resolve();
    const second = await Promise.race([set('己'), pause(2_000, 'waits')]);
    open();
    await first;
    expect(second).toEqual({ data: { setPost: { userErrors: [] } }, extensions: { cost: 50 } });
  });

  it.runIf(dialect === 'postgresql')('wait for the change without a connection, so that reading goes on', async () => {
    const code = await county();
    const other = new Client({ connectionString: engine.databaseUrl });
    await other.connect();
    // Codes are being changed by another instance.
    await other.query('BEGIN; SELECT pg_advisory_xact_lock(7301964)');
    const waiting = Array.from({ length: 12 }, (_none, each) => post(`丁${each}`, code));
    await pause(100);
    const before = performance.now();
    for (let each = 0; each < 20; each += 1) await engine.query('{ areas(first: 1) { nodes { name } } }');
    expect(performance.now() - before).toBeLessThan(1_500);
    await other.query('COMMIT');
    expect((await Promise.all(waiting)).join()).not.toMatch(/"code"|errors/);
    await other.end();
  });

  it.runIf(dialect === 'postgresql')(
    'hold a change back for three seconds at most: then it says that the database is busy',
    { timeout: 15_000 },
    async () => {
      const code = await county();
      const other = new Client({ connectionString: engine.databaseUrl });
      await other.connect();
      // A long import.
      await other.query('BEGIN; SELECT pg_advisory_xact_lock_shared(7301964)');
      expect(await recode(code, anew(code))).toContain('UNAVAILABLE');
      await other.query('COMMIT');
      expect(await recode(code, anew(code))).toContain('"areasCreated":1');
      await other.end();
    },
  );
});
