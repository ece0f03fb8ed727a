import * as z from 'zod';
import { expect, it } from 'vitest';
import { definePlugin, rootField } from '@fengsui/core';
import { testEngine } from '@fengsui/core/testing';

it('says in Chinese and English what is wrong with a document', async () => {
  const engine = await testEngine('sqlite');
  const said = async (query: string): Promise<string> => {
    const { errors } = (await engine.query(query)) as unknown as {
      errors: readonly { message: string; extensions: { zh: string; en: string } }[];
    };
    for (const { message, extensions } of errors) {
      // Each language by itself as well, for who shows one of them; the Chinese holds names, and no English sentence.
      expect(message).toBe(`${extensions.zh} ${extensions.en}`);
      expect(extensions.zh).toMatch(/^[^a-z]*\p{Script=Han}.*[。？]$/u);
      expect(extensions.zh).not.toMatch(/\b(?:the|is|expected|found|unexpected|invalid|unterminated)\b/i);
      expect(extensions.en).not.toMatch(/\p{Script=Han}/u);
    }
    return errors.map(({ message }) => message).join('\n');
  };
  try {
    expect(await said('{ areas { nodes { nme } } }')).toBe(
      '类型 Area 没有字段 nme；是否指 name？ Cannot query field "nme" on type "Area". Did you mean "name"?',
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
      ['{ areas(where: { population: { eq: 3 } }) { totalCount } }', '没有 population；请对照模式改正。只有建有索引的字段可以筛选：'],
      ['', '文档到此就结束了；'],
      ['{ areas {', '文档到此就结束了，还缺 Name；'],
      ['{ areas { totalCount } } }', '此处不应有 "}"；请核对括号是否成对'],
      ['{ areas(first= 3) { totalCount } }', '此处应为 ":"，实为 "="'],
      ['{ areaByCode（code: "43"） { name } }', '不能有字符 U+FF08；请核对是否用了全角标点'],
      [`{ areaByCode(code: '43') { name } }`, '文本要用双引号'],
      ['{ areaByCode(code: "43) { name } }', '缺少结束的双引号'],
      ['{ areaByCode(code: "\ud800") { name } }', '文本中不能直接写 U+D800'],
      ['{ areaByCode(code: "\\x") { name } }', '不识别转义 "\\x"'],
      ['{ areas(first: 03) { totalCount } }', '数值的写法不对'],
      ['query Q($a: Int = $b) { __typename }', '默认值不能是变量 $b'],
      ['"x" { __typename }', '操作前不能有说明'],
      ['type Y { a: Int }', '类型定义 Y 不能执行'],
      ['{ __typename } query Q { __typename }', '未命名的操作须单独出现'],
      ['{ ...A } fragment A on Query { ...A }', '片段 A 引用了自身'],
      [`{ ${'a '.repeat(5_000)} }`, '超过 4000 个词法单元'],
      [`{ areas ${'{ nodes '.repeat(200)} ${'}'.repeat(200)} }`, '嵌套'],
      ['{ areas(where: { createdAt: { gt: "gestern" } }) { totalCount } }', '。 '],
      ['subscription { a: changed b: changed }', '。 '],
    ] as const)
      expect(await said(query)).toContain(zh);
  } finally {
    await engine.stop();
  }
});

it('says in Chinese and English what is wrong with a variable, and where', async () => {
  const engine = await testEngine('sqlite');
  const said = async (query: string, variables: Readonly<Record<string, unknown>>): Promise<readonly [string, string]> => {
    const { errors } = (await engine.query(query, variables)) as unknown as {
      errors: readonly { extensions: { code: string; zh: string; en: string } }[];
    };
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    return [errors[0]?.extensions.zh ?? '', errors[0]?.extensions.en ?? ''];
  };
  const register = 'mutation R($input: RegisterOrganizationInput!) { registerOrganization(input: $input) { userErrors { code } } }';
  const input = { areaId: 'area_43', name: 'B', kind: 'BUREAU' };
  try {
    for (const [query, variables, zh] of [
      ['query A($code: String!) { areaByCode(code: $code) { name } }', {}, '缺少变量 $code（String!）；请给出。'],
      ['query A($code: String!) { areaByCode(code: $code) { name } }', { code: null }, '变量 $code（String!）不能为 null'],
      ['query A($n: Int) { areas(first: $n) { totalCount } }', { n: '3' }, '变量 $n：该值不能作为 Int；'],
      [register, { input: { ...input, kind: 'BURO' } }, '变量 $input 的 kind：枚举 OrganizationKind 没有值 BURO；'],
      [register, { input: { ...input, name: undefined } }, '变量 $input：缺少必需的输入项 name（String!）；'],
      [register, { input: { ...input, nme: 'x' } }, '变量 $input：输入类型 RegisterOrganizationInput 没有 nme；是否指 name？'],
      [
        'query A($w: AreaWhere) { areas(where: $w) { totalCount } }',
        { w: { population: { eq: 3 } } },
        '没有 population；请对照模式改正。只有建有索引的字段可以筛选：',
      ],
      ['query A($w: AreaWhere) { areas(where: $w) { totalCount } }', { w: { createdAt: { gt: 'gestern' } } }, '变量 $w 的 createdAt.gt：'],
    ] as const) {
      const [own, en] = await said(query, variables);
      expect(own).toContain(zh);
      expect(own).not.toMatch(/got invalid|was not provided|must not/);
      expect(en).not.toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/^The variables are not valid: Variable "\$/);
    }
  } finally {
    await engine.stop();
  }
});

it('says in Chinese and English what is wrong with an argument of a plugin’s own field', async () => {
  const plugin = definePlugin({
    id: 'echo',
    version: '0.1.0',
    core: '^0.1',
    schema: [
      rootField({
        name: 'echo',
        type: 'Int',
        permission: 'public',
        description: '回声。Echo.',
        args: z.object({
          times: z.int().max(3).optional(),
          tonnes: z.number().gt(0).optional(),
          name: z.string().min(1).max(4).optional(),
          code: z.string().min(2).optional(),
          tags: z.array(z.string()).min(1).max(2).optional(),
          mail: z.email().optional(),
          own: z
            .string()
            .refine((text) => text === 'x', '只收 x。Only x.')
            .optional(),
        }),
        resolve: ({ times }) => times ?? 0,
      }),
    ],
  });
  const engine = await testEngine('sqlite', [plugin]);
  try {
    for (const [given, zh, en] of [
      ['times: 4', '应不大于 3', 'give at most 3'],
      ['tonnes: 0', '应大于 0', 'give more than 0'],
      ['name: ""', '不能为空；请填写', 'it is empty; fill it in'],
      ['name: "abcde"', '应至多 4 个字符', 'give at most 4 characters'],
      ['code: "a"', '应至少 2 个字符', 'give at least 2 characters'],
      ['tags: []', '不能为空；请至少给出一项', 'it is empty; give one entry at least'],
      ['tags: ["a", "b", "c"]', '应至多 2 项', 'give at most 2 entries'],
      ['mail: "x"', '无效电子邮件', 'Invalid email address'],
      ['own: "y"', '只收 x。Only x.', '只收 x。Only x.'],
    ] as const) {
      const [name] = given.split(':');
      const { errors } = await engine.query(`{ echo(${given}) }`);
      expect(errors?.[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        zh: `输入 ${name} 有误：${zh}`,
        en: `The input ${name} is not valid: ${en}`,
      });
    }
  } finally {
    await engine.stop();
  }
});
