import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check, checkPolygon, contains, destination, distanceMeters, type Polygon, unitWords } from '@fengsui/core/rules';

const square: Polygon = {
  type: 'Polygon',
  coordinates: [
    [
      [0, 0],
      [2, 0],
      [2, 2],
      [0, 2],
      [0, 0],
    ],
    [
      [0.5, 0.5],
      [1.5, 0.5],
      [1.5, 1.5],
      [0.5, 1.5],
      [0.5, 0.5],
    ],
  ],
};

describe('a check', () => {
  it('collects every refusal, each with its path and both languages', () => {
    const faults = check();
    faults.number(['tonnes'], -1, { min: 0, unit: 't' });
    faults.number(['wind'], Number.NaN);
    faults.oneOf(['class'], 'G', ['A', 'B']);
    expect(faults.refusals.map(({ code, path }) => [code, path])).toEqual([
      ['OUT_OF_RANGE', ['tonnes']],
      ['NOT_A_NUMBER', ['wind']],
      ['UNKNOWN_VALUE', ['class']],
    ]);
    expect(faults.refusals[0]?.message).toEqual({
      zh: 'tonnes 为 -1，超出允许范围 ≥ 0 t；请核对数值与单位',
      en: 'tonnes is -1, outside ≥ 0 t; check the value and its unit',
    });
  });

  it('names a unit that is a word in the language of the sentence', () => {
    const faults = check();
    faults.integer(['occupants'], -1, { min: 0, unit: unitWords.people });
    checkPolygon(faults, [], { type: 'Polygon', coordinates: [[[181, 0]]] });
    expect(faults.refusals.map(({ message }) => message)).toEqual([
      {
        zh: 'occupants 为 -1，超出允许范围 ≥ 0 人；请核对数值与单位',
        en: 'occupants is -1, outside ≥ 0 people; check the value and its unit',
      },
      {
        zh: 'coordinates.0.0.0 为 181，超出允许范围 ≥ -180, ≤ 180 °（经度）；请核对数值与单位',
        en: 'coordinates.0.0.0 is 181, outside ≥ -180, ≤ 180 ° of longitude; check the value and its unit',
      },
    ]);
  });
});

/** Every pair of segments, as the rule's definition says it. */
function firstCrossing(ring: readonly (readonly [number, number])[]): readonly [number, number] | undefined {
  const side = (a: readonly [number, number], b: readonly [number, number], c: readonly [number, number]): number =>
    Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
  for (let i = 0; i + 1 < ring.length; i += 1)
    for (let j = i + 2; j + 1 < ring.length; j += 1) {
      const [a, b, c, d] = [ring[i], ring[i + 1], ring[j], ring[j + 1]] as [
        [number, number],
        [number, number],
        [number, number],
        [number, number],
      ];
      if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0) return [i, j];
    }
  return undefined;
}
const told = (coordinates: readonly (readonly [number, number])[]): string | undefined => {
  const faults = check();
  checkPolygon(faults, [], { type: 'Polygon', coordinates: [coordinates] });
  return faults.refusals[0]?.message.en;
};

describe('a polygon', () => {
  it('that crosses itself is told by its first crossing, whatever its shape', () => {
    const position = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }));
    fc.assert(
      fc.property(fc.array(position, { minLength: 3, maxLength: 14 }), (positions) => {
        const ring = [...positions, positions[0] as readonly [number, number]];
        const first = firstCrossing(ring);
        expect(told(ring)).toBe(
          first === undefined
            ? undefined
            : `Segment ${first[0] + 1} of the ring crosses segment ${first[1] + 1}; give the border's positions in their order`,
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('may have a border of a hundred thousand positions, as a coast has', () => {
    const positions = 100_000;
    const star = Array.from({ length: positions }, (_none, at): readonly [number, number] => {
      const [angle, radius] = [(2 * Math.PI * at) / positions, 10 + (at % 2) / 1e3];
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    });
    expect(told([...star, star[0] as readonly [number, number]])).toBeUndefined();
    const [one, other] = [star[7] as readonly [number, number], star[70_000] as readonly [number, number]];
    const knotted = star.with(7, other).with(70_000, one);
    expect(told([...knotted, knotted[0] as readonly [number, number]])).toMatch(/^Segment \d+ of the ring crosses/);
  });

  it('that crosses itself, is open or leaves the globe is refused', () => {
    const faults = check();
    checkPolygon(faults, ['site'], {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [2, 2],
          [2, 0],
          [0, 2],
          [0, 0],
        ],
      ],
    });
    checkPolygon(faults, ['site'], {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [2, 2],
          [2, 0],
          [0, 1],
        ],
      ],
    });
    checkPolygon(faults, ['site'], {
      type: 'Polygon',
      coordinates: [
        [
          [1200, 0],
          [2, 2],
          [2, 0],
          [1200, 0],
        ],
      ],
    });
    expect(faults.refusals.map(({ code }) => code)).toEqual(['RING_CROSSES_ITSELF', 'RING_NOT_CLOSED', 'OUT_OF_RANGE', 'OUT_OF_RANGE']);
  });

  it('contains its border and a hole’s border, not the hole', () => {
    expect(
      [
        [0, 1],
        [2, 2],
        [0.5, 1],
        [1, 1],
        [0.2, 0.2],
        [3, 1],
      ].map(([lon, lat]) => contains(square, [lon as number, lat as number])),
    ).toEqual([true, true, true, false, true, false]);
  });
});

describe('a geodesic', () => {
  it('goes there and measures back', () => {
    const there = destination([113, 28], 37, 5000);
    expect(distanceMeters([113, 28], there)).toBeCloseTo(5000, 6);
  });
});
