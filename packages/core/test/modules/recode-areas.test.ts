import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialects, principalOver, testEngine, type TestEngine } from '@fengsui/core/testing';
import { depots } from '../access/depot-plugin.ts';

const roles = [
  {
    name: 'keeper',
    description: '保管。Keeper.',
    permissions: ['depot.read', 'depot.write', 'depot.secret', 'event.read', 'enterprise.read'],
  },
];
const recode = `mutation Recode($input: RecodeAreasInput!, $dry: Boolean! = false) { recodeAreas(input: $input, dryRun: $dry) {
  recoding { areasCreated areasExpired areasRenamed rows { type property rows } events grants principals keys }
  userErrors { code path message messageEn } } }`;
interface Outcome {
  readonly recoding: ({ readonly rows: readonly unknown[] } & Readonly<Record<string, number>>) | null;
  readonly userErrors: readonly { readonly code: string; readonly path: readonly string[] | null }[];
}

describe.each(dialects)('changing the codes of areas, on %s', (dialect) => {
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

  it('moves a township with all below it: rows of plugins, rows that are visible via them, grants and keys', async () => {
    const old = await county();
    const other = await county();
    await settle(`${old}001002`);
    const token = await keyOver(`${old}001`);
    expect(await seen(token)).toEqual([[`${old}001002`], 1, 1, 2]);
    const moves = [{ from: `${old}001`, to: `${other}009`, name: '新街道' }];
    const dry = await run(moves, { dry: true });
    expect(await read(`${other}009`)).toBeNull();
    expect(await seen(token)).toEqual([[`${old}001002`], 1, 1, 2]);
    const done = await run(moves, { input: { on: '2026-01-01' } });
    expect(dry).toEqual(done);
    expect(done).toEqual({
      recoding: {
        areasCreated: 3,
        areasExpired: 3,
        areasRenamed: 0,
        rows: [
          { type: 'Depot', property: 'area', rows: 1 },
          { type: 'Enterprise', property: 'area', rows: 1 },
          { type: 'Line', property: 'area', rows: 1 },
        ],
        events: 3,
        grants: 1,
        principals: 1,
        keys: 1,
      },
      userErrors: [],
    });
    // At once, and not when what was cached of the key is read again.
    expect(await seen(token)).toEqual([[`${other}009002`], 1, 1, 2]);
    expect(await read(`${old}001`)).toEqual({
      name: '001街道',
      level: 'TOWNSHIP',
      population: 100,
      validFrom: null,
      validTo: '2026-01-01',
      parent: { code: old },
      successor: { code: `${other}009`, name: '新街道' },
    });
    expect(await read(`${old}001002`)).toMatchObject({ validTo: '2026-01-01', successor: { code: `${other}009002`, name: '001-002社区' } });
    expect(await read(`${other}009`)).toMatchObject({ validFrom: '2026-01-01', validTo: null, parent: { code: other }, population: 100 });
    expect(await read(`${old}002`)).toMatchObject({ validTo: null, successor: null });
  });

  it('leaves one audit row that tells what became what, and an event', async () => {
    const old = await county();
    await settle(`${old}002001`);
    const token = await keyOver(`${old}002`);
    await run([{ from: `${old}002`, to: `${old}005`, name: '改码街道' }]);
    const rows = await engine.database.rows({ text: `SELECT changes, area FROM fengsui_audit WHERE command = 'recodeAreas'` }, []);
    const changes = JSON.parse(String(rows.at(-1)?.['changes'])) as readonly unknown[];
    expect(changes).toEqual(
      expect.arrayContaining([
        { entity: 'Area', key: `${old}002`, area: `${old}002`, op: 'recode', after: { successor: `${old}005`, on: '2026-03-01' } },
        { entity: 'Depot', key: '*', area: null, op: 'recode', after: { property: 'area', rows: 1 } },
        expect.objectContaining({
          entity: 'Grant',
          after: { grants: 1, principals: [(await engine.access.authenticate(`Bearer ${token}`)).id] },
        }),
      ]),
    );
    await engine.audit.seal();
    expect((await engine.audit.verify()).faults).toEqual([]);
    const { data } = await engine.query('{ changes(first: 100, types: [AREA_RECODED]) { nodes { payload } } }');
    expect((data as unknown as { changes: { nodes: readonly { payload: unknown }[] } }).changes.nodes.at(-1)?.payload).toEqual({
      from: `${old}002`,
      to: `${old}005`,
    });
  });

  it('takes along what people read of the audit, also where it is made anew, and the sealed rows stay as they were', async () => {
    const old = await county();
    await settle(`${old}001001`);
    await engine.audit.seal();
    expect((await run([{ from: `${old}001`, to: `${old}007`, name: '迁后街道' }])).userErrors).toEqual([]);
    await engine.audit.seal();
    const told = async (code: string): Promise<unknown> => {
      const { data, errors } = await engine.query(
        '{ audit(where: { operation: { eq: CREATE } }) { nodes { command area { code } } } }',
        {},
        principalOver(code, ['audit.read']),
      );
      expect(errors).toBeUndefined();
      return (data as unknown as { audit: { nodes: unknown } }).audit.nodes;
    };
    const followed = ['createDepot', 'addLine', 'registerEnterprise'].map((command) => ({ command, area: { code: `${old}007001` } }));
    expect(await told(`${old}007`)).toEqual(followed);
    expect(await told(`${old}001`)).toEqual([]);
    expect((await engine.audit.verify()).faults).toEqual([]);
    await engine.database.script(['DELETE FROM audit_entry']);
    await engine.audit.seal();
    expect(await told(`${old}007`)).toEqual(followed);
    expect((await engine.audit.verify()).faults).toEqual([]);
  });

  it('merges several into one when each is named, and asks where what would collide goes', async () => {
    const old = await county();
    await settle(`${old}001001`);
    await settle(`${old}002002`);
    const towns = [
      { from: `${old}001`, to: `${old}003`, name: '合并街道' },
      { from: `${old}002`, to: `${old}003` },
    ];
    expect(await refusedWith(towns)).toEqual(['COLLISION', 'COLLISION']);
    const villages = [
      { from: `${old}002001`, to: `${old}003003` },
      { from: `${old}002002`, to: `${old}003004` },
    ].map((move) => ({ ...move, name: '并入社区' }));
    const token = await keyOver(`${old}002`);
    const { recoding, userErrors } = await run([...towns, ...villages]);
    expect(userErrors).toEqual([]);
    expect(recoding).toMatchObject({ areasCreated: 5, areasExpired: 6, grants: 1 });
    // Who answered for one part now sees the whole: that is what the grant names.
    expect(await seen(token)).toEqual([[`${old}003001`, `${old}003004`], 2, 2, 4]);
    expect(await read(`${old}003`)).toMatchObject({ name: '合并街道', population: 200 });
    expect(await read(`${old}002`)).toMatchObject({ successor: { code: `${old}003` } });
  });

  it('merges into an area that is there', async () => {
    const old = await county();
    await settle(`${old}001001`);
    const villages = ['001', '002'].map((village) => ({ from: `${old}001${village}`, to: `${old}002${village}` }));
    expect(await refusedWith([{ from: `${old}001`, to: `${old}002` }])).toEqual(['COLLISION', 'COLLISION']);
    const { recoding, userErrors } = await run([{ from: `${old}001`, to: `${old}002` }, ...villages]);
    expect(userErrors).toEqual([]);
    expect(recoding).toMatchObject({ areasCreated: 0, areasExpired: 3 });
    expect(await seen(await keyOver(`${old}002001`))).toEqual([[`${old}002001`], 1, 1, 2]);
  });

  it('splits a county township by township, and takes new divisions that were imported before', async () => {
    const [old, one, two] = [await county(), await county(), await county()];
    await settle(`${old}001001`);
    await settle(`${old}002001`);
    await area(`${two}008`, '002街道', 'TOWNSHIP', two);
    await area(`${two}008001`, '002-001社区', 'VILLAGE', `${two}008`);
    const { recoding, userErrors } = await run([
      { from: `${old}001`, to: `${one}007`, name: '001街道' },
      { from: `${old}002`, to: `${two}008` },
      { from: old, to: one },
    ]);
    expect(userErrors).toEqual([]);
    expect(recoding).toMatchObject({ areasCreated: 4, areasExpired: 7 });
    expect(await seen(await keyOver(one))).toMatchObject([[`${one}007001`], 1, 1, 2]);
    expect(await seen(await keyOver(two))).toMatchObject([[`${two}008001`], 1, 1, 2]);
    expect(await read(`${old}002002`)).toMatchObject({ successor: { code: `${two}008002` } });
  });

  it('gives a new name alone', async () => {
    const old = await county();
    expect((await run([{ from: `${old}001`, to: `${old}001`, name: '更名街道' }])).recoding).toMatchObject({
      areasRenamed: 1,
      areasExpired: 0,
    });
    expect(await read(`${old}001`)).toMatchObject({ name: '更名街道', validTo: null });
  });

  it('does nothing twice: not under its key, and not without one', async () => {
    const old = await county();
    await settle(`${old}001001`);
    const moves = [{ from: `${old}001`, to: `${old}004`, name: '新' }];
    const first = await run(moves, { input: { idempotencyKey: `recode-${old}` } });
    expect(first.recoding).toMatchObject({ areasExpired: 3 });
    expect(await run(moves, { input: { idempotencyKey: `recode-${old}` } })).toEqual(first);
    const audits = (): Promise<readonly unknown[]> =>
      engine.database.rows({ text: `SELECT seq FROM fengsui_event WHERE type = 'area.recoded'` }, []);
    const before = await audits();
    expect((await run(moves)).recoding).toMatchObject({ areasCreated: 0, areasExpired: 0, rows: [], grants: 0 });
    expect(await audits()).toEqual(before);
  });

  it('refuses nonsense, all of it at once, and changes nothing', async () => {
    const old = await county();
    expect(
      await refusedWith([
        { from: `${old}001`, to: `${old}777` },
        { from: `${old}002`, to: `${old}002001` },
        { from: `${old}999`, to: `${old}998`, name: 'x' },
        { from: '12345', to: `${old}997`, name: 'x' },
        { from: `${old}001001`, to: `${old}001001` },
      ]),
    ).toEqual(['UNKNOWN_TARGET', 'LEVEL_MISMATCH', 'UNKNOWN_SOURCE', 'WRONG_CODE', 'NOTHING_CHANGES']);
    expect(
      await refusedWith([
        { from: `${old}001`, to: `${old}002` },
        { from: `${old}002`, to: `${old}001` },
      ]),
    ).toEqual(['CYCLE', 'CYCLE']);
    expect(
      await refusedWith([
        { from: `${old}001`, to: `${old}003`, name: 'x' },
        { from: `${old}001`, to: `${old}004`, name: 'x' },
      ]),
    ).toEqual(['NAMED_TWICE']);
    expect(await refusedWith([{ from: `${old}001001`, to: `${old}099001`, name: 'x' }])).toEqual(['UNKNOWN_PARENT']);
    await run([{ from: `${old}001001`, to: `${old}001003`, name: 'x' }]);
    expect(await refusedWith([{ from: `${old}001001`, to: `${old}001004`, name: 'y' }])).toEqual(['ALREADY_EXPIRED']);
    expect(await refusedWith([{ from: `${old}001002`, to: `${old}001001` }])).toEqual(['TARGET_EXPIRED']);
    expect((await run([{ from: `${old}002`, to: `${old}003`, name: 'x' }], { input: { on: '2026-03-02' } })).userErrors).toMatchObject([
      { code: 'FUTURE_DATE' },
    ]);
    expect(await read(`${old}002`)).toMatchObject({ validTo: null });
  });

  it('reaches no further than its caller, for source and target alike', async () => {
    const [own, foreign] = [await county(), await county()];
    const as = principalOver(own, ['area.recode']);
    const moves = [{ from: `${own}001`, to: `${foreign}009`, name: 'x' }];
    expect(await run(moves, { as })).toMatchObject({ recoding: null, userErrors: [{ code: 'OUTSIDE_SCOPE', path: ['moves', '0', 'to'] }] });
    expect(await refusedWith([{ from: `${foreign}001`, to: `${own}009`, name: 'x' }], as)).toEqual(['OUTSIDE_SCOPE']);
    expect((await run([{ from: `${own}001`, to: `${own}009`, name: 'x' }], { as })).userErrors).toEqual([]);
    const { errors } = await engine.query(recode, { input: { moves } }, principalOver(own, ['depot.read']));
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('lets nothing new come to lie in an area that is no more', async () => {
    const old = await county();
    const depotId = await settle(`${old}002001`);
    await run([{ from: `${old}001`, to: `${old}003`, name: '新' }]);
    for (const document of [
      `createDepot(input: { name: "x", areaId: "area_${old}001" }) { userErrors { code messageEn } }`,
      `moveDepot(input: { depotId: "${depotId}", areaId: "area_${old}001" }) { userErrors { code messageEn } }`,
    ]) {
      const { userErrors } = await mutate(document);
      expect(userErrors).toEqual([
        { code: 'AREA_EXPIRED', messageEn: `The area ${old}001 has expired and is now ${old}003; use the one in force.` },
      ]);
    }
  });
});
