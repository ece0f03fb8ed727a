import { createReadStream, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importAreas, importBoundaries } from '@fengsui/core';
import { dialects, testEngine, type TestEngine } from '@fengsui/core/testing';

const text = readFileSync(new URL('../../data/boundaries/furong.geojson', import.meta.url), 'utf8');
const collection = (...features: readonly object[]): string => JSON.stringify({ type: 'FeatureCollection', features });
const square = (...positions: readonly (readonly number[])[]): object => ({ type: 'Polygon', coordinates: [positions] });

describe.each(dialects)('importing borders, on %s', (dialect) => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await testEngine(dialect);
    await importAreas(engine, createReadStream(new URL('../../data/areas/furong.csv', import.meta.url)));
  });
  afterAll(() => engine.stop());

  it('gives an area its border, and a second time changes nothing', async () => {
    expect([await importBoundaries(engine.pipeline, text), await importBoundaries(engine.pipeline, text)]).toEqual([1, 0]);
    const { data } = await engine.query('{ areaByCode(code: "430102") { version boundary } }');
    // The file has members of its tool's own beside the two of a geometry.
    expect(text).toContain('encodeOffsets');
    const boundary = { type: 'Polygon', coordinates: [expect.any(Array)] };
    expect(data).toEqual({ areaByCode: { version: 2, boundary } });
  });

  it('takes a border in either direction, and keeps it as GeoJSON is written: round its inside to the left, round a hole to the right', async () => {
    const outer = [
      [0, 0],
      [4, 0],
      [4, 4],
      [0, 4],
      [0, 0],
    ];
    const hole = [
      [1, 1],
      [1, 2],
      [2, 2],
      [2, 1],
      [1, 1],
    ];
    const coordinates = [
      [outer, hole],
      [
        [
          [9, 9],
          [10, 9],
          [10, 10],
          [9, 9],
        ],
      ],
    ];
    const given = (rings: readonly (readonly (readonly number[][])[])[]): string =>
      collection({ id: '430102001', geometry: { type: 'MultiPolygon', coordinates: rings } });
    const reversed = coordinates.map((part) => part.map((ring) => ring.toReversed()));
    expect([await importBoundaries(engine.pipeline, given(reversed)), await importBoundaries(engine.pipeline, given(coordinates))]).toEqual(
      [1, 0],
    );
    const { data } = await engine.query('{ areaByCode(code: "430102001") { boundary } }');
    expect(data).toEqual({ areaByCode: { boundary: { type: 'MultiPolygon', coordinates } } });
  });

  it.each([
    ['no JSON', 'x', 'no JSON'],
    ['no collection', '{}', 'FeatureCollection'],
    ['a feature of no area', collection({ geometry: square([0, 0], [1, 0], [1, 1], [0, 0]) }), 'names no area'],
    ['a point', collection({ id: '43', geometry: { type: 'Point', coordinates: [0, 0] } }), 'must be a Polygon'],
    ['an open ring', collection({ id: '43', geometry: square([0, 0], [1, 0], [1, 1], [0, 1]) }), 'last equal to the first'],
    ['a longitude of 1200', collection({ id: '43', geometry: square([0, 0], [1200, 0], [1, 1], [0, 0]) }), '1200'],
    [
      'an unknown area, after a good one',
      collection(
        { id: '43', geometry: square([0, 0], [1, 0], [1, 1], [0, 0]) },
        { id: '44', geometry: square([0, 0], [1, 0], [1, 1], [0, 0]) },
      ),
      '44 is not in',
    ],
  ])('refuses %s, and leaves nothing behind', async (_what, wrong, message) => {
    await expect(importBoundaries(engine.pipeline, wrong)).rejects.toThrow(message);
    expect((await engine.query('{ areaByCode(code: "43") { boundary version } }')).data).toEqual({
      areaByCode: { boundary: null, version: 1 },
    });
  });
});
