import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dispersionSigmas, plumeConcentration, type PlumeInput, type Stability } from '@fengsui/plugin-hazchem/rules';
import { classes, sets } from './dispersion-cases.ts';
import { answered, refusals } from './support.ts';

const ccpsCase = {
  emissionKgPerSecond: 0.1,
  windMetersPerSecond: 2,
  stability: 'F' as const,
  sigmaSet: 'ccps',
  sourceHeightMeters: 0,
  receptorHeightMeters: 0,
  downwindMeters: 500,
  crosswindMeters: 0,
};

describe('a Gaussian plume', () => {
  it('gives the concentration that CCPS 1999 p. 97 works out, and another one with another σ set', () => {
    expect(answered(plumeConcentration(ccpsCase)).kgPerCubicMeter).toBeCloseTo(1.03467e-4, 9);
    const briggs = answered(plumeConcentration({ ...ccpsCase, sigmaSet: 'briggs-open-country' }));
    expect(briggs.kgPerCubicMeter).toBeCloseTo(1.1722e-4, 8);
    expect(briggs.verified).toBe(true);
    expect(briggs.kgPerCubicMeter).toBeCloseTo(briggs.baseKgPerCubicMeter * briggs.crosswindFactor * briggs.verticalFactor, 12);
    expect([briggs.verticalFactor, briggs.crosswindFactor]).toEqual([2, 1]);
  });

  it('takes the TNO σ as the Yellow Book gives them', () => {
    // TNO CPR 14E chapter 4, as GasDispersion.jl tabulates them at 1.2 m.
    const known = {
      A: [0.6170244776546403, 0.3299295029728027],
      D: [0.15096247150079659, 0.2297247262425074],
      F: [0.07661871086795012, 0.135591567342651],
    };
    for (const [stability, [y, z]] of Object.entries(known)) {
      const sigmas = answered(
        dispersionSigmas({ sigmaSet: 'tno', regime: 'plume', stability: stability as Stability, downwindMeters: 1.2 }),
      );
      expect(sigmas.sigmaYMeters).toBeCloseTo(y ?? 0, 12);
      expect(sigmas.sigmaZMeters).toBeCloseTo(z ?? 0, 12);
    }
  });

  it('is nothing upwind', () => {
    expect(plumeConcentration({ ...ccpsCase, downwindMeters: -5 })).toMatchObject({ ok: true, kgPerCubicMeter: 0 });
  });

  it('warns where it is stretched: light wind, outside the range of σ', () => {
    const stretched = answered(plumeConcentration({ ...ccpsCase, windMetersPerSecond: 0.5, downwindMeters: 50 }));
    expect(stretched.warnings.map((each) => each.code)).toEqual(['LIGHT_WIND', 'OUTSIDE_SIGMA_RANGE']);
    expect(answered(plumeConcentration(ccpsCase)).warnings).toEqual([]);
  });

  it('refuses bad input, all of it at once', () => {
    const bad = plumeConcentration({
      ...ccpsCase,
      windMetersPerSecond: 0,
      emissionKgPerSecond: -1,
      stability: 'G' as never,
      sigmaSet: 'pasquill',
      receptorHeightMeters: Number.NaN,
    });
    expect(refusals(bad)).toEqual([
      ['OUT_OF_RANGE', ['emissionKgPerSecond']],
      ['CALM_WIND', ['windMetersPerSecond']],
      ['UNKNOWN_VALUE', ['stability']],
      ['UNKNOWN_SIGMA_SET', ['sigmaSet']],
      ['NOT_A_NUMBER', ['receptorHeightMeters']],
    ]);
  });

  it('is symmetric across the wind, proportional to the release and inverse to the wind', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sets),
        fc.constantFrom(...classes),
        fc.double({ min: 10, max: 20_000, noNaN: true }),
        fc.double({ min: 0, max: 500, noNaN: true }),
        fc.double({ min: 1, max: 5, noNaN: true }),
        (sigmaSet, stability, downwindMeters, crosswindMeters, times) => {
          const at = (change: Partial<PlumeInput>) =>
            answered(plumeConcentration({ ...ccpsCase, sigmaSet, stability, downwindMeters, crosswindMeters, ...change })).kgPerCubicMeter;
          const one = at({});
          expect(at({ crosswindMeters: -crosswindMeters })).toBe(one);
          expect(at({ emissionKgPerSecond: 0.1 * times })).toBeCloseTo(one * times, 12);
          expect(at({ windMetersPerSecond: 2 * times }) * times).toBeCloseTo(one, 12);
          expect(at({ crosswindMeters: crosswindMeters * times })).toBeLessThanOrEqual(one);
        },
      ),
    );
  });

  it('conserves what was released: the flux through any cross-section is the emission', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sets),
        fc.constantFrom('B', 'D', 'F'),
        fc.double({ min: 500, max: 5000, noNaN: true }),
        (sigmaSet, stability, x) => {
          const { sigmaYMeters, sigmaZMeters } = answered(dispersionSigmas({ sigmaSet, stability, regime: 'plume', downwindMeters: x }));
          let flux = 0;
          const [dy, dz] = [sigmaYMeters / 5, sigmaZMeters / 5];
          for (let y = -40; y <= 40; y += 1) {
            for (let z = 0.5; z < 60; z += 1) {
              const point = { ...ccpsCase, sigmaSet, stability: stability as 'F', downwindMeters: x, sourceHeightMeters: 10 };
              const c = plumeConcentration({ ...point, crosswindMeters: y * dy, receptorHeightMeters: z * dz });
              flux += answered(c).kgPerCubicMeter * 2 * dy * dz;
            }
          }
          expect(flux).toBeCloseTo(0.1, 3);
        },
      ),
      { numRuns: 12 },
    );
  });
});
