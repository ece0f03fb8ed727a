import { describe, expect, it } from 'vitest';
import { dispersionSigmas, ppmToKgPerCubicMeter, sigmaSets, toxicEndPointsOf } from '@fengsui/plugin-hazchem/rules';
import { classes, sets } from './dispersion-cases.ts';
import { answered, refusals } from './support.ts';

describe('the σ sets', () => {
  it('are complete: every set has y and z of a plume for six classes, two sets a puff', () => {
    for (const set of sets)
      for (const stability of classes)
        expect(dispersionSigmas({ sigmaSet: set, stability, regime: 'plume', downwindMeters: 500 }).ok).toBe(true);
    for (const set of ['ccps', 'tno'])
      for (const stability of classes)
        expect(dispersionSigmas({ sigmaSet: set, stability, regime: 'puff', downwindMeters: 500 }).ok).toBe(true);
    expect(sigmaSets.rows).toHaveLength(6 * (4 * 2 + 2 * 3));
  });

  it('spread less the more stable the air, from 100 m to 10 km', () => {
    for (const set of sets) {
      for (const downwindMeters of [100, 1000, 10_000]) {
        const y = classes.map(
          (stability) => answered(dispersionSigmas({ sigmaSet: set, stability, regime: 'plume', downwindMeters })).sigmaYMeters,
        );
        expect(y.toSorted((a, b) => b - a)).toEqual(y);
      }
    }
  });
});

describe('toxic end points', () => {
  it('of chlorine are 0.5, 2 and 20 ppm; 1 ppm is 2.9 mg/m³', () => {
    const chlorine = answered(toxicEndPointsOf('7782-50-5'));
    expect([chlorine.aegl1Ppm, chlorine.aegl2Ppm, chlorine.aegl3Ppm, chlorine.verified]).toEqual([0.5, 2, 20, false]);
    expect(chlorine.kgPerCubicMeter[1]).toBeCloseTo(2 * 2.898e-6, 9);
    expect(
      answered(ppmToKgPerCubicMeter({ ppm: 1e6, molarMassGramsPerMole: 28.97, temperatureKelvin: 273.15 })).kgPerCubicMeter,
    ).toBeCloseTo(1.2925, 3);
  });

  it('are refused where none is known', () => {
    expect(refusals(toxicEndPointsOf('氧'))).toEqual([['NO_END_POINT', ['substance']]]);
    expect(refusals(ppmToKgPerCubicMeter({ ppm: -1, molarMassGramsPerMole: 0, temperatureKelvin: 20 }))).toHaveLength(3);
  });
});
