import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialects, testEngine, type TestEngine } from '@fengsui/core/testing';
import { depots } from './depot-plugin.ts';

describe.each(dialects)('what is visible via a row that is marked deleted, on %s', (dialect) => {
  let engine: TestEngine;
  const ask = async (query: string): Promise<Readonly<Record<string, never>>> => {
    const { data, errors } = await engine.query(query);
    expect(errors).toBeUndefined();
    return data as unknown as Readonly<Record<string, never>>;
  };
  const made = async (mutation: string, name: string): Promise<string> =>
    ((await ask(`mutation { r: ${mutation} { ${name} { id } } }`)) as unknown as { r: Readonly<Record<string, { id: string }>> }).r[name]
      ?.id ?? '';
  let [closed, kept, item, line] = ['', '', '', ''];
  beforeAll(async () => {
    engine = await testEngine(dialect, [depots]);
    const at = dialect === 'sqlite' ? '0' : "'epoch'";
    await engine.database.script([
      `INSERT INTO area (code, name, level, version, created_at, updated_at) VALUES ('430102', '芙蓉区', 'COUNTY', 1, ${at}, ${at})`,
    ]);
    item = await made('nameItem(input: { name: "沙袋" })', 'item');
    closed = await made('createDepot(input: { name: "旧库", areaId: "area_430102" })', 'depot');
    kept = await made('createDepot(input: { name: "新库", areaId: "area_430102" })', 'depot');
    line = await made(`addLine(input: { depotId: "${closed}", itemId: "${item}" })`, 'line');
    await made(`addLine(input: { depotId: "${kept}", itemId: "${item}" })`, 'line');
    await ask(`mutation { closeDepot(input: { depotId: "${closed}" }) { userErrors { code } } }`);
  });
  afterAll(() => engine.stop());

  it('is gone with it from every way of reading: root, id, relation, count and aggregate', async () => {
    expect(
      await ask(
        `{ lines { totalCount nodes { depot { name } } } line(id: "${line}") { id } node(id: "${line}") { id } linesAggregate { count } item(id: "${item}") { lineCount lines { totalCount } } }`,
      ),
    ).toEqual({
      lines: { totalCount: 1, nodes: [{ depot: { name: '新库' } }] },
      line: null,
      node: null,
      linesAggregate: [{ count: 1 }],
      item: { lineCount: 1, lines: { totalCount: 1 } },
    });
  });

  it('can be neither found by a command nor made anew under it', async () => {
    const { r } = (await ask(
      `mutation { r: addLine(input: { depotId: "${closed}", itemId: "${item}" }) { userErrors { code } } }`,
    )) as unknown as {
      r: { userErrors: readonly unknown[] };
    };
    expect(r.userErrors).toEqual([{ code: 'NOT_FOUND' }]);
  });

  it('stays in the database, as its parent does, with the moment of both', async () => {
    const rows = await engine.database.rows(
      {
        text: 'SELECT l.parent_deleted_at AS own, d.deleted_at AS its FROM line l JOIN depot d ON d.id = l.depot_id WHERE d.deleted_at IS NOT NULL',
      },
      [],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.['own']).toEqual(rows[0]?.['its']);
  });
});
