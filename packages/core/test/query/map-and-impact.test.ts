import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialects, operator, principalOver, testEngine, type TestEngine } from '@fengsui/core/testing';
import { contains, type Polygon } from '../../src/rules/index.ts';
import { depotPlugin } from './support/depot-plugin.ts';
import { sumOf } from './support/reference-aggregate.ts';
import { makeRows, writeRows } from './support/rows.ts';
import { countStatements } from './support/statements.ts';

const tables = makeRows();
/** An L with a hole, so that neither the box nor the outer ring decides alone. */
const polygon: Polygon = {
  type: 'Polygon',
  coordinates: [
    [
      [113, 28],
      [114, 28],
      [114, 28.5],
      [113.5, 28.5],
      [113.5, 29],
      [113, 29],
      [113, 28],
    ],
    [
      [113.2, 28.2],
      [113.3, 28.2],
      [113.3, 28.3],
      [113.2, 28.3],
      [113.2, 28.2],
    ],
  ],
};
const insideFor = (area: string) =>
  (tables['Depot'] ?? []).filter(
    (row) =>
      row['deletedAt'] === null &&
      String(row['area']).startsWith(area) &&
      row['lon'] !== null &&
      row['lat'] !== null &&
      contains(polygon, [Number(row['lon']), Number(row['lat'])]),
  );

describe.each(dialects)('extension points on %s', (dialect) => {
  let engine: TestEngine;
  let sent: ReturnType<typeof countStatements>;
  beforeAll(async () => {
    engine = await testEngine(dialect, [depotPlugin]);
    await writeRows(engine.database, engine.model, tables);
    sent = countStatements(engine);
  });
  afterAll(() => engine.stop());

  it.each([
    ['everywhere', operator, ''],
    ['over one city', principalOver('4301'), '4301'],
  ])('says who and what lies inside a polygon, %s, in one statement', async (_where, caller, area) => {
    const inside = insideFor(area);
    expect(inside.length).toBeGreaterThan(2);
    sent.reset();
    const { data, errors } = await engine.query(
      `query I($g: GeoJSON!) { impact(geometry: $g) { testDepots { count sums { places tonnes } rows(first: 100, orderBy: [{ id: ASC }]) { totalCount nodes { id area { name } } } } } }`,
      { g: polygon },
      caller,
    );
    expect(errors).toBeUndefined();
    const of = (property: string): readonly unknown[] => inside.map((row) => row[property]).filter((value) => value !== null);
    expect(data).toMatchObject({
      impact: {
        testDepots: {
          count: inside.length,
          sums: { places: sumOf({ type: 'int' } as never, of('capacity')), tonnes: sumOf({ type: 'double' } as never, of('mass')) },
          rows: { totalCount: inside.length, nodes: inside.map((row) => ({ id: `depot_${String(row['id'])}` })) },
        },
      },
    });
    expect(sent.count()).toBe(1);
  });

  it('gives each layer as GeoJSON, with what it declares and no more', async () => {
    const inside = insideFor('4301');
    const { data, errors } = await engine.query(
      'query M($g: GeoJSON) { mapLayers { id title plugin type properties } mapFeatures(within: $g) }',
      { g: polygon },
      principalOver('4301'),
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      mapLayers: expect.arrayContaining([
        { id: 'depots', title: '库', plugin: 'depot', type: 'Depot', properties: ['name', 'kind', 'price'] },
      ]),
      mapFeatures: expect.arrayContaining([
        {
          type: 'FeatureCollection',
          layer: 'depots',
          truncated: false,
          features: inside.map((row) => ({
            type: 'Feature',
            id: `depot_${String(row['id'])}`,
            geometry: { type: 'Point', coordinates: [row['lon'], row['lat']] },
            properties: { name: row['name'], kind: row['kind'], price: row['price'] },
          })),
        },
      ]),
    });
  });

  it('speaks GCJ-02 in and out: there and back again is the same place', async () => {
    const text =
      'query C($b: [Float!]) { mapFeatures(layers: ["depots"], bbox: $b, crs: GCJ02) depots(first: 100, where: { location: { bbox: [113, 28, 114, 29] } }) { nodes { id location moved: location(crs: GCJ02) } } }';
    const { data, errors } = await engine.query(text, { b: [112.9, 27.9, 114.1, 29.1] });
    expect(errors).toBeUndefined();
    interface Moved {
      readonly mapFeatures: readonly { readonly features: readonly { readonly id: string; readonly geometry: object }[] }[];
      readonly depots: { readonly nodes: readonly { id: string; location: { coordinates: number[] }; moved: { coordinates: number[] } }[] };
    }
    const { mapFeatures, depots } = data as unknown as Moved;
    const [first] = depots.nodes;
    expect(Math.abs((first?.moved.coordinates[0] ?? 0) - (first?.location.coordinates[0] ?? 0))).toBeGreaterThan(0.001);
    expect(mapFeatures[0]?.features.find(({ id }) => id === first?.id)?.geometry).toEqual(first?.moved);
    const near = await engine.query(
      'query N($p: GeoJSON!) { depots(where: { location: { near: { point: $p, meters: 2 }, crs: GCJ02 } }, first: 100) { nodes { id } } }',
      { p: first?.moved },
    );
    expect(JSON.stringify(near.data)).toContain(first?.id);
  });

  it('merges what lies close together at a zoom, and says how many there are, in one statement', async () => {
    const inside = insideFor('4301');
    interface Collection {
      readonly truncated: boolean;
      readonly features: readonly {
        readonly id?: string;
        readonly geometry: { readonly coordinates: readonly [number, number] };
        readonly properties: { readonly cluster?: true; readonly count?: number; readonly name?: string };
      }[];
    }
    const at = async (zoom: number): Promise<Collection> => {
      sent.reset();
      const { data, errors } = await engine.query(
        'query M($g: GeoJSON, $z: Int) { mapFeatures(layers: ["depots"], within: $g, zoom: $z) }',
        { g: polygon, z: zoom },
        principalOver('4301'),
      );
      expect(errors).toBeUndefined();
      expect(sent.count()).toBe(1);
      return (data as unknown as { mapFeatures: readonly [Collection] }).mapFeatures[0];
    };
    for (const zoom of [0, 6, 9, 22]) {
      const cell = 360 / 2 ** (zoom + 2);
      const cells = Map.groupBy(inside, (row) => `${Math.floor(Number(row['lon']) / cell)} ${Math.floor(Number(row['lat']) / cell)}`);
      const { features, truncated } = await at(zoom);
      expect(truncated).toBe(false);
      expect(features).toHaveLength(cells.size);
      expect(features.map(({ properties }) => properties.count ?? 1).reduce((a, b) => a + b)).toBe(inside.length);
      for (const { id, geometry, properties } of features) {
        const [lon, lat] = geometry.coordinates;
        const rows = cells.get(`${Math.floor(lon / cell)} ${Math.floor(lat / cell)}`) ?? [];
        expect(rows).toHaveLength(properties.count ?? 1);
        if (properties.count === undefined) expect(id).toBe(`depot_${String(rows[0]?.['id'])}`);
        else {
          const mean = rows.reduce((sum, row) => sum + Number(row['lon']), 0) / rows.length;
          expect(lon).toBeCloseTo(mean, 5);
        }
      }
    }
    const { errors } = await engine.query('{ mapFeatures(bbox: [1, 2, 3, 4], zoom: 23) }');
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it.each([
    ['no place', '{ mapFeatures }', 'BAD_USER_INPUT'],
    ['two places', '{ mapFeatures(bbox: [1, 2, 3, 4], within: { type: "Polygon", coordinates: [] }) }', 'BAD_USER_INPUT'],
    ['an unknown layer', '{ mapFeatures(layers: ["x"], bbox: [1, 2, 3, 4]) }', 'BAD_USER_INPUT'],
    ['a layer that is not allowed', '{ mapFeatures(layers: ["depots"], bbox: [1, 2, 3, 4]) }', 'FORBIDDEN'],
  ])('refuses %s', async (what, query, code) => {
    const caller = what.includes('allowed') ? principalOver('43', ['authenticated']) : operator;
    expect((await engine.query(query, {}, caller)).errors?.[0]?.extensions.code).toBe(code);
  });
});
