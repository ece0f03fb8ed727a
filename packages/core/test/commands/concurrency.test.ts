import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialects, operator, principalOver, testEngine, type TestEngine } from '@fengsui/core/testing';
import { register, someAreas } from '../events/register.ts';
import { renaming, rowsOf } from './fixture.ts';

describe.each(dialects)('commands that meet, on %s', (dialect) => {
  let engine: TestEngine;
  let today = new Date('2026-05-01T00:00:00Z');
  beforeAll(async () => {
    engine = await testEngine(dialect, [renaming], { now: () => today });
    await someAreas(engine);
  });
  afterAll(() => engine.stop());

  it('200 with one idempotency key: one effect and 200 equal answers; another body is refused, another caller is independent', async () => {
    const before = await rowsOf(engine);
    const answers = await Promise.all(Array.from({ length: 200 }, () => register(engine, '同', '430102', { idempotencyKey: 'one' })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const after = await rowsOf(engine);
    for (const table of ['enterprise', 'fengsui_audit', 'fengsui_event', 'fengsui_idempotency'])
      expect((after[table] ?? 0) - (before[table] ?? 0)).toBe(1);
    expect((await register(engine, '异', '430102', { idempotencyKey: 'one' })).userErrors.map(({ code }) => code)).toEqual([
      'IDEMPOTENCY_KEY_REUSED',
    ]);
    const other = await register(engine, '同', '430102', { idempotencyKey: 'one' }, principalOver('43'));
    expect(other.enterprise?.id).not.toBe(answers[0]?.enterprise?.id);
  });

  it('30 with one key and one version: what the later ones meet is their own first effect, so all have its answer', async () => {
    const id = (await register(engine, '同一行')).enterprise?.id;
    const rename = `mutation Rename($input: RenameEnterpriseInput!) { renameEnterprise(input: $input) { enterprise { version name } userErrors { code } } }`;
    const input = { enterpriseId: id, enterpriseVersion: 1, name: '新名', idempotencyKey: 'same row' };
    const answers = await Promise.all(Array.from({ length: 30 }, () => engine.query(rename, { input }, operator)));
    expect(new Set(answers.map(({ data }) => JSON.stringify(data)))).toEqual(
      new Set(['{"renameEnterprise":{"enterprise":{"version":2,"name":"新名"},"userErrors":[]}}']),
    );
    const batch = `mutation Batch($inputs: [RenameEnterpriseInput!]!) { renameEnterprises(inputs: $inputs, onError: REJECT_ALL) { results { enterprise { version } userErrors { code } } } }`;
    const inputs = [{ enterpriseId: id, enterpriseVersion: 2, name: '再名', idempotencyKey: 'same row again' }];
    const batches = await Promise.all(Array.from({ length: 10 }, () => engine.query(batch, { inputs }, operator)));
    expect(new Set(batches.map(({ data }) => JSON.stringify(data)))).toEqual(
      new Set(['{"renameEnterprises":{"results":[{"enterprise":{"version":3},"userErrors":[]}]}}']),
    );
  });

  it('20 with one key and one credit code: what is taken is taken by themselves, alone and in a batch', async () => {
    const one =
      'mutation One($input: RegisterEnterpriseInput!) { registerEnterprise(input: $input) { enterprise { name } userErrors { code } } }';
    const input = { areaId: 'area_430102', name: '同码', industry: 'TRADE', creditCode: '91350200776049653A', idempotencyKey: 'same code' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => engine.query(one, { input }, operator)));
    expect(new Set(answers.map(({ data }) => JSON.stringify(data)))).toEqual(
      new Set(['{"registerEnterprise":{"enterprise":{"name":"同码"},"userErrors":[]}}']),
    );
    const taken = await engine.query(one, { input: { ...input, idempotencyKey: 'another' } }, operator);
    expect(JSON.stringify(taken.data)).toBe('{"registerEnterprise":{"enterprise":null,"userErrors":[{"code":"ALREADY_EXISTS"}]}}');
    const batch = `mutation Batch($inputs: [RegisterEnterpriseInput!]!) { registerEnterprises(inputs: $inputs, onError: REJECT_FAILED) { results { enterprise { name } userErrors { code } } } }`;
    const inputs = [{ ...input, creditCode: '91440101MA5CJQ4N59', idempotencyKey: 'same code again' }];
    const batches = await Promise.all(Array.from({ length: 10 }, () => engine.query(batch, { inputs }, operator)));
    expect(new Set(batches.map(({ data }) => JSON.stringify(data)))).toEqual(
      new Set(['{"registerEnterprises":{"results":[{"enterprise":{"name":"同码"},"userErrors":[]}]}}']),
    );
  });

  it('a key gives the first answer for seven days, then it is free again', async () => {
    const first = await register(engine, '期', '430102', { idempotencyKey: 'week' });
    today = new Date('2026-05-07T23:00:00Z');
    await engine.workers.runDueJobs();
    expect(await register(engine, '期', '430102', { idempotencyKey: 'week' })).toEqual(first);
    today = new Date('2026-05-08T02:00:00Z');
    await engine.workers.runDueJobs();
    expect((await register(engine, '期', '430102', { idempotencyKey: 'week' })).enterprise?.id).not.toBe(first.enterprise?.id);
  });

  it('100 writers on one row, each with the version it read: as many succeed as the version grew', async () => {
    const id = (await register(engine, '争')).enterprise?.id;
    const rename = `mutation Rename($input: RenameEnterpriseInput!) { renameEnterprise(input: $input) { enterprise { version } userErrors { code retryable } } }`;
    interface Renamed {
      readonly renameEnterprise: {
        readonly enterprise: { readonly version: number } | null;
        readonly userErrors: readonly { readonly code: string; readonly retryable: boolean }[];
      };
    }
    const version = async (): Promise<number> => {
      const { data } = await engine.query('query One($id: ID!) { enterprise(id: $id) { version } }', { id });
      return (data as unknown as { enterprise: { version: number } }).enterprise.version;
    };
    const writers = Array.from({ length: 100 }, async (_none, at) => {
      const read = await version();
      const { data } = await engine.query(rename, { input: { enterpriseId: id, enterpriseVersion: read, name: `name ${at}` } }, operator);
      return (data as unknown as Renamed).renameEnterprise;
    });
    const results = await Promise.all(writers);
    const succeeded = results.filter(({ enterprise }) => enterprise !== null).length;
    expect(succeeded).toBeGreaterThan(0);
    expect(await version()).toBe(1 + succeeded);
    expect(new Set(results.flatMap(({ userErrors }) => userErrors.map(({ code, retryable }) => `${code} ${String(retryable)}`)))).toEqual(
      new Set(['VERSION_CONFLICT true']),
    );
  });
});
