import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous } from '@fengsui/core';
import { dialects, principalOver, type TestEngine } from '@fengsui/core/testing';
import { dataOf, start, unitIn } from './support.ts';

describe.each(dialects)('who and what lies inside a computed contour, on %s', (dialect) => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await start(dialect);
  });
  afterAll(() => engine.stop());
  const release = {
    lon: 113.7518,
    lat: 23.0207,
    emissionKgPerSecond: 0.1,
    windMetersPerSecond: 2,
    windFromDegrees: 45,
    stability: 'D',
    sigmaSet: 'BRIGGS_URBAN',
  };

  it('dispersion and blast: each contour says who and what lies inside, in one statement, to those who may read it', async () => {
    await unitIn(engine, '430102', '氯碱厂');
    const ask = `query ($d: DispersionInput!, $b: BlastInput!) { calculate {
      dispersion(input: $d) { result { isopleths { endPoint geometry impact { hazardUnits { count rows { nodes { name enterprise { name } } } } } } } }
      blast(input: $b) { result { radii { kilopascal impact { hazardUnits { count } } } } }
    } }`;
    // Upwind of the unit, blowing towards it.
    const variables = {
      d: { ...release, substance: '氯', lon: 113.041, lat: 28.1812, windFromDegrees: 0, emissionKgPerSecond: 5 },
      b: { tntKg: 1_000, kilopascals: [10, 100], lon: 113.041, lat: 28.181 },
    };
    interface Impact {
      readonly hazardUnits: { readonly count: number; readonly rows?: { readonly nodes: readonly object[] } };
    }
    interface Contours {
      readonly calculate: {
        readonly dispersion: {
          readonly result: { readonly isopleths: readonly { readonly geometry: unknown; readonly impact: Impact | null }[] };
        };
        readonly blast: { readonly result: { readonly radii: readonly { readonly kilopascal: number; readonly impact: Impact }[] } };
      };
    }
    const { calculate: both } = dataOf<Contours>(await engine.query(ask, variables));
    expect(both.blast.result.radii.map(({ impact }) => impact.hazardUnits.count)).toEqual([1, 1]);
    const { isopleths } = both.dispersion.result;
    expect(isopleths.some(({ impact }) => impact?.hazardUnits.count === 1)).toBe(true);
    for (const { geometry, impact } of isopleths) expect(impact === null).toBe(geometry === null);
    expect(isopleths.find(({ impact }) => impact?.hazardUnits.count === 1)?.impact?.hazardUnits.rows?.nodes).toEqual([
      { name: '氯碱厂罐区', enterprise: { name: '氯碱厂' } },
    ]);
    const elsewhere = dataOf<Contours>(await engine.query(ask, variables, principalOver('430103')));
    expect(elsewhere.calculate.blast.result.radii.map(({ impact }) => impact.hazardUnits.count)).toEqual([0, 0]);
    const { data, errors } = await engine.query(ask, variables, anonymous);
    expect([data, errors?.[0]?.extensions.code]).toEqual([undefined, 'UNAUTHENTICATED']);
  });
});
