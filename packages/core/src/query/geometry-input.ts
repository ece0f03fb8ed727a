import { FengsuiError } from '../contract/errors.ts';
import {
  check,
  checkPolygon,
  checkPosition,
  convertCoordinates,
  type CoordinateSystem,
  type MultiPolygon,
  type Polygon,
  type Position,
} from '../rules/index.ts';
import type { Path } from './source.ts';

export interface Box {
  readonly minLon: number;
  readonly minLat: number;
  readonly maxLon: number;
  readonly maxLat: number;
}
/** A polygon with more positions is simplified by its sender: each row near it is compared with every edge. */
const positionsAtMost = 2_000;

const isPosition = (value: unknown): value is Position =>
  Array.isArray(value) && value.length >= 2 && value.every((each) => typeof each === 'number');
const isRings = (value: unknown): value is Polygon['coordinates'] =>
  Array.isArray(value) && value.every((ring) => Array.isArray(ring) && ring.every(isPosition));

/**
 * A Polygon or MultiPolygon of a request, in the system that is stored. Either direction of its rings is taken:
 * RFC 7946 asks for the right-hand rule and tells readers not to insist on it; what is inside does not depend on it.
 * Errors: BAD_USER_INPUT for what is no polygon, is open, crosses itself or leaves the globe; LIMIT_EXCEEDED for too many positions.
 */
export function polygonInput(value: unknown, crs: CoordinateSystem, path: Path): Polygon | MultiPolygon {
  const known = typeof value === 'object' && value !== null ? looked.get(value) : undefined;
  if (known?.crs === crs) return known.polygon;
  const polygon = lookAt(value, crs, path);
  // as: what is no object was refused
  looked.set(value as object, { crs, polygon });
  return polygon;
}
/** One statement asks for a polygon nine times and more, for each side of its box and for its edges; looking at 2,000 positions takes milliseconds. */
const looked = new WeakMap<object, { readonly crs: CoordinateSystem; readonly polygon: Polygon | MultiPolygon }>();

function lookAt(value: unknown, crs: CoordinateSystem, path: Path): Polygon | MultiPolygon {
  const { type, coordinates } = (value ?? {}) as { readonly type?: unknown; readonly coordinates?: unknown };
  const given: Polygon | MultiPolygon | undefined =
    type === 'Polygon' && isRings(coordinates)
      ? { type, coordinates }
      : type === 'MultiPolygon' && Array.isArray(coordinates) && coordinates.every(isRings)
        ? { type, coordinates }
        : undefined;
  const faults = check();
  if (given === undefined) {
    faults.refuse('NOT_A_POLYGON', ['within'], {
      zh: '此处需要 GeoJSON Polygon 或 MultiPolygon，各环为 [经度, 纬度] 的列表',
      en: 'This takes a GeoJSON Polygon or MultiPolygon, whose rings are lists of [longitude, latitude]',
    });
    return refuse(faults, path);
  }
  const count = (given.coordinates as readonly unknown[]).flat(given.type === 'Polygon' ? 1 : 2).length;
  if (count > positionsAtMost)
    throw new FengsuiError(
      'LIMIT_EXCEEDED',
      `多边形有 ${count} 个位置，最多 ${positionsAtMost} 个；请先化简。`,
      `The polygon has ${count} positions, at most ${positionsAtMost} are taken; simplify it first.`,
      path,
    );
  const parts = given.type === 'Polygon' ? [given.coordinates] : given.coordinates;
  for (const part of parts) checkPolygon(faults, ['within'], { type: 'Polygon', coordinates: part });
  if (parts.length === 0) faults.refuse('EMPTY_POLYGON', ['within'], { zh: '多边形为空', en: 'The polygon is empty' });
  if (faults.failed) return refuse(faults, path);
  return { type: given.type, coordinates: convertCoordinates(given.coordinates as never, crs, 'CGCS2000') };
}

/** A GeoJSON Point of a request, in the system that is stored. */
export function pointInput(value: unknown, crs: CoordinateSystem, path: Path): Position {
  const { type, coordinates } = (value ?? {}) as { readonly type?: unknown; readonly coordinates?: unknown };
  const faults = check();
  if (type !== 'Point' || !isPosition(coordinates)) {
    faults.refuse('NOT_A_POINT', ['point'], { zh: '此处需要 GeoJSON Point', en: 'This takes a GeoJSON Point' });
    return refuse(faults, path);
  }
  checkPosition(faults, ['point'], coordinates);
  if (faults.failed) return refuse(faults, path);
  return convertCoordinates([coordinates[0], coordinates[1]], crs, 'CGCS2000');
}

/** `[west, south, east, north]` of a request, in the system that is stored. */
export function boxInput(value: unknown, crs: CoordinateSystem, path: Path): Box {
  const faults = check();
  const sides = Array.isArray(value) ? (value as readonly unknown[]) : [];
  if (sides.length !== 4 || sides.some((side) => typeof side !== 'number')) {
    faults.refuse('BBOX', ['bbox'], { zh: 'bbox 应为 [西, 南, 东, 北] 四个数', en: 'bbox is four numbers: [west, south, east, north]' });
    return refuse(faults, path);
  }
  const [west, south, east, north] = sides as readonly [number, number, number, number];
  checkPosition(faults, ['bbox'], [west, south]);
  checkPosition(faults, ['bbox'], [east, north]);
  if (!(west <= east && south <= north))
    faults.refuse('BBOX', ['bbox'], { zh: 'bbox 应为 [西, 南, 东, 北]', en: 'bbox is [west, south, east, north]' });
  if (faults.failed) return refuse(faults, path);
  const [[minLon, minLat], [maxLon, maxLat]] = convertCoordinates(
    [
      [west, south],
      [east, north],
    ] as const,
    crs,
    'CGCS2000',
  );
  return { minLon, minLat, maxLon, maxLat };
}

export function boxAround(polygon: Polygon | MultiPolygon): Box {
  const positions = (polygon.type === 'Polygon' ? [polygon.coordinates] : polygon.coordinates).flat(2);
  const [lons, lats] = [positions.map(([lon]) => lon), positions.map(([, lat]) => lat)];
  return { minLon: Math.min(...lons), maxLon: Math.max(...lons), minLat: Math.min(...lats), maxLat: Math.max(...lats) };
}

/** Every fault at once, so that a polygon is put right in one go. */
export function refuse(faults: ReturnType<typeof check>, path: Path): never {
  throw new FengsuiError(
    'BAD_USER_INPUT',
    faults.refusals.map(({ message }) => message.zh).join('；'),
    faults.refusals.map(({ message }) => message.en).join('; '),
    path,
  );
}
