import { describe, expect, it } from 'vitest';
import { dialects, principalOver } from '@fengsui/core/testing';
import { recode, recoding } from './recoding.ts';

describe.each(dialects)('what a change of codes leaves behind and what it refuses, on %s', (dialect) => {
  const { engine, county, run, refusedWith, mutate, settle, read, keyOver } = recoding(dialect);

  it('leaves one audit row that tells what became what, and an event', async () => {
    const old = await county();
    await settle(`${old}002001`);
    const token = await keyOver(`${old}002`);
    await run([{ from: `${old}002`, to: `${old}005`, name: '改码街道' }]);
    const rows = await engine().database.rows({ text: `SELECT changes, area FROM fengsui_audit WHERE command = 'recodeAreas'` }, []);
    const changes = JSON.parse(String(rows.at(-1)?.['changes'])) as readonly unknown[];
    expect(changes).toEqual(
      expect.arrayContaining([
        { entity: 'Area', key: `${old}002`, area: `${old}002`, op: 'recode', after: { successor: `${old}005`, on: '2026-03-01' } },
        { entity: 'Depot', key: '*', area: null, op: 'recode', after: { property: 'area', rows: 1 } },
        expect.objectContaining({
          entity: 'Grant',
          after: { grants: 1, principals: [(await engine().access.authenticate(`Bearer ${token}`)).id] },
        }),
      ]),
    );
    await engine().audit.seal();
    expect((await engine().audit.verify()).faults).toEqual([]);
    await engine().readable();
    const { data } = await engine().query('{ changes(first: 100, types: [AREA_RECODED]) { nodes { payload } } }');
    expect((data as unknown as { changes: { nodes: readonly { payload: unknown }[] } }).changes.nodes.at(-1)?.payload).toEqual({
      from: `${old}002`,
      to: `${old}005`,
    });
  });

  it('takes along what people read of the audit, also where it is made anew, and the sealed rows stay as they were', async () => {
    const old = await county();
    await settle(`${old}001001`);
    await engine().audit.seal();
    expect((await run([{ from: `${old}001`, to: `${old}007`, name: '迁后街道' }])).userErrors).toEqual([]);
    await engine().audit.seal();
    const told = async (code: string): Promise<unknown> => {
      const { data, errors } = await engine().query(
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
    expect((await engine().audit.verify()).faults).toEqual([]);
    await engine().database.script(['DELETE FROM audit_entry']);
    await engine().audit.seal();
    expect(await told(`${old}007`)).toEqual(followed);
    expect((await engine().audit.verify()).faults).toEqual([]);
  });

  it('does nothing twice: not under its key, and not without one', async () => {
    const old = await county();
    await settle(`${old}001001`);
    const moves = [{ from: `${old}001`, to: `${old}004`, name: '新' }];
    const first = await run(moves, { input: { idempotencyKey: `recode-${old}` } });
    expect(first.recoding).toMatchObject({ areasExpired: 3 });
    expect(await run(moves, { input: { idempotencyKey: `recode-${old}` } })).toEqual(first);
    const audits = (): Promise<readonly unknown[]> =>
      engine().database.rows({ text: `SELECT seq FROM fengsui_event WHERE type = 'area.recoded'` }, []);
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
    const { errors } = await engine().query(recode, { input: { moves } }, principalOver(own, ['depot.read']));
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
