import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bearingDegrees, contains, distanceMeters, type Position, ringAreaSquareMeters } from '@fengsui/core/rules';
import { plumeConcentration, plumeIsopleths, type PlumeIsoplethInput } from '@fengsui/plugin-hazchem/rules';
import { classes, dongguan, sets } from './dispersion-cases.ts';
import { answered, refusals } from './support.ts';

const cloud: PlumeIsoplethInput = {
  position: dongguan,
  windFromDegrees: 60,
  receptorHeightMeters: 1.5,
  concentrationsKgPerCubicMeter: [1e-5, 1e-4, 1e-3],
  emissionKgPerSecond: 1,
  windMetersPerSecond: 3,
  stability: 'D',
  sigmaSet: 'briggs-open-country',
  sourceHeightMeters: 0,
};

describe('isopleths of a plume', () => {
  it('lie downwind of the source and carry exactly their concentration on the border', () => {
    const { isopleths, towardsDegrees } = answered(plumeIsopleths(cloud));
    expect(towardsDegrees).toBe(240);
    for (const { feature, farMeters, kgPerCubicMeter, areaSquareMeters } of isopleths) {
      if (feature?.geometry.type !== 'Polygon') throw new Error('one polygon expected');
      const [ring = []] = feature.geometry.coordinates;
      expect(ring[0]).toEqual(ring.at(-1));
      expect(areaSquareMeters / ringAreaSquareMeters(ring)).toBeCloseTo(1, 5);
      const distances = ring.map((corner) => distanceMeters(dongguan, corner));
      expect(Math.max(...distances)).toBeCloseTo(farMeters ?? 0, 3);
      for (const corner of ring) {
        const away = distanceMeters(dongguan, corner);
        const turn = ((bearingDegrees(dongguan, corner) - 240) * Math.PI) / 180;
        const point = { ...cloud, downwindMeters: away * Math.cos(turn), crosswindMeters: away * Math.sin(turn) };
        expect(answered(plumeConcentration(point)).kgPerCubicMeter / kgPerCubicMeter).toBeCloseTo(1, 5);
      }
    }
  });

  it('lie inside each other, the higher concentration inside the lower', () => {
    const [low, middle, high] = answered(plumeIsopleths(cloud)).isopleths;
    for (const [outer, inner] of [
      [low, middle],
      [middle, high],
    ] as const) {
      expect(outer?.areaSquareMeters).toBeGreaterThan(inner?.areaSquareMeters ?? Infinity);
      const corners = inner?.feature?.geometry.coordinates[0] as readonly Position[];
      expect(corners.every((corner) => outer?.feature && contains(outer.feature.geometry, corner))).toBe(true);
    }
  });

  it('run counter-clockwise, as GeoJSON wants a ring', () => {
    const ring = answered(plumeIsopleths(cloud)).isopleths[0]?.feature?.geometry.coordinates[0] as readonly Position[];
    const twice = ring.slice(1).reduce((sum, [x, y], at) => sum + (ring[at]?.[0] ?? 0) * y - x * (ring[at]?.[1] ?? 0), 0);
    expect(twice).toBeGreaterThan(0);
  });

  it('are empty for a concentration that is not reached, and start away from a high source', () => {
    const high = answered(plumeIsopleths({ ...cloud, sourceHeightMeters: 50, concentrationsKgPerCubicMeter: [1, 1e-6] }));
    expect(high.isopleths[0]).toMatchObject({ nearMeters: null, farMeters: null, areaSquareMeters: 0, feature: null });
    expect(high.isopleths[1]?.nearMeters).toBeGreaterThan(100);
    expect(high.peak.kgPerCubicMeter).toBeLessThan(1);
  });

  it('begin at a source on the ground', () => {
    expect(answered(plumeIsopleths({ ...cloud, receptorHeightMeters: 0 })).isopleths[0]?.nearMeters).toBe(0);
    // Within the first metre there is still an isopleth.
    expect(
      answered(plumeIsopleths({ ...cloud, receptorHeightMeters: 0, concentrationsKgPerCubicMeter: [1e3] })).isopleths[0]?.farMeters,
    ).toBeLessThan(1);
  });

  it('refuse what would reach beyond 100 km, a missing concentration and a place off the globe', () => {
    expect(refusals(plumeIsopleths({ ...cloud, concentrationsKgPerCubicMeter: [1e-12] }))).toEqual([
      ['ISOPLETH_TOO_FAR', ['concentrationsKgPerCubicMeter', 0]],
    ]);
    expect(refusals(plumeIsopleths({ ...cloud, concentrationsKgPerCubicMeter: [], position: [200, 23], windFromDegrees: 400 }))).toEqual([
      ['OUT_OF_RANGE', ['position', 0]],
      ['OUT_OF_RANGE', ['windFromDegrees']],
      ['NO_CONCENTRATION', ['concentrationsKgPerCubicMeter']],
    ]);
  });

  it('reach farther the lower the concentration and the larger the release, in every set and class', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sets),
        fc.constantFrom(...classes),
        fc.double({ min: 1e-4, max: 1, noNaN: true }),
        fc.double({ min: 1.01, max: 10, noNaN: true }),
        (sigmaSet, stability, level, times) => {
          const reach = (change: Partial<PlumeIsoplethInput>) =>
            answered(plumeIsopleths({ ...cloud, sigmaSet, stability, concentrationsKgPerCubicMeter: [level], ...change })).isopleths[0]
              ?.farMeters ?? 0;
          const one = reach({});
          expect(reach({ concentrationsKgPerCubicMeter: [level / times] })).toBeGreaterThanOrEqual(one);
          expect(reach({ emissionKgPerSecond: times })).toBeGreaterThanOrEqual(one);
        },
      ),
      { numRuns: 40 },
    );
  });
});
