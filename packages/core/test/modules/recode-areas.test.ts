import { describe, expect, it } from 'vitest';
import { dialects } from '@fengsui/core/testing';
import { recoding } from './recoding.ts';

describe.each(dialects)('changing the codes of areas, on %s', (dialect) => {
  const { area, county, run, refusedWith, settle, seen, read, keyOver } = recoding(dialect);

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
});
