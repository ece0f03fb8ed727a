import { describe, expect, it } from 'vitest';
import { statement } from '../../src/data/database.ts';
import { mergedInserts } from '../../src/data/merged-inserts.ts';

const one = statement('INSERT INTO "a" ("x", "y") VALUES ($1, $2)');
const two = statement('INSERT INTO b (x) VALUES ($1), ($2)');
const update = statement('UPDATE a SET x = $1');

describe('inserts that nobody waits for', () => {
  it('travel as one statement, each with its own values', () => {
    expect(
      mergedInserts([
        [one, ['$1', `'`]],
        [two, [3, 4]],
      ]),
    ).toEqual([
      [statement('WITH w0 AS (INSERT INTO "a" ("x", "y") VALUES ($1, $2)) INSERT INTO b (x) VALUES ($3), ($4)'), ['$1', `'`, 3, 4]],
    ]);
  });

  it('are one and the same statement each time, so that it stays prepared', () => {
    const once = (): unknown =>
      mergedInserts([
        [two, [1, 2]],
        [one, [3, 4]],
      ])[0]?.[0];
    expect(once()).toBe(once());
  });

  it('keep their order around others, which stay as they are', () => {
    const conflict = statement('INSERT INTO a (x) VALUES ($1) ON CONFLICT DO NOTHING');
    const quoted = statement(`INSERT INTO a (x) VALUES ('$1')`);
    const given = [update, one, conflict, two, quoted].map((each) => [each, []] as const);
    expect(mergedInserts(given).map(([each]) => each.text)).toEqual(given.map(([each]) => each.text));
  });

  it('are four at most: a long list makes no ever other statement', () => {
    const texts = (count: number): readonly string[] =>
      mergedInserts(Array.from({ length: count }, () => [one, [1, 2]] as const)).map(([each]) => each.text);
    expect(texts(9)).toHaveLength(3);
    expect(new Set([...texts(8), ...texts(400)]).size).toBe(1);
    expect(texts(9).at(-1)).toBe(one.text);
    expect(texts(4)[0]?.match(/\$\d+/g)?.at(-1)).toBe('$8');
  });
});
