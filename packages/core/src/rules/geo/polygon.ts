import type { Check } from '../kit/check.ts';
import { unitWords } from '../kit/units.ts';
import type { Position } from './geodesic.ts';

export type Ring = readonly Position[];
/** GeoJSON Polygon (RFC 7946 3.1.6): the outer ring, then its holes. */
export interface Polygon {
  readonly type: 'Polygon';
  readonly coordinates: readonly Ring[];
}
export interface MultiPolygon {
  readonly type: 'MultiPolygon';
  readonly coordinates: readonly (readonly Ring[])[];
}
export interface Feature<P, G = Polygon | MultiPolygon> {
  readonly type: 'Feature';
  readonly geometry: G;
  readonly properties: P;
}

/** Refuses a position that is no longitude and latitude. */
export function checkPosition(check: Check, path: readonly (string | number)[], value: Position): boolean {
  const lon = check.number([...path, 0], value?.[0], { min: -180, max: 180, unit: unitWords.longitude });
  return check.number([...path, 1], value?.[1], { min: -90, max: 90, unit: unitWords.latitude }) && lon;
}

/** Refuses what is no polygon: too few positions, an open ring, a position off the globe, a ring that crosses itself. */
export function checkPolygon(check: Check, path: readonly (string | number)[], polygon: Polygon): boolean {
  const before = check.refusals.length;
  polygon.coordinates.forEach((ring, at) => checkRing(check, [...path, 'coordinates', at], ring));
  if (polygon.coordinates.length === 0) {
    check.refuse('EMPTY_POLYGON', path, {
      zh: '多边形没有外环；请至少给出一个闭合环',
      en: 'The polygon has no ring; give at least one closed ring',
    });
  }
  return check.refusals.length === before;
}

function checkRing(check: Check, path: readonly (string | number)[], ring: Ring): void {
  const before = check.refusals.length;
  ring.forEach((position, at) => checkPosition(check, [...path, at], position));
  if (check.refusals.length > before) return;
  const first = ring[0];
  const last = ring.at(-1);
  if (first === undefined || last === undefined || ring.length < 4 || first[0] !== last[0] || first[1] !== last[1]) {
    check.refuse('RING_NOT_CLOSED', path, {
      zh: '环应至少有四个位置，且首尾相同；请补上起点作为终点',
      en: 'A ring needs at least four positions, the last equal to the first; repeat the first position at the end',
    });
    return;
  }
  const crossing = selfCrossing(ring);
  if (crossing === undefined) return;
  check.refuse('RING_CROSSES_ITSELF', path, {
    zh: `环的第 ${crossing[0] + 1} 段与第 ${crossing[1] + 1} 段相交；请按顺序给出边界点`,
    en: `Segment ${crossing[0] + 1} of the ring crosses segment ${crossing[1] + 1}; give the border's positions in their order`,
  });
}

/**
 * The first two segments of a closed ring that properly cross; touching at a vertex is allowed. Swept along the longer side of its box: a
 * segment meets only those that begin before it ends, a handful along a border of thousands.
 */
function selfCrossing(ring: Ring): readonly [number, number] | undefined {
  const segments = ring.length - 1;
  const axis = longerSide(ring);
  const start = (at: number): number => Math.min((ring[at] as Position)[axis], (ring[at + 1] as Position)[axis]);
  const end = (at: number): number => Math.max((ring[at] as Position)[axis], (ring[at + 1] as Position)[axis]);
  const starts = Float64Array.from({ length: segments }, (_none, at) => start(at));
  const order = Uint32Array.from({ length: segments }, (_none, at) => at).sort((a, b) => (starts[a] as number) - (starts[b] as number));
  let found: readonly [number, number] | undefined;
  for (let place = 0; place < segments; place += 1) {
    const one = order[place] as number;
    const until = end(one);
    for (let next = place + 1; next < segments && (starts[order[next] as number] as number) <= until; next += 1) {
      const other = order[next] as number;
      const [i, j] = one < other ? [one, other] : [other, one];
      // What is found later in the ring is not asked about: the first crossing is named.
      if (j < i + 2 || (found !== undefined && (i > found[0] || (i === found[0] && j >= found[1])))) continue;
      if (cross(ring[i] as Position, ring[i + 1] as Position, ring[j] as Position, ring[j + 1] as Position)) found = [i, j];
    }
  }
  return found;
}
function longerSide(ring: Ring): 0 | 1 {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (const position of ring)
    for (const axis of [0, 1] as const) {
      low[axis] = Math.min(low[axis] as number, position[axis]);
      high[axis] = Math.max(high[axis] as number, position[axis]);
    }
  return (high[0] as number) - (low[0] as number) >= (high[1] as number) - (low[1] as number) ? 0 : 1;
}

function cross(a: Position, b: Position, c: Position, d: Position): boolean {
  if (Math.max(a[0], b[0]) < Math.min(c[0], d[0]) || Math.max(c[0], d[0]) < Math.min(a[0], b[0])) return false;
  if (Math.max(a[1], b[1]) < Math.min(c[1], d[1]) || Math.max(c[1], d[1]) < Math.min(a[1], b[1])) return false;
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}
/** Which side of the line a→b the point lies on: positive left, negative right, 0 on it. */
const side = (a: Position, b: Position, point: Position): number => (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]);

/** Containment, planar in lon/lat: the border belongs to the inside, and a hole's border to the polygon. */
export function contains(polygon: Polygon | MultiPolygon, point: Position): boolean {
  const parts = polygon.type === 'Polygon' ? [polygon.coordinates] : polygon.coordinates;
  return parts.some(
    ([outer, ...holes]) => outer !== undefined && where(outer, point) >= 0 && holes.every((hole) => where(hole, point) <= 0),
  );
}

/** 1 inside, 0 on the border, −1 outside. */
function where(ring: Ring, point: Position): -1 | 0 | 1 {
  let inside = false;
  for (let i = 0; i + 1 < ring.length; i += 1) {
    const a = ring[i] as Position;
    const b = ring[i + 1] as Position;
    const turn = side(a, b, point);
    if (
      turn === 0 &&
      point[0] >= Math.min(a[0], b[0]) &&
      point[0] <= Math.max(a[0], b[0]) &&
      point[1] >= Math.min(a[1], b[1]) &&
      point[1] <= Math.max(a[1], b[1])
    )
      return 0;
    if (a[1] > point[1] !== b[1] > point[1] && turn > 0 === b[1] > a[1]) inside = !inside;
  }
  return inside ? 1 : -1;
}
