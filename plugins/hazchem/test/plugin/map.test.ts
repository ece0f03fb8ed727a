import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialects, principalOver, type TestEngine } from '@fengsui/core/testing';
import { command, dataOf, square, start, unitIn } from './support.ts';

describe.each(dialects)('hazardous chemicals on the one map, on %s', (dialect) => {
  let engine: TestEngine;
  const around = square(113.04, 28.18);
  beforeAll(async () => {
    engine = await start(dialect);
    for (const [area, name] of [
      ['430102', '甲'],
      ['430103', '乙'],
    ] as const) {
      const { unitId } = await unitIn(engine, area, name);
      await command(engine, 'declareInventory', { hazardUnitId: unitId, substances: [{ name: '氯', tonnes: 20 }] }, 'hazardUnit { id }');
    }
  });
  afterAll(() => engine.stop());
  const ask = async (query: string, area?: string): Promise<unknown> =>
    dataOf(await engine.query(query, { around }, area === undefined ? undefined : principalOver(area)));

  it('are a layer whose features carry what they are and how grave, inside the caller’s area only', async () => {
    expect(await ask('{ mapLayers { id } }')).toMatchObject({ mapLayers: expect.arrayContaining([{ id: 'hazard-units' }]) as unknown });
    const features = 'query Map($around: GeoJSON!) { mapFeatures(layers: ["hazard-units"], within: $around) }';
    const { mapFeatures } = (await ask(features, '430102')) as {
      mapFeatures: readonly [{ features: readonly { properties: object; geometry: object }[] }];
    };
    expect(mapFeatures[0].features).toHaveLength(1);
    expect(mapFeatures[0].features[0]).toMatchObject({
      geometry: { type: 'Point', coordinates: [113.041, 28.181] },
      properties: { name: '甲罐区', kind: 'STORAGE', designLevel: 3, stockLevel: null, majorHazard: true },
    });
    expect(((await ask(features)) as { mapFeatures: readonly [{ features: readonly unknown[] }] }).mapFeatures[0].features).toHaveLength(2);
  });

  it('are counted and listed by an impact, inside the caller’s area only', async () => {
    const impact =
      'query Impact($around: GeoJSON!) { impact(geometry: $around) { hazardUnits { count rows { nodes { name designLevel } } } } }';
    expect(await ask(impact, '430103')).toEqual({
      impact: { hazardUnits: { count: 1, rows: { nodes: [{ name: '乙罐区', designLevel: 3 }] } } },
    });
    expect(await ask(impact)).toMatchObject({ impact: { hazardUnits: { count: 2 } } });
  });
});
