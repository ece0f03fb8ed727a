import { describe, expect, it } from 'vitest';
import { bearingDegrees, distanceMeters, type Position } from '@fengsui/core/rules';
import { puffConcentration, puffIsopleths } from '@fengsui/plugin-hazchem/rules';
import { dongguan } from './dispersion-cases.ts';
import { answered, refusals } from './support.ts';

describe('a Gaussian puff', () => {
  const ccpsPuff = {
    massKg: 1,
    windMetersPerSecond: 2,
    stability: 'F' as const,
    sigmaSet: 'ccps',
    sourceHeightMeters: 0,
    seconds: 250,
    receptorHeightMeters: 0,
  };

  it('has the σ of CCPS 1999 p. 101 at 500 m, and 2·m/((2π)^1.5·σx·σy·σz) in its middle on the ground', () => {
    // The book prints σy 6.1; its own formula 0.02·x^0.89 gives 5.05.
    const puff = answered(puffConcentration({ ...ccpsPuff, downwindMeters: 500, crosswindMeters: 0 }));
    expect(puff.sigmaYMeters).toBeCloseTo(5.047929716825321, 9);
    expect(puff.sigmaZMeters).toBeCloseTo(2.214836678536473, 9);
    expect(puff.kgPerCubicMeter).toBeCloseTo(1 / (Math.sqrt(2 * Math.PI) * Math.PI * 5.047929716825321 ** 2 * 2.214836678536473), 10);
  });

  it('has elliptic isopleths that carry their concentration and move with the wind', () => {
    const at = { ...ccpsPuff, position: dongguan, windFromDegrees: 350, concentrationsKgPerCubicMeter: [1e-4, 1] };
    const { isopleths, centreMeters, towardsDegrees } = answered(puffIsopleths(at));
    expect([centreMeters, towardsDegrees]).toEqual([500, 170]);
    expect(isopleths[1]).toMatchObject({ feature: null, areaSquareMeters: 0 });
    const ring = isopleths[0]?.feature?.geometry.coordinates[0] as readonly Position[];
    for (const corner of ring) {
      const away = distanceMeters(dongguan, corner);
      const turn = ((bearingDegrees(dongguan, corner) - 170) * Math.PI) / 180;
      const point = { ...ccpsPuff, downwindMeters: away * Math.cos(turn), crosswindMeters: away * Math.sin(turn) };
      expect(answered(puffConcentration(point)).kgPerCubicMeter / 1e-4).toBeCloseTo(1, 5);
    }
    const ellipse = Math.PI * (isopleths[0]?.halfLengthMeters ?? 0) * (isopleths[0]?.halfWidthMeters ?? 0);
    expect((isopleths[0]?.areaSquareMeters ?? 0) / ellipse).toBeCloseTo(1, 2);
  });

  it('refuses a calm, time zero and a set without puff parameters', () => {
    const bad = puffConcentration({
      ...ccpsPuff,
      windMetersPerSecond: 0,
      seconds: 0,
      sigmaSet: 'briggs-urban',
      downwindMeters: 1,
      crosswindMeters: 0,
    });
    expect(refusals(bad)).toEqual([
      ['CALM_WIND', ['windMetersPerSecond']],
      ['OUT_OF_RANGE', ['seconds']],
      ['NO_PUFF_SIGMAS', ['sigmaSet']],
    ]);
  });
});
