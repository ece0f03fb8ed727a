import type { MultiPolygon, Polygon, Ring } from './polygon.ts';

/**
 * The same polygon with its outer rings counterclockwise and its holes clockwise, as whoever writes GeoJSON must give them (RFC 7946 3.1.6).
 * Whoever reads is told to take either: what is inside does not depend on it. Some programs that draw on a sphere take the other side.
 */
export function rightHanded(geometry: Polygon | MultiPolygon): Polygon | MultiPolygon {
  return geometry.type === 'Polygon'
    ? { type: 'Polygon', coordinates: geometry.coordinates.map(turn) }
    : { type: 'MultiPolygon', coordinates: geometry.coordinates.map((rings) => rings.map(turn)) };
}
const turn = (ring: Ring, at: number): Ring => ((at === 0) === area(ring) > 0 ? ring : ring.toReversed());

/** Twice the area in square degrees, positive where the ring runs counterclockwise. Taken from its first position, where figures stay small. */
function area(ring: Ring): number {
  const [x0, y0] = ring[0] ?? [0, 0];
  let sum = 0;
  for (let at = 0; at + 1 < ring.length; at += 1) {
    const [[x1, y1], [x2, y2]] = [ring[at] as Ring[number], ring[at + 1] as Ring[number]];
    sum += (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0);
  }
  return sum;
}
