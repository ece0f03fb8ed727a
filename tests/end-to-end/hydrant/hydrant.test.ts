import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importAreas } from '@fengsui/core';
import { conformance, dialects, operator, principalOver, testEngine, type TestEngine } from '@fengsui/core/testing';
import { hydrants } from './hydrant.ts';

const weak: string[] = [];
const plugin = hydrants((id) => void weak.push(id));

describe('the plugin keeps what every plugin keeps', () => {
  it.each(conformance(plugin))('$name', ({ run }) => run());
});

describe.each(dialects)('hydrants, on %s', (dialect) => {
  let engine: TestEngine;
  let now = new Date('2026-05-01T08:00:00Z');
  const run = async <T>(document: string, as = operator): Promise<T> => {
    const { data, errors, causes } = await engine.query(document, {}, as);
    expect([errors, causes]).toEqual([undefined, undefined]);
    // as: the test knows what it selected
    return data as unknown as T;
  };
  beforeAll(async () => {
    engine = await testEngine(dialect, [plugin], { now: () => now });
    const areas = 'code,name,level\n43,湖南省,省\n4301,长沙市,市\n430102,芙蓉区,区县\n430103,天心区,区县\n';
    expect((await importAreas(engine, Readable.from([Buffer.from(areas)]))).created).toBe(4);
  });
  afterAll(() => engine.stop());

  it('are registered, checked and read, by whom they belong to; a weak one is told of', async () => {
    weak.length = 0;
    const { installHydrant } = await run<{ installHydrant: { hydrant: { id: string } } }>(
      'mutation { installHydrant(input: { areaId: "area_430102", name: "五一路1号", lon: 112.98, lat: 28.19 }) { hydrant { id } } }',
    );
    const { id } = installHydrant.hydrant;
    const check = (version: number): Promise<unknown> =>
      run(`mutation { checkHydrant(input: { hydrantId: "${id}", hydrantVersion: ${version}, pressureKpa: 90 }) {
        hydrant { pressureMpa } userErrors { code } } }`);
    expect(await check(1)).toEqual({ checkHydrant: { hydrant: { pressureMpa: 0.09 }, userErrors: [] } });
    expect(await check(2)).toEqual({ checkHydrant: { hydrant: null, userErrors: [{ code: 'TWICE_A_MINUTE' }] } });
    now = new Date('2026-05-01T08:05:00Z');
    // Somebody has checked it since it was read.
    expect(await check(1)).toEqual({ checkHydrant: { hydrant: null, userErrors: [{ code: 'VERSION_CONFLICT' }] } });

    const nearby = `{ hydrants(where: { location: { near: { point: { type: "Point", coordinates: [112.981, 28.19] }, meters: 200 } } }) {
      nodes { name area { name } } } }`;
    expect(await run(nearby, principalOver('430102'))).toEqual({ hydrants: { nodes: [{ name: '五一路1号', area: { name: '芙蓉区' } }] } });
    expect(await run(nearby, principalOver('430103'))).toEqual({ hydrants: { nodes: [] } });

    await engine.workers.runSubscribers();
    expect(weak).toEqual([id]);
    expect(
      await run(
        '{ changes(types: [HYDRANT_CHECKED]) { nodes { subjectId content { ... on HydrantCheckedContent { pressureKpa enough } } } } }',
      ),
    ).toEqual({ changes: { nodes: [{ subjectId: id, content: { pressureKpa: 90, enough: false } }] } });
  });
});
