import { afterAll, beforeAll, expect } from 'vitest';
import { testEngine, type principalOver, type TestEngine } from '@fengsui/core/testing';
import { depots } from '../access/depot-plugin.ts';

const roles = [
  {
    name: 'keeper',
    description: '保管。Keeper.',
    permissions: ['depot.read', 'depot.write', 'depot.secret', 'event.read', 'enterprise.read'],
  },
];
/** The command as its callers write it. */
export const recode = `mutation Recode($input: RecodeAreasInput!, $dry: Boolean! = false) { recodeAreas(input: $input, dryRun: $dry) {
  recoding { areasCreated areasExpired areasRenamed rows { type property rows } events grants principals keys }
  userErrors { code path message messageEn } } }`;
interface Outcome {
  readonly recoding: ({ readonly rows: readonly unknown[] } & Readonly<Record<string, number>>) | null;
  readonly userErrors: readonly { readonly code: string; readonly path: readonly string[] | null }[];
}

/** Areas to change the codes of, rows in them, and what can be seen of both. */
export function recoding(dialect: 'sqlite' | 'postgresql') {
  let engine: TestEngine;
  let at = 0;
  const area = async (code: string, name: string, level: string, parent: string | null): Promise<void> => {
    const time = dialect === 'sqlite' ? '0' : "'epoch'";
    const text = `INSERT INTO area (code, name, level, parent_code, population, version, created_at, updated_at) VALUES ('${code}', '${name}', '${level}', ${parent === null ? 'NULL' : `'${parent}'`}, 100, 1, ${time}, ${time})`;
    await engine.database.write((transaction) => transaction.run({ text }, []));
  };
  /** A county of its own for each test: two townships with two villages each. */
  const county = async (): Promise<string> => {
    const code = `4301${String((at += 1) + 10)}`;
    await area(code, `第${at}区`, 'COUNTY', '4301');
    for (const township of ['001', '002']) {
      await area(code + township, `${township}街道`, 'TOWNSHIP', code);
      for (const village of ['001', '002']) await area(code + township + village, `${township}-${village}社区`, 'VILLAGE', code + township);
    }
    return code;
  };
  const run = async (
    moves: readonly object[],
    more: { dry?: boolean; as?: ReturnType<typeof principalOver>; input?: object } = {},
  ): Promise<Outcome> => {
    const { data, errors } = await engine.query(recode, { input: { moves, ...more.input }, dry: more.dry ?? false }, more.as);
    expect(errors).toBeUndefined();
    return (data as unknown as { recodeAreas: Outcome }).recodeAreas;
  };
  const refusedWith = async (moves: readonly object[], as?: ReturnType<typeof principalOver>): Promise<readonly string[]> =>
    (await run(moves, as === undefined ? {} : { as })).userErrors.map(({ code }) => code);
  const mutate = async (document: string): Promise<Readonly<Record<string, unknown>>> => {
    const { data, errors } = await engine.query(`mutation { r: ${document} }`);
    expect(errors).toBeUndefined();
    return (data as unknown as { r: Readonly<Record<string, unknown>> }).r;
  };
  /** A depot of a plugin, a line that is visible via it, and an enterprise of core, in one area. */
  const settle = async (code: string): Promise<string> => {
    const { depot } = await mutate(`createDepot(input: { name: "库${code}", areaId: "area_${code}" }) { depot { id } }`);
    const { item } = await mutate(`nameItem(input: { name: "沙袋" }) { item { id } }`);
    const [depotId, itemId] = [(depot as { id: string }).id, (item as { id: string }).id];
    await mutate(`addLine(input: { depotId: "${depotId}", itemId: "${itemId}" }) { line { id } }`);
    await mutate(`registerEnterprise(input: { name: "演示企业${code}", industry: OTHER, areaId: "area_${code}" }) { enterprise { id } }`);
    return depotId;
  };
  const seen = async (token: string): Promise<unknown> => {
    const as = await engine.access.authenticate(`Bearer ${token}`);
    await engine.readable();
    const { data, errors } = await engine.query(
      '{ depots(first: 100) { nodes { area { code } } } lines(first: 100) { totalCount } enterprises { totalCount } changes(first: 100, types: [DEPOT_CHANGED, DEPOT_LINE_ADDED, DEPOT_KEEPER_CHANGED]) { nodes { areaCode } } }',
      {},
      as,
    );
    expect(errors).toBeUndefined();
    const found = data as unknown as {
      depots: { nodes: readonly { area: { code: string } }[] };
      lines: { totalCount: number };
      enterprises: { totalCount: number };
      changes: { nodes: readonly { areaCode: string | null }[] };
    };
    return [
      found.depots.nodes.map((depot) => depot.area.code),
      found.lines.totalCount,
      found.enterprises.totalCount,
      found.changes.nodes.filter(({ areaCode }) => areaCode !== null).length,
    ];
  };
  const read = async (code: string): Promise<unknown> => {
    const { data, errors } = await engine.query(
      `{ areaByCode(code: "${code}") { name level population validFrom validTo parent { code } successor { code name } } }`,
    );
    expect(errors).toBeUndefined();
    return (data as unknown as { areaByCode: unknown }).areaByCode;
  };
  const keyOver = async (code: string): Promise<string> =>
    (await engine.access.createKey({ label: '库管', grants: [{ role: 'keeper', area: code }] })).token;

  beforeAll(async () => {
    engine = await testEngine(dialect, [depots], { roles, now: () => new Date('2026-03-01T02:00:00Z') });
    await area('43', '湖南省', 'PROVINCE', null);
    await area('4301', '长沙市', 'CITY', '43');
  });
  afterAll(() => engine.stop());
  return { engine: () => engine, area, county, run, refusedWith, mutate, settle, seen, read, keyOver };
}
