import { expect, it } from 'vitest';
import { testEngine } from '@fengsui/core/testing';

it('says in Chinese and English what is wrong with a document', async () => {
  const engine = await testEngine('sqlite');
  const said = async (query: string): Promise<string> => {
    const { errors } = (await engine.query(query)) as unknown as { errors: readonly { message: string }[] };
    return errors.map(({ message }) => message).join('\n');
  };
  try {
    expect(await said('{ areas { nodes { nme } } }')).toBe(
      '类型 Area 没有字段 nme；请对照模式改正。 Cannot query field "nme" on type "Area". Did you mean "name"?',
    );
    for (const [query, zh] of [
      ['{ area { name } }', '缺少必需的参数 id（ID!）'],
      ['{ areas(frst: 3) { totalCount } }', '字段 Query.areas 没有参数 frst'],
      ['{ areas }', '须写出要取的子字段：areas { … }'],
      ['{ areas(where: { level: { eq: TOWN } }) { totalCount } }', '没有值 TOWN'],
      ['query A($x: Int) { areas { totalCount } }', '变量 $x 没有用到'],
      ['query A($x: String) { areas(first: $x) { totalCount } }', '变量 $x 是 String，不能用于需要 Int 之处'],
      ['{ areas(first: "3") { totalCount } }', '该值不能作为 Int'],
      ['{ ...F }', '没有片段 F'],
      ['{ areas {', '语法错误：'],
      ['subscription { a: changed b: changed }', '。 '],
    ] as const)
      expect(await said(query)).toContain(zh);
  } finally {
    await engine.stop();
  }
});
