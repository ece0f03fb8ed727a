import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestsInUse, type Performed, type Principal } from '@fengsui/core';
import { dialects, operator, principalOver, testEngine, type TestEngine } from '@fengsui/core/testing';
import { register, someAreas } from '../events/register.ts';

describe.each(dialects)('records of files, on %s', (dialect) => {
  let engine: TestEngine;
  const file = { subjectId: '', fileName: '现场.jpg', mediaType: 'image/jpeg', bytes: 5, sha256: 'a'.repeat(64) };
  const record = (input: object, as: Principal = operator): Promise<Performed> =>
    engine.perform('recordAttachment', { ...input }, { principal: as, requestId: 'test' });
  beforeAll(async () => {
    engine = await testEngine(dialect);
    await someAreas(engine);
    file.subjectId = (await register(engine, '甲', '430102')).enterprise?.id ?? '';
  });
  afterAll(() => engine.stop());

  it('keep what belongs to a row, and a removed one is seen no more though its digest stays in the audit', async () => {
    const { ids, userErrors } = await record(file);
    expect(userErrors).toEqual([]);
    const list =
      'query L($subject: String!) { attachments(where: { subjectId: { eq: $subject } }) { nodes { fileName mediaType bytes area { code } } } }';
    expect((await engine.query(list, { subject: file.subjectId })).data).toEqual({
      attachments: { nodes: [{ fileName: '现场.jpg', mediaType: 'image/jpeg', bytes: 5, area: { code: '430102' } }] },
    });
    const removed = await engine.query('mutation R($id: ID!) { removeAttachment(input: { attachmentId: $id }) { userErrors { code } } }', {
      id: ids['attachment'],
    });
    expect(removed.errors).toBeUndefined();
    expect((await engine.query(list, { subject: file.subjectId })).data).toEqual({ attachments: { nodes: [] } });
    const audit = await engine.database.rows({ text: 'SELECT changes FROM fengsui_audit ORDER BY seq DESC LIMIT 2' }, []);
    expect(audit.map(({ changes }) => String(changes).includes(file.sha256))).toEqual([true, true]);
  });

  it('need their bytes while they are there, and a removed one for thirty days more', async () => {
    const sha256 = 'b'.repeat(64);
    const { ids } = await record({ ...file, sha256 });
    const inUse = async (days: number): Promise<readonly string[]> => [
      ...(await digestsInUse(engine.database, [sha256, 'c'.repeat(64)], new Date(Date.now() + days * 86_400_000))),
    ];
    expect(await inUse(1_000)).toEqual([sha256]);
    await engine.query('mutation R($id: ID!) { removeAttachment(input: { attachmentId: $id }) { userErrors { code } } }', {
      id: ids['attachment'],
    });
    expect([await inUse(29), await inUse(31)]).toEqual([[sha256], []]);
  });

  it.each([
    ['a path', { fileName: '../../etc/passwd' }],
    ['the folder above', { fileName: '..' }],
    ['a second header', { fileName: 'a\r\nset-cookie: b' }],
    ['a name that reads backwards', { fileName: 'a\u202Egpj.exe' }],
    ['no digest', { sha256: 'abc' }],
    ['no media type', { mediaType: 'jpeg' }],
    ['nothing inside', { bytes: 0 }],
  ])('refuse %s', async (_what, wrong) => {
    expect(await record({ ...file, ...wrong })).toMatchObject({
      ids: { attachment: null },
      userErrors: [{ code: 'INVALID_INPUT', path: Object.keys(wrong) }],
    });
  });

  it('are made by the host alone: who asks by GraphQL could name bytes that were never stored', () => {
    expect(engine.sdl).not.toContain('recordAttachment');
  });

  it('belong to a row that their maker sees; one of another area and one that is not there are refused alike', async () => {
    const [foreign, unknown] = await Promise.all(
      [file.subjectId, 'enterprise_01kaa0000000000000000000aa'].map((subjectId) => record({ ...file, subjectId }, principalOver('430103'))),
    );
    expect(foreign).toMatchObject({ userErrors: [{ code: 'NOT_FOUND', path: ['subjectId'] }] });
    expect(foreign).toEqual(unknown);
    const blind = principalOver('430102', ['attachment.write']);
    expect(await record(file, blind)).toEqual(unknown);
    expect((await record({ ...file, subjectId: 'area_430102' }, principalOver('430102'))).userErrors).toEqual([]);
    expect((await record({ ...file, subjectId: 'area_430103' }, principalOver('430102'))).userErrors).toMatchObject([
      { code: expect.stringMatching(/OUTSIDE_SCOPE|NOT_FOUND/) as string },
    ]);
  });

  it('are invisible from another area', async () => {
    await record(file);
    expect((await engine.query('{ attachments { totalCount } }', {}, principalOver('44'))).data).toEqual({
      attachments: { totalCount: 0 },
    });
  });
});
