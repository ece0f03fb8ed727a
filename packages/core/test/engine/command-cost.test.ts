import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, calculator, definePlugin, objectType } from '@fengsui/core';
import * as z from 'zod';
import { dialects, operator, type Result, testEngine, type TestEngine } from '@fengsui/core/testing';
import { someAreas } from '../events/register.ts';

describe.each(dialects)('what a command counts for, on %s', (dialect) => {
  let engine: TestEngine;
  let people: readonly string[];
  beforeAll(async () => {
    engine = await testEngine(dialect);
    await someAreas(engine);
    const inputs = Array.from({ length: 6 }, (_none, at) => ({ areaId: 'area_430102', name: `演示${at}`, phone: '13812345678' }));
    const text = 'mutation R($inputs: [RegisterPersonInput!]!) { registerPersons(inputs: $inputs) { results { person { id } } } }';
    const { data } = await engine.query(text, { inputs });
    const { results } = (data as unknown as { registerPersons: { results: readonly { person: { id: string } }[] } }).registerPersons;
    people = results.map(({ person }) => person.id);
    expect(people.length).toBe(6);
  });
  afterAll(() => engine.stop());

  const costOf = async (query: string, variables: object = {}): Promise<number> => {
    const costs: number[] = [];
    const { text } = await engine.execute({
      query,
      variables: { ...variables },
      principal: operator,
      charge: (cost) => void costs.push(cost),
    });
    expect(text).not.toContain('"errors"');
    const charged = costs.reduce((sum, cost) => sum + cost, 0);
    expect(toldIn(text)).toBe(charged);
    return charged;
  };
  const toldIn = (text: string): number | undefined => (JSON.parse(text) as Result).extensions?.cost;
  const look = (ids: readonly string[]): readonly object[] =>
    ids.map((personId) => ({ personId, fields: ['PHONE'], reason: '夜间联系责任人' }));
  const many = 'mutation R($inputs: [RevealPersonInput!]!) { revealPeople(inputs: $inputs) { results { personalData { phone } } } }';

  it('revealing rises with the number of people: sixty cost sixty times one, in one call or in many', async () => {
    const one = await costOf('mutation R($input: RevealPersonInput!) { revealPerson(input: $input) { personalData { phone } } }', {
      input: look(people)[0],
    });
    expect(one).toBe(60);
    expect(await costOf(many, { inputs: look(people.slice(0, 1)) })).toBe(one);
    expect(await costOf(many, { inputs: look(people) })).toBe(6 * one);
  });

  it('what the payload reads counts beside it, for each input', async () => {
    const text = many.replace('personalData { phone }', 'person { name area { name } }');
    expect(await costOf(text, { inputs: look(people.slice(0, 3)) })).toBe(3 * (60 + 2));
  });

  it('a fragment hides nothing: each command inside it counts', async () => {
    const one = (alias: string): string =>
      `${alias}: revealPerson(input: { personId: "${people[0]}", fields: [PHONE], reason: "夜间联系" }) { userErrors { code } }`;
    expect(await costOf(`mutation { ...All } fragment All on Mutation { ${['a', 'b', 'c'].map(one).join(' ')} }`)).toBe(180);
  });

  describe('is told beside the answer, as a query’s is', () => {
    const register = (name: string, selection: string, more = ''): string =>
      `registerPerson(input: { areaId: "area_430102", name: "${name}", phone: "13812345678" }${more}) { ${selection} userErrors { code } }`;

    it.each([
      ['for leaves of a row alone', `mutation { ${register('叶', 'person { id name }')} }`, 51],
      ['for what lies behind a row', `mutation { ${register('枝', 'person { id area { name } }')} }`, 52],
      ['for no row at all', `mutation { ${register('无', '')} }`, 50],
      ['for what is only tried', `mutation { ${register('试', 'person { id }', ', dryRun: true')} }`, 51],
      ['for several commands', `mutation { a: ${register('甲', 'person { id }')} b: ${register('乙', 'person { id }')} }`, 102],
      ['for a command that its user has to put right', `mutation { ${register('', 'person { id }')} }`, 51],
      ['for nothing done', 'mutation { __typename }', 0],
      ['for a query that resolvers finish', '{ changes(first: 3) { nodes { area { name } } } }', 6],
    ])('%s', async (_what, query, expected) => {
      expect(await costOf(query)).toBe(expected);
    });

    it.each([false, true])('for many inputs, tried only: %s', async (dryRun) => {
      const text = `mutation R($inputs: [RegisterPersonInput!]!) { registerPersons(inputs: $inputs, dryRun: ${dryRun}) { results { person { id } } } }`;
      const inputs = ['子', '丑', '寅'].map((name) => ({ areaId: 'area_430102', name, phone: '13812345678' }));
      expect(await costOf(text, { inputs })).toBe(3 * 51);
    });

    it('not where nothing ran', async () => {
      const refused = await engine.execute({ query: `mutation { ${register('拒', '')} }`, principal: anonymous });
      expect([refused.executed, toldIn(refused.text)]).toEqual([false, undefined]);
    });
  });

  it('a list inside an input counts by its entries', async () => {
    const recode = 'mutation R($input: RecodeAreasInput!) { recodeAreas(input: $input, dryRun: true) { userErrors { code } } }';
    const moves = (count: number): object => ({
      input: { moves: Array.from({ length: count }, (_none, at) => ({ from: '430102', to: `4301${50 + at}` })) },
    });
    expect([await costOf(recode, moves(1)), await costOf(recode, moves(20))]).toEqual([60, 250]);
  });
});

describe('what a calculator counts for', () => {
  const Total = objectType('Total', '和。A sum.', { sum: { type: 'Float', description: '和。The sum.' } });
  const adding = calculator({
    name: 'adding',
    type: Total,
    permission: 'public',
    description: '相加。Adds.',
    args: z.object({
      figures: z.array(z.number()).default([]).describe('数。Figures.'),
      parts: z
        .array(z.object({ tonnes: z.number().describe('吨。Tonnes.') }))
        .default([])
        .describe('各部分。Parts.'),
    }),
    resolve: ({ figures, parts }) => ({ sum: [...figures, ...parts.map(({ tonnes }) => tonnes)].reduce((sum, each) => sum + each, 0) }),
  });
  const plugin = definePlugin({ id: 'adding', version: '0.1.0', core: '^0.1', schema: [Total, adding] });

  it('rises with the figures of its input, written out or in variables, and with each time it is asked', async () => {
    const engine = await testEngine('sqlite', [plugin]);
    const costOf = async (query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<number> => {
      let spent = 0;
      const { text } = await engine.execute({ query, variables, principal: anonymous, charge: (cost) => void (spent += cost) });
      expect(text).not.toContain('"errors"');
      return spent;
    };
    const one = 'adding(input: { figures: [1, 2, 3, 4, 5] }) { sum }';
    expect(await costOf(`{ calculate { ${one} } }`)).toBe(15);
    expect(await costOf(`{ calculate { a: ${one} b: ${one} } }`)).toBe(30);
    expect(
      await costOf(`{ ...All } fragment All on Query { calculate { a: ${one} ...More } } fragment More on Calculate { b: ${one} }`),
    ).toBe(30);
    const asked = 'query Q($input: AddingInput!) { calculate { adding(input: $input) { sum } } }';
    // The same document with more figures is no cheaper for having been asked before.
    for (const length of [4, 40, 4, 400])
      expect(await costOf(asked, { input: { figures: Array.from({ length }, () => 1) } })).toBe(10 + length);
    expect(await costOf(asked, { input: { parts: Array.from({ length: 7 }, () => ({ tonnes: 1 })) } })).toBe(17);
    const dear = await engine.execute({
      query: asked,
      variables: { input: { figures: Array.from({ length: 20_000 }, () => 1) } },
      principal: anonymous,
    });
    expect(dear.text).toContain('LIMIT_EXCEEDED');
    await engine.stop();
  });
});
