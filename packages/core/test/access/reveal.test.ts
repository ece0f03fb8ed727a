import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, principal, type Principal } from '@fengsui/core';
import { dialects, operator, principalOver, testEngine, type TestEngine } from '@fengsui/core/testing';
import { depots } from './depot-plugin.ts';

const [name, phone] = ['欧阳长河', '13812345678'];
const reason = '深夜险情，需电话联系';
const duty = principalOver('430102', ['keeper.read', 'personal.reveal', 'personal.erase'], 'duty');
interface Answer {
  readonly keeper: Readonly<Record<string, unknown>> | null;
  readonly personalData: Readonly<Record<string, string | null>> | null;
  readonly userErrors: readonly { readonly code: string; readonly path: readonly string[] | null }[];
}
const revealing = `mutation Reveal($input: RevealKeeperInput!, $dryRun: Boolean! = false) {
  revealKeeper(input: $input, dryRun: $dryRun) { keeper { id name phone version } personalData { name phone } userErrors { code path } } }`;
const erasing = `mutation Erase($input: EraseKeeperPersonalDataInput!) {
  eraseKeeperPersonalData(input: $input) { keeper { name phone version } userErrors { code path } } }`;

describe.each(dialects)('revealing and erasing personal data on %s', (dialect) => {
  let engine: TestEngine;
  let id: string;
  const hire = async (input: object = {}): Promise<string> => {
    const { data } = await engine.query('mutation H($input: HireKeeperInput!) { hireKeeper(input: $input) { keeper { id } } }', {
      input: { areaId: 'area_430102', name, phone, ...input },
    });
    return (data as unknown as { hireKeeper: { keeper: { id: string } } }).hireKeeper.keeper.id;
  };
  const text = async (query: string, input: object, who: Principal = duty, rest: object = {}): Promise<string> =>
    (
      await engine.execute({
        query,
        variables: { input: { keeperId: id, reason, ...input }, ...rest },
        principal: who,
        requestId: 'request',
      })
    ).text;
  const run = async (query: string, input: object = {}, who = duty, rest: object = {}): Promise<Answer> =>
    Object.values((JSON.parse(await text(query, input, who, rest)) as { data: Record<string, Answer> }).data)[0] as Answer;
  const reveal = (input: object = {}, who = duty, rest: object = {}): Promise<Answer> =>
    run(revealing, { fields: ['PHONE'], ...input }, who, rest);
  const audited = (command: string): Promise<readonly Readonly<Record<string, unknown>>[]> =>
    engine.database.rows(
      { text: `SELECT principal, request, area, changes FROM fengsui_audit WHERE command = '${command}' ORDER BY seq` },
      [],
    );
  const everything = async (...except: readonly string[]): Promise<string> => {
    const tables = ['fengsui_audit', 'fengsui_event', 'fengsui_idempotency', 'keeper'].filter((table) => !except.includes(table));
    return JSON.stringify(await Promise.all(tables.map((table) => engine.database.rows({ text: `SELECT * FROM ${table}` }, []))));
  };
  beforeAll(async () => {
    engine = await testEngine(dialect, [depots]);
    const at = dialect === 'sqlite' ? '0' : "'epoch'";
    await engine.database.script([
      `INSERT INTO area (code, name, level, version, created_at, updated_at) VALUES ('430102', '芙蓉区', 'COUNTY', 1, ${at}, ${at}), ('430103', '天心区', 'COUNTY', 1, ${at}, ${at})`,
    ]);
    id = await hire();
  });
  afterAll(() => engine.stop());

  it('gives the fields that were asked for and no others, and the row still shows its masks', async () => {
    expect(await reveal()).toEqual({
      keeper: { id, name: '欧**', phone: '138****5678', version: 1 },
      personalData: { name: null, phone },
      userErrors: [],
    });
    expect((await reveal({ fields: ['NAME', 'PHONE'] })).personalData).toEqual({ name, phone });
    expect((await engine.query('query One($id: ID!) { keeper(id: $id) { name phone version } }', { id }, duty)).data).toEqual({
      keeper: { name: '欧**', phone: '138****5678', version: 1 },
    });
  });

  it('keeps who, what and why in the audit, without the value, even where the reason names it', async () => {
    await reveal({ reason: `核对来电号码 ${phone}` });
    const row = (await audited('revealKeeper')).at(-1);
    expect(row).toMatchObject({ principal: 'duty', request: 'request', area: '430102' });
    expect(JSON.parse(String(row?.['changes']))).toEqual([
      {
        entity: 'Keeper',
        key: id.slice('keeper_'.length),
        area: '430102',
        op: 'reveal',
        after: { fields: ['phone'], reason: '核对来电号码 ***' },
      },
    ]);
    expect(await everything()).not.toMatch(new RegExp(`${phone}|${name}`));
  });

  it('answers a foreign row and an unknown one with the same bytes, and writes nothing', async () => {
    const before = (await audited('revealKeeper')).length;
    const foreign = await hire({ areaId: 'area_430103', phone: '13900000003' });
    const both = ['keeper.read', 'personal.reveal'];
    const split = (read: string, open: string): Principal =>
      principal('split', 'split', [
        { permissions: ['keeper.read'], area: read },
        { permissions: ['personal.reveal'], area: open },
      ]);
    const unknown = await text(revealing, { fields: ['PHONE'], keeperId: `keeper_${'0'.repeat(26)}` });
    expect(unknown).toContain('NOT_FOUND');
    for (const [who, row] of [
      [duty, foreign],
      [principalOver('430103', both), id],
      [split('43', '430103'), id],
      [split('430103', '43'), id],
    ] as const)
      expect(await text(revealing, { fields: ['PHONE'], keeperId: row }, who)).toBe(unknown);
    expect((await audited('revealKeeper')).length).toBe(before);
  });

  it.each<[string, Principal, string]>([
    ['may not reveal', principalOver('430102', ['keeper.read']), 'FORBIDDEN'],
    ['may not read what they would reveal', principalOver('430102', ['personal.reveal']), 'FORBIDDEN'],
    ['is nobody', anonymous, 'UNAUTHENTICATED'],
  ])('refuses whole who %s', async (_name, who, code) => {
    const answer = JSON.parse(await text(revealing, { fields: ['PHONE'] }, who)) as {
      readonly data?: unknown;
      readonly errors: readonly { readonly extensions: { readonly code: string } }[];
    };
    expect(answer.errors[0]?.extensions.code).toBe(code);
    expect(answer.data).toBeUndefined();
  });

  it.each<[string, object, string]>([
    ['a reason of blanks', { reason: '     ' }, 'INVALID_INPUT'],
    ['a reason that says nothing', { reason: '急' }, 'INVALID_INPUT'],
    ['no field', { fields: [] }, 'INVALID_INPUT'],
    ['a version that is gone', { keeperVersion: 7 }, 'VERSION_CONFLICT'],
  ])('refuses %s', async (_name, input, code) => {
    const before = (await audited('revealKeeper')).length;
    expect(await reveal(input)).toMatchObject({ personalData: null, userErrors: [{ code }] });
    expect((await audited('revealKeeper')).length).toBe(before);
  });

  it('knows the personal columns and no others as fields', async () => {
    expect(await text(revealing, { fields: ['SINCE'] })).toMatch(/BAD_USER_INPUT/);
  });

  it('a dry run checks everything and gives nothing in clear', async () => {
    const before = (await audited('revealKeeper')).length;
    const { keeper, ...rest } = (await reveal({}, duty, { dryRun: true })) as unknown as { readonly keeper: { readonly phone: string } };
    expect(rest).toEqual({ personalData: null, userErrors: [] });
    // The row as it is always shown: masked.
    expect(keeper.phone).toContain('*');
    expect((await audited('revealKeeper')).length).toBe(before);
  });

  it('the same idempotency key looks again and is audited again: no value is remembered', async () => {
    const before = (await audited('revealKeeper')).length;
    expect((await reveal({ idempotencyKey: 'look' })).personalData).toEqual({ name: null, phone });
    expect((await reveal({ idempotencyKey: 'look' })).personalData).toEqual({ name: null, phone });
    expect((await audited('revealKeeper')).length).toBe(before + 2);
    expect((await reveal({ idempotencyKey: 'look', fields: ['NAME'] })).userErrors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
    // The key is the principal's, and what it may see is asked again: a grant that went away opens nothing.
    const less = principalOver('430103', ['keeper.read', 'personal.reveal'], 'duty');
    expect(await reveal({ idempotencyKey: 'look' }, less)).toMatchObject({ personalData: null, userErrors: [{ code: 'NOT_FOUND' }] });
    const kept = await engine.database.rows({ text: `SELECT answer FROM fengsui_idempotency WHERE key = 'look'` }, []);
    expect(kept).toHaveLength(1);
    expect(JSON.parse(String(kept[0]?.['answer']))).toEqual({ payload: { keeper: { key: id.slice('keeper_'.length) } }, userErrors: [] });
  });

  it('many at once, each with its own answer; none is told when one of all fails', async () => {
    const other = await hire({ name: '李四', phone: '13700000002' });
    const bulk = async (
      ids: readonly string[],
      onError: string,
      key: string | null = null,
    ): Promise<readonly (Answer['personalData'] | string | undefined)[]> => {
      const { data } = await engine.query(
        `mutation B($inputs: [RevealKeeperInput!]!, $onError: OnError!, $key: String) { revealKeepers(inputs: $inputs, onError: $onError, idempotencyKey: $key) {
          results { personalData { phone } userErrors { code } } } }`,
        { inputs: ids.map((keeperId) => ({ keeperId, fields: ['PHONE'], reason })), onError, key },
        duty,
      );
      return (data as unknown as { revealKeepers: { results: readonly Answer[] } }).revealKeepers.results.map(
        ({ personalData, userErrors }) => personalData ?? userErrors[0]?.code,
      );
    };
    expect(await bulk([id, other], 'REJECT_ALL')).toEqual([{ phone }, { phone: '13700000002' }]);
    expect(await bulk([id, 'keeper_unknown'], 'REJECT_ALL')).toEqual(['REJECTED_WITH_OTHERS', 'NOT_FOUND']);
    expect(await bulk([id, 'keeper_unknown'], 'KEEP_GOING')).toEqual([{ phone }, 'NOT_FOUND']);
    // A key for the whole call remembers no value either: each call looks again.
    for (const onError of ['REJECT_ALL', 'KEEP_GOING'])
      for (const _again of [1, 2]) {
        const before = (await audited('revealKeeper')).length;
        expect(await bulk([id, other], onError, `whole-${onError}`)).toEqual([{ phone }, { phone: '13700000002' }]);
        expect((await audited('revealKeeper')).length).toBe(before + 2);
      }
    expect(await everything()).not.toMatch(/13700000002|13812345678/);
  });

  it('erases for good: values and masks are gone, an event says so, nothing can be revealed, and the audit’s chain still holds', async () => {
    const gone = await hire({ name: '王五常在', phone: '13600007788' });
    await engine.audit.seal();
    const checkpoint = await engine.audit.seal();
    const input = { keeperId: gone, keeperVersion: 1, reason: '王五常在（13600007788）依法申请删除', idempotencyKey: 'erase' };
    expect(await run(erasing, { ...input, reason: ' ' })).toMatchObject({ userErrors: [{ code: 'INVALID_INPUT', path: ['reason'] }] });
    expect(await run(erasing, { ...input, keeperVersion: 2 })).toMatchObject({ userErrors: [{ code: 'VERSION_CONFLICT' }] });
    const done = { keeper: { name: '', phone: null, version: 2 }, userErrors: [] };
    expect(await run(erasing, input)).toEqual(done);
    expect(await run(erasing, input)).toEqual(done);
    expect(await audited('eraseKeeperPersonalData')).toHaveLength(1);
    expect(await reveal({ keeperId: gone, fields: ['NAME', 'PHONE'] })).toMatchObject({
      personalData: { name: null, phone: null },
      userErrors: [],
    });
    const key = gone.slice('keeper_'.length);
    expect(await engine.database.rows({ text: `SELECT * FROM fengsui_personal WHERE key = '${key}'` }, [])).toEqual([]);
    const events = await engine.database.rows({ text: `SELECT type, payload FROM fengsui_event WHERE key = '${key}' ORDER BY seq` }, []);
    expect(events.at(-1)).toEqual({ type: 'personal.erased', payload: '{"fields":["name","phone"]}' });
    expect(await everything()).not.toMatch(/13600007788|\*7788|王五/);
    await engine.audit.seal();
    expect((await engine.audit.verify(checkpoint)).faults).toEqual([]);
  });

  it('erases nothing outside the scope or without the permission', async () => {
    const unknown = await text(erasing, { keeperId: `keeper_${'0'.repeat(26)}` });
    expect(await text(erasing, {}, principalOver('430103', ['keeper.read', 'personal.erase']))).toBe(unknown);
    expect(await text(erasing, {}, principalOver('430102', ['keeper.read', 'personal.reveal']))).toContain('FORBIDDEN');
    expect((await reveal({}, operator)).personalData).toEqual({ name: null, phone });
  });

  it('keeps of a body only a digest that nobody without the secret can try values against', async () => {
    await reveal({ idempotencyKey: 'digest' });
    const [row] = await engine.database.rows({ text: `SELECT body FROM fengsui_idempotency WHERE key = 'digest'` }, []);
    const other = await testEngine(dialect, [depots], { secret: 'another secret of the tests, as long' });
    const given = { fields: ['phone'], keeperId: id, reason };
    const owner = { principal: 'duty', command: 'revealKeeper' };
    expect(engine.pipeline.digest(owner, given)).toBe(row?.['body']);
    expect(other.pipeline.digest(owner, given)).not.toBe(row?.['body']);
    expect(engine.pipeline.digest({ ...owner, principal: 'other' }, given)).not.toBe(row?.['body']);
    await other.stop();
  });
});
