import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, restoreBackup, takeBackup, type BackupOptions } from '@fengsui/core';
import { dialects, operator } from '@fengsui/core/testing';
import { look, place, type Place } from './kit.ts';

type Engine = Parameters<Parameters<typeof look>[1]>[0];
const document = (text: string): string => `mutation { ${text} { userErrors { code } } }`;

describe.each(dialects)('what was withdrawn after a backup, restored on %s', (dialect) => {
  let at: Place;
  beforeAll(async () => {
    at = await place(dialect);
  });
  afterAll(() => at.drop());

  const grants = [{ role: 'operator', area: '43' }];
  /** A database with three keys and two people, a backup of it, and then a key revoked, one given less, one person erased. */
  const withdrawn = async (more: { readonly auditCheckpoints?: string } = {}) => {
    const options: BackupOptions = await at.empty();
    const folder = join(at.folder, `withdrawn-${Math.random()}`);
    const made = await look({ ...options, ...more }, async (engine) => {
      await engine.database.script([
        `INSERT INTO area (code, name, level, version, created_at, updated_at) VALUES ${[
          ['43', 'PROVINCE'],
          ['4301', 'CITY'],
        ]
          .map(([code, level]) => `('${code}', '省市', '${level}', 1, ${dialect === 'sqlite' ? '0, 0' : "'epoch', 'epoch'"})`)
          .join(', ')}`,
      ]);
      const [kept, revoked, narrowed] = [
        await engine.access.createKey({ label: 'kept', grants }),
        await engine.access.createKey({ label: 'revoked', grants }),
        await engine.access.createKey({ label: 'narrowed', grants }),
      ];
      const person = async (name: string): Promise<string> => {
        const text = `mutation { registerPerson(input: { areaId: "area_43", name: "${name}", phone: "13812345678" }) { person { id } } }`;
        return (JSON.parse(await ask(engine, text)) as { data: { registerPerson: { person: { id: string } } } }).data.registerPerson.person
          .id;
      };
      const people = { forgotten: await person('张三丰'), stays: await person('李四光') };
      await engine.audit.seal();
      await takeBackup(options, folder);
      await engine.access.revokeKey(revoked.id);
      await engine.access.setGrants(narrowed.principal, [{ role: 'operator', area: '4301' }]);
      await ask(engine, document(`erasePersonPersonalData(input: { personId: "${people.forgotten}", reason: "本人申请删除" })`));
      await engine.audit.seal();
      return { tokens: { kept: kept.token, revoked: revoked.token, narrowed: narrowed.token }, ids: { revoked, narrowed }, people };
    });
    return { ...made, options, folder };
  };
  const ask = async (engine: Engine, query: string): Promise<string> => (await engine.execute({ query, principal: operator })).text;
  const state = (options: BackupOptions, { tokens, people }: Pick<Awaited<ReturnType<typeof withdrawn>>, 'tokens' | 'people'>) =>
    look(options, async (engine) => {
      const scope = async (token: string): Promise<unknown> =>
        engine.access.authenticate(`Bearer ${token}`).then(
          (who) => who.scope('person.read'),
          () => 'refused',
        );
      const areas = async (token: string): Promise<unknown> => {
        const found = await scope(token);
        return Array.isArray(found) ? (found as { code: string }[]).map(({ code }) => code) : found;
      };
      const clear = async (id: string): Promise<unknown> => {
        const text = `mutation { revealPerson(input: { personId: "${id}", fields: [NAME, PHONE], reason: "核对是否已删除" }) { personalData { name phone } person { name phone } } }`;
        return (JSON.parse(await ask(engine, text)) as { data: { revealPerson: unknown } }).data.revealPerson;
      };
      await engine.audit.seal();
      return {
        kept: await areas(tokens.kept),
        revoked: await areas(tokens.revoked),
        narrowed: await areas(tokens.narrowed),
        forgotten: await clear(people.forgotten),
        stays: await clear(people.stays),
        audit: (await engine.audit.verify()).faults,
      };
    });
  const held = {
    kept: ['43'],
    revoked: 'refused',
    narrowed: ['4301'],
    forgotten: { personalData: { name: null, phone: null }, person: { name: '', phone: null } },
    stays: { personalData: { name: '李四光', phone: '13812345678' } },
    audit: [],
  };

  it('stays withdrawn when the database that knows of it is replaced', async () => {
    const made = await withdrawn();
    const { again } = await restoreBackup({ ...made.options, overwrite: true }, made.folder);
    expect(again).toEqual({
      keys: [made.ids.revoked.id],
      principals: [made.ids.narrowed.principal],
      erased: [{ entity: 'Person', key: made.people.forgotten.slice('person_'.length) }],
      knownUntil: 'now',
    });
    expect(await state(made.options, made)).toMatchObject(held);
    // And once more, from the state that was restored: nothing is withdrawn twice over, nothing is lost.
    const second = await restoreBackup({ ...made.options, overwrite: true }, made.folder);
    expect(second.again).toEqual(again);
    expect(await state(made.options, made)).toMatchObject(held);
  });

  it('stays withdrawn where the database is gone, by the file of checkpoints that lay elsewhere', async () => {
    const file = join(at.folder, `checkpoints-${Math.random()}`);
    const made = await withdrawn({ auditCheckpoints: file });
    const empty = await at.empty();
    const { again } = await restoreBackup({ ...empty, auditCheckpoints: file }, made.folder);
    expect(again).toMatchObject({ keys: [made.ids.revoked.id], principals: [made.ids.narrowed.principal], erased: [{ entity: 'Person' }] });
    expect(again?.knownUntil).toBeInstanceOf(Date);
    expect(await state(empty, made)).toMatchObject(held);
    // No secret, no personal value: whoever reads the file learns who was cut off, and no more.
    const text = await readFile(file, 'utf8');
    for (const secret of ['张三丰', '13812345678', ...Object.values(made.tokens)]) expect(text).not.toContain(secret);
  });

  it('is withdrawn at the start of a server whose database was put back in time by other means, once', async () => {
    const file = join(at.folder, `checkpoints-${Math.random()}`);
    const made = await withdrawn({ auditCheckpoints: file });
    const bare = await at.empty();
    const copied = { ...bare, auditCheckpoints: file };
    await restoreBackup(bare, made.folder);
    // As a copied file or a recovery to a point in time leaves it: nothing says that it is not of now.
    await look(bare, async ({ database }) => database.script(["DELETE FROM fengsui_audit WHERE command = 'restore'"]));
    const told: string[] = [];
    const starts = async (): Promise<number> => {
      const engine = await createEngine({
        ...copied,
        poolSize: 2,
        onError: (error, about) => void (about === 'audit' && told.push(String(error))),
      });
      const [rows] = await engine.database.rows({ text: "SELECT count(*) AS n FROM fengsui_audit WHERE request = 'restore'" }, []);
      await engine.stop();
      return Number(rows?.['n']);
    };
    expect([await starts(), await starts()]).toEqual([3, 3]);
    expect(told).toEqual([expect.stringMatching(/检查点旧[\s\S]*1 keys revoked, 1 grants replaced and 1 rows erased/)]);
    expect(await state(copied, made)).toMatchObject(held);
    // What is sealed now goes on in the file, so that the next start finds its end again.
    await look(copied, async ({ audit }) => void (await audit.seal()));
    expect([await starts(), told.length]).toEqual([3, 1]);
  });

  it('is left as it is where all of it holds, though the end of the audit was cut off', async () => {
    const file = join(at.folder, `checkpoints-${Math.random()}`);
    const made = await withdrawn({ auditCheckpoints: file });
    const options = { ...made.options, auditCheckpoints: file };
    const rows = (): Promise<unknown> =>
      look(options, async ({ database }) => [
        await database.rows({ text: 'SELECT id, version FROM person ORDER BY id' }, []),
        await database.rows({ text: 'SELECT principal, role, area FROM fengsui_grant ORDER BY principal, area' }, []),
        await database.rows({ text: 'SELECT id, revoked_at FROM fengsui_api_key ORDER BY id' }, []),
        await database.rows({ text: 'SELECT count(*) AS n FROM fengsui_audit' }, []),
      ]);
    const { rows: before, count } = await look(options, async ({ database }) => {
      await database.script(['DELETE FROM fengsui_audit WHERE position > 5']);
      const [left] = await database.rows({ text: 'SELECT count(*) AS n FROM fengsui_audit' }, []);
      return { rows: await database.rows({ text: 'SELECT id, version FROM person ORDER BY id' }, []), count: Number(left?.['n']) };
    });
    const after = (await rows()) as readonly { readonly n?: unknown }[][];
    expect(after[0]).toEqual(before);
    expect(Number(after[3]?.[0]?.n)).toBe(count);
    // And that it was cut off is still found.
    await look(options, async ({ audit }) => expect((await audit.verify()).faults.map(({ code }) => code)).toEqual(['CUT']));
  });

  it('tells subscribers and the audit that it was withdrawn again', async () => {
    const made = await withdrawn();
    await restoreBackup({ ...made.options, overwrite: true }, made.folder);
    await look(made.options, async ({ database }) => {
      const rows = await database.rows({ text: "SELECT command FROM fengsui_audit WHERE request = 'restore' ORDER BY seq" }, []);
      expect(rows.map(({ command }) => command)).toEqual(['revokeKey', 'setGrants', 'erasePersonPersonalData']);
      const [event] = await database.rows({ text: "SELECT count(*) AS n FROM fengsui_event WHERE type = 'personal.erased'" }, []);
      expect(Number(event?.['n'])).toBe(1);
    });
  });

  it('is said to be unknown where nothing tells of it, and where the file has a hole', async () => {
    const file = join(at.folder, `checkpoints-${Math.random()}`);
    const made = await withdrawn({ auditCheckpoints: file });
    const none = await at.empty();
    expect((await restoreBackup(none, made.folder)).again).toEqual({ keys: [], principals: [], erased: [], knownUntil: undefined });
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(3);
    // The line that followed the backup is gone: what the others tell is done, and that something may be missing is said.
    await writeFile(file, `${[...lines.slice(0, 1), ...lines.slice(2)].join('\n')}\n`);
    const { again } = await restoreBackup({ ...(await at.empty()), auditCheckpoints: file }, made.folder);
    expect(again?.knownUntil).toBeUndefined();
    expect(again?.erased.length).toBe(1);
    await rm(file);
  });

  it('is not withdrawn once more when the backup knows of it: what was given anew since then stays', async () => {
    const file = join(at.folder, `checkpoints-${Math.random()}`);
    const made = await withdrawn({ auditCheckpoints: file });
    const later = join(at.folder, `later-${Math.random()}`);
    await look({ ...made.options, auditCheckpoints: file }, async ({ audit }) => void (await audit.seal()));
    await takeBackup(made.options, later);
    const { again } = await restoreBackup({ ...made.options, auditCheckpoints: file, overwrite: true }, later);
    expect(again).toEqual({ keys: [], principals: [], erased: [], knownUntil: 'now' });
  });
});
