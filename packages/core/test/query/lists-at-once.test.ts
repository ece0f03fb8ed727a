import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialects, testEngine, type TestEngine } from '@fengsui/core/testing';
import { register, someAreas } from '../events/register.ts';

const text = 'query ($names: [String!]!) { enterprises(first: 10, where: { name: { in: $names } }) { nodes { name } } }';
/** Names that a list written without care would take for several, or for other ones. */
const names = ['甲', '乙', '甲,乙', '"', '\\', '{甲}', 'NULL', '甲","乙', "'", '\n', '🔥'];

describe.each(dialects)('lists that are asked for at once, on %s', (dialect) => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await testEngine(dialect);
    await someAreas(engine);
    for (const name of names) await register(engine, name);
  });
  afterAll(() => engine.stop());
  const found = async (asked: readonly string[]): Promise<readonly string[]> => {
    const { data, errors } = await engine.query(text, { names: asked });
    expect(errors).toBeUndefined();
    return (data as unknown as { enterprises: { nodes: { name: string }[] } }).enterprises.nodes.map(({ name }) => name).toSorted();
  };

  it('are each answered for itself, though their values look alike when they are strung together', async () => {
    const lists = [['甲', '乙'], ['甲,乙'], ['甲","乙'], ['{甲}'], [], ['甲', '乙', '甲,乙']];
    // The first time the plan is made; waiting together begins once it is there.
    for (const _turn of [1, 2]) expect(await Promise.all(lists.map(found))).toEqual(lists.map((list) => list.toSorted()));
  });

  it('find what is written in them, to the letter', async () => {
    for (const name of names) expect(await found([name])).toEqual([name]);
  });
});
