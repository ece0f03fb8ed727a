import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { principal } from '@fengsui/core';
import { dialects, operator, principalOver, testEngine, type TestEngine } from '@fengsui/core/testing';
import { register, someAreas } from '../events/register.ts';
import { indexSearch } from '../../src/data/search-index.ts';
import { countStatements } from './support/statements.ts';

const names = [
  '湘江氯碱化工厂',
  '湘江',
  '长沙湘江氯气站',
  '芙蓉ABC仓储',
  '芙蓉abc',
  '一氯甲烷公司',
  '100%_纯',
  '😀笑脸厂',
  '湘江',
] as const;
const text = `query Find($text: String!, $types: [SearchType!], $area: String, $first: Int, $after: String) {
  search(text: $text, types: $types, area: $area, first: $first, after: $after) {
    edges { cursor node { __typename id ... on Enterprise { name area { name } } ... on Organization { label: name } ... on Area { code } } }
    nodes { id }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;
interface Found {
  readonly edges: readonly {
    readonly cursor: string;
    readonly node: Readonly<Record<string, unknown>> & { readonly __typename: string };
  }[];
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

describe.each(dialects)('search on %s', (dialect) => {
  let engine: TestEngine;
  const ask = async (variables: Readonly<Record<string, unknown>>, as = operator): Promise<Found> => {
    const { data, errors } = await engine.query(text, variables, as);
    expect(errors).toBeUndefined();
    return (data as unknown as { search: Found }).search;
  };
  const found = async (variables: Readonly<Record<string, unknown>>, as = operator): Promise<readonly unknown[]> =>
    (await ask(variables, as)).edges.map(({ node }) => node['name'] ?? node['label'] ?? node['code']);
  const refused = async (variables: Readonly<Record<string, unknown>>, as = operator): Promise<string | undefined> =>
    (await engine.query(text, variables, as)).errors?.[0]?.extensions.code;

  beforeAll(async () => {
    engine = await testEngine(dialect);
    await someAreas(engine);
    for (const [at, name] of names.entries()) await register(engine, name, at % 2 === 0 ? '430102' : '430103');
    await engine.query(
      `mutation { registerOrganization(input: { areaId: "area_430102", name: "湘江防汛指挥部", kind: HEADQUARTERS }) { organization { id } userErrors { code } } }`,
    );
  });
  afterAll(() => engine.stop());

  it('finds rows of many types by part of a word, the closest first, in one statement', async () => {
    const sent = countStatements(engine);
    expect(await found({ text: '湘江' })).toEqual(['湘江', '湘江', '湘江氯碱化工厂', '湘江防汛指挥部', '长沙湘江氯气站']);
    expect(sent.count()).toBe(1);
  });
  it('finds the same before and after the index has taken up what changed', async () => {
    const all = ['湘江', '氯', 'abc', '%', '😀', '指挥'];
    const before = await Promise.all(all.map((each) => found({ text: each })));
    const indexed = await indexSearch(engine.database, engine.model.search.values());
    expect(indexed).toBe(dialect === 'sqlite' ? names.length + 1 + 4 : 0);
    expect(await indexSearch(engine.database, engine.model.search.values())).toBe(0);
    expect(await Promise.all(all.map((each) => found({ text: each })))).toEqual(before);
  });
  it.each([
    ['one character', '氯', ['湘江氯碱化工厂', '长沙湘江氯气站', '一氯甲烷公司']],
    ['two characters that stand apart in a text are not a word of it', '湘氯', []],
    ['several words, all of which must be there', '氯 湘江', ['湘江氯碱化工厂', '长沙湘江氯气站']],
    ['letters large or small', 'aBc', ['芙蓉ABC仓储', '芙蓉abc']],
    ['signs that SQL or a query language would read', '%_', ['100%_纯']],
    ['a character outside the basic plane', '😀', ['😀笑脸厂']],
    ['an operator of the index', '" OR NEAR(*', []],
  ])('finds by %s', async (_what, words, expected) => {
    expect(new Set(await found({ text: words, types: ['ENTERPRISE'] }))).toEqual(new Set(expected));
  });
  it('finds what a command changed, and no longer by what it was', async () => {
    const { enterprise } = await register(engine, '旧名字厂');
    expect(await found({ text: '旧名' })).toEqual(['旧名字厂']);
    const mark = dialect === 'sqlite' ? '?' : '$1';
    await engine.database.write(async (transaction) => {
      await transaction.run({ text: `UPDATE enterprise SET name = '新称呼厂' WHERE id = ${mark}` }, [
        String(enterprise?.id).slice('enterprise_'.length),
      ]);
    });
    expect(await found({ text: '旧名' })).toEqual([]);
    await indexSearch(engine.database, engine.model.search.values());
    expect(await found({ text: '旧名' })).toEqual([]);
    expect(await found({ text: '称呼' })).toEqual(['新称呼厂']);
    await engine.database.write(async (transaction) => {
      await transaction.run({ text: `DELETE FROM enterprise WHERE id = ${mark}` }, [String(enterprise?.id).slice('enterprise_'.length)]);
    });
    expect(await found({ text: '称呼' })).toEqual([]);
  });
  it('turns its pages without a gap or a row twice', async () => {
    const all = await ask({ text: '湘江' });
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 10; page += 1) {
      const { nodes, edges, pageInfo }: Found = await ask({ text: '湘江', first: 2, after });
      seen.push(...nodes.map(({ id }) => id));
      expect(pageInfo.startCursor).toBe(edges[0]?.cursor);
      expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor);
      expect(pageInfo.hasPreviousPage).toBe(after !== null);
      after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage) break;
    }
    expect(seen).toEqual(all.nodes.map(({ id }) => id));
    const other = all.pageInfo.endCursor;
    expect(await refused({ text: '氯', after: other })).toBe('CURSOR_INVALID');
    expect(await refused({ text: '湘江', first: 101 })).toBe('LIMIT_EXCEEDED');
  });
  it('looks into an area, and shows nobody what lies outside their scope', async () => {
    expect(await found({ text: '湘江', area: '430103', types: ['ENTERPRISE'] })).toEqual(['湘江']);
    expect(await found({ text: '湘江', types: ['ENTERPRISE'] }, principalOver('430103'))).toEqual(['湘江']);
    expect(await found({ text: '湘江', area: '430102' }, principalOver('430103'))).toEqual([]);
    expect(await found({ text: '芙蓉区' }, principalOver('43'))).toEqual(['430102']);
  });
  it('leaves out types that the caller may not read, and refuses them by name', async () => {
    const caller = principal('clerk', 'clerk', [{ permissions: ['organization.read'], area: '' }]);
    expect(await found({ text: '湘江' }, caller)).toEqual(['湘江防汛指挥部']);
    expect(await refused({ text: '湘江', types: ['ENTERPRISE'] }, caller)).toBe('FORBIDDEN');
  });
  it('refuses nothing, too much, and too many words', async () => {
    expect(await refused({ text: ' \t' })).toBe('BAD_USER_INPUT');
    expect(await refused({ text: '湘'.repeat(101) })).toBe('LIMIT_EXCEEDED');
    expect(await refused({ text: 'a b c d e f g h i' })).toBe('LIMIT_EXCEEDED');
  });
  it('is carried by its index on both databases', async () => {
    const { database } = engine.explain({ query: '{ search(text: "湘江", types: [ENTERPRISE]) { nodes { id } } }', principal: operator });
    if (dialect === 'postgresql') await engine.database.script(['SET enable_seqscan = off']);
    expect((await database()).join('\n')).toMatch(/enterprise_search/);
  });
});
