import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dialects, operator, principalOver, testEngine, type TestEngine } from '@fengsui/core/testing';
import { register, someAreas } from '../events/register.ts';
import { renaming, rowsOf } from './fixture.ts';

const many = `mutation Many($inputs: [RegisterEnterpriseInput!]!, $onError: OnError! = REJECT_ALL, $dryRun: Boolean! = false, $idempotencyKey: String) {
  registerEnterprises(inputs: $inputs, onError: $onError, dryRun: $dryRun, idempotencyKey: $idempotencyKey) { succeeded failed results { enterprise { name } userErrors { code path } } }
}`;
interface Many {
  readonly succeeded: number;
  readonly failed: number;
  readonly results: readonly {
    readonly enterprise: { readonly name: string } | null;
    readonly userErrors: readonly { readonly code: string }[];
  }[];
}

describe.each(dialects)('upsert, bulk and dry run, on %s', (dialect) => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await testEngine(dialect, [renaming]);
    await someAreas(engine);
  });
  afterAll(() => engine.stop());
  beforeEach(() => engine.database.script(['DELETE FROM enterprise']));

  const names = async (): Promise<readonly string[]> => {
    const { data } = await engine.query('{ enterprises(orderBy: [{ name: ASC }]) { nodes { name } } }');
    return (data as unknown as { enterprises: { nodes: { name: string }[] } }).enterprises.nodes.map(({ name }) => name);
  };
  const bulk = async (inputs: readonly object[], more: object = {}, as = operator): Promise<Many> => {
    const { data, errors } = await engine.query(
      many,
      { inputs: inputs.map((input) => ({ areaId: 'area_430102', industry: 'TRADE', ...input })), ...more },
      as,
    );
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return (data as unknown as { registerEnterprises: Many }).registerEnterprises;
  };
  const codes = ({ results }: Many): readonly string[] => results.map(({ userErrors }) => userErrors.map(({ code }) => code).join());

  it('updates what came from the same source under the same id, and tells nothing when it comes again as it was', async () => {
    const origin = { source: 'permits', externalId: 'P-1', creditCode: '91430102MA00000001' };
    const first = await register(engine, '甲', '430102', { ...origin, employees: 3 });
    const second = await register(engine, '乙', '430103', origin);
    expect([second.userErrors, second.enterprise]).toEqual([[], { id: first.enterprise?.id, version: 2 }]);
    const before = await rowsOf(engine);
    expect((await register(engine, '乙', '430103', origin)).enterprise).toEqual({ id: first.enterprise?.id, version: 2 });
    const after = await rowsOf(engine);
    expect((after['fengsui_event'] ?? 0) - (before['fengsui_event'] ?? 0)).toBe(0);
    expect(await names()).toEqual(['乙']);
  });

  it('20 that bring the same row of another system at once make one', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_none, at) => register(engine, `n${at % 2}`, '430102', { source: 's', externalId: 'x' })),
    );
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    expect(new Set(answers.map(({ enterprise }) => enterprise?.id)).size).toBe(1);
    expect(await names()).toHaveLength(1);
  });

  it('refuses a source without an id, and another area’s row without saying whose it is', async () => {
    expect((await register(engine, '甲', '430102', { source: 's' })).userErrors).toMatchObject([
      { code: 'INVALID_INPUT', path: ['externalId'] },
    ]);
    await register(engine, '甲', '430102', { source: 's', externalId: 'far' });
    const foreign = await register(engine, '乙', '430103', { source: 's', externalId: 'far' }, principalOver('430103'));
    expect(foreign.userErrors).toMatchObject([{ code: 'ALREADY_EXISTS', path: ['source', 'externalId'] }]);
    expect(await names()).toEqual(['甲']);
  });

  const mixed = [{ name: '一' }, { name: '' }, { name: '三', areaId: 'area_99' }, { name: '四' }];
  it('REJECT_ALL keeps nothing when one fails, and says which', async () => {
    const given = await bulk(mixed);
    expect([given.succeeded, given.failed, codes(given)]).toEqual([
      0,
      4,
      ['REJECTED_WITH_OTHERS', 'INVALID_INPUT', 'NOT_FOUND', 'REJECTED_WITH_OTHERS'],
    ]);
    expect(await names()).toEqual([]);
    expect((await bulk([{ name: '一' }, { name: '四' }])).succeeded).toBe(2);
  });
  it.each(['REJECT_FAILED', 'KEEP_GOING'])('%s keeps the good ones and gives each its result', async (onError) => {
    const given = await bulk(mixed, { onError });
    expect([given.succeeded, given.failed, codes(given)]).toEqual([2, 2, ['', 'INVALID_INPUT', 'NOT_FOUND', '']]);
    expect(given.results.map(({ enterprise }) => enterprise?.name ?? null)).toEqual(['一', null, null, '四']);
    expect(await names()).toEqual(['一', '四']);
  });
  it('an item that a unique index refuses fails alone, and items see those before them', async () => {
    const given = await bulk(
      [
        { name: '一', source: 's', externalId: '1' },
        { name: '二', creditCode: '91430102MA00000009' },
        { name: '三', creditCode: '91430102MA00000009' },
        { name: '一改', source: 's', externalId: '1' },
      ],
      { onError: 'REJECT_FAILED' },
    );
    expect(codes(given)).toEqual(['', '', 'ALREADY_EXISTS', '']);
    expect(await names()).toEqual(['一改', '二']);
  });
  it('takes a key with each item, so that a batch sent again does nothing twice', async () => {
    const inputs = [
      { name: '一', idempotencyKey: `${dialect} 1` },
      { name: '二', idempotencyKey: `${dialect} 2` },
    ];
    for (const onError of ['REJECT_ALL', 'REJECT_FAILED', 'KEEP_GOING']) expect((await bulk(inputs, { onError })).succeeded).toBe(2);
    expect(await names()).toEqual(['一', '二']);
  });
  it('takes a key for the whole batch: the first results again, another body is refused', async () => {
    for (const onError of ['REJECT_ALL', 'REJECT_FAILED', 'KEEP_GOING']) {
      const inputs = onError === 'REJECT_ALL' ? [{ name: '一' }, { name: '四' }] : mixed;
      const idempotencyKey = `${dialect} whole ${onError}`;
      const first = await bulk(inputs, { onError, idempotencyKey });
      const before = await rowsOf(engine);
      expect(await bulk(inputs, { onError, idempotencyKey })).toEqual(first);
      expect(first.succeeded).toBe(2);
      const reused = inputs.map(() => 'IDEMPOTENCY_KEY_REUSED');
      expect(codes(await bulk([...inputs].reverse(), { onError, idempotencyKey }))).toEqual(reused);
      expect(codes(await bulk([...inputs, { name: '五' }], { onError, idempotencyKey }))).toEqual([...reused, 'IDEMPOTENCY_KEY_REUSED']);
      expect(await rowsOf(engine)).toEqual(before);
    }
  });
  it('20 calls with one key for the whole batch at once have one effect', async () => {
    for (const onError of ['REJECT_ALL', 'KEEP_GOING']) {
      const idempotencyKey = `${dialect} at once ${onError}`;
      const before = (await names()).length;
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => bulk([{ name: '一' }, { name: '二' }], { onError, idempotencyKey })),
      );
      expect(answers.map(({ succeeded }) => succeeded)).toEqual(answers.map(() => 2));
      expect((await names()).length).toBe(before + 2);
    }
  });
  it('a dry run answers what would be and keeps nothing, alone and of many', async () => {
    await register(engine, '旧', '430102', { source: 'dry', externalId: '1' });
    const before = await rowsOf(engine);
    for (const onError of ['REJECT_ALL', 'REJECT_FAILED', 'KEEP_GOING']) {
      const tried = await bulk([...mixed, { name: '新', source: 'dry', externalId: '1' }], { onError, dryRun: true });
      expect(codes(tried)).toEqual(['', 'INVALID_INPUT', 'NOT_FOUND', '', '']);
      expect(tried.results.map(({ enterprise }) => enterprise?.name ?? null)).toEqual(['一', null, null, '四', '新']);
    }
    const { data: seen } = await engine.query(
      `mutation Try($input: RegisterEnterpriseInput!) {
        tried: registerEnterprise(input: $input, dryRun: true) { one: enterprise { ...Row } two: enterprise { version } userErrors { code } }
      }
      fragment Row on Enterprise { name version area { name parent { name } } hiddenDangers { totalCount } }`,
      { input: { areaId: 'area_430102', name: '新', industry: 'TRADE', source: 'dry', externalId: '1' } },
    );
    expect(seen).toEqual({
      tried: {
        one: { name: '新', version: 2, area: { name: '芙蓉区', parent: { name: '长沙市' } }, hiddenDangers: { totalCount: 0 } },
        two: { version: 2 },
        userErrors: [],
      },
    });
    // What the caller may not see is not seen in a dry run either.
    const blind = await engine.query(
      'mutation Try($input: RegisterEnterpriseInput!) { registerEnterprise(input: $input, dryRun: true) { enterprise { name } } }',
      { input: { areaId: 'area_430102', name: '试', industry: 'TRADE' } },
      principalOver('43', ['enterprise.write', 'authenticated']),
    );
    expect(blind.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const { data } = await engine.query(
      'mutation Try($input: RegisterEnterpriseInput!) { registerEnterprise(input: $input, dryRun: true) { enterprise { name } userErrors { code } } }',
      { input: { areaId: 'area_430102', name: '试', industry: 'TRADE', idempotencyKey: 'dry' } },
    );
    expect(data).toEqual({ registerEnterprise: { enterprise: { name: '试' }, userErrors: [] } });
    expect(await rowsOf(engine)).toEqual(before);
  });
  it('refuses more than 500 items, and who may not', async () => {
    const tooMany = await engine.query(many, {
      inputs: Array.from({ length: 501 }, () => ({ areaId: 'area_430102', name: 'n', industry: 'TRADE' })),
    });
    expect(tooMany.errors?.[0]?.extensions.code).toBe('LIMIT_EXCEEDED');
    const reader = await engine.query(many, { inputs: [] }, principalOver('43', ['enterprise.read', 'authenticated']));
    expect(reader.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('says what is wrong with an input in Chinese and in English', async () => {
    const { userErrors } = await register(engine, '');
    expect(userErrors).toMatchObject([
      {
        code: 'INVALID_INPUT',
        path: ['name'],
        message: '输入 name 有误：不能为空；请填写',
        messageEn: 'The input name is not valid: it is empty; fill it in',
      },
    ]);
  });
});
