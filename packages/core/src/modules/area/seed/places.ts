import { readFileSync } from 'node:fs';
import type { Random } from '../../../contract/seed.ts';
import { contains, type MultiPolygon, type Polygon } from '../../../rules/geo/polygon.ts';
import { rightHanded } from '../../../rules/geo/right-hand.ts';

export const dataFile = (path: string): string => readFileSync(new URL(`../../../../data/${path}`, import.meta.url), 'utf8');
/** The demo's districts: the code of each and the files that describe it. */
export const districts = [
  { name: 'binhai', code: '120116', boundaryOf: ['120116'] },
  { name: 'dongguan', code: '441900', boundaryOf: ['4419', '441900'] },
  { name: 'furong', code: '430102', boundaryOf: ['430102'] },
  { name: 'qianjiang', code: '429005', boundaryOf: ['429005'] },
] as const;

interface District {
  readonly polygon: Polygon | MultiPolygon;
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}
const known = new Map<string, District>();
/** The GeoJSON geometry of a district's border. */
export function boundaryOf(name: string): Polygon | MultiPolygon {
  // as: the file's form is told in data/README.md
  const { features } = JSON.parse(dataFile(`boundaries/${name}.geojson`)) as {
    readonly features: readonly [{ readonly geometry: Polygon | MultiPolygon }];
  };
  return rightHanded(features[0].geometry);
}
function districtOf(area: string): District {
  const district = districts.find(({ code }) => area.startsWith(code));
  if (district === undefined) throw new Error(`The demo has no district around ${area}`);
  const found = known.get(district.code);
  if (found !== undefined) return found;
  const polygon = boundaryOf(district.name);
  const positions = (polygon.type === 'Polygon' ? [polygon.coordinates] : polygon.coordinates).flatMap((part) => part[0] ?? []);
  const lons = positions.map(([lon]) => lon);
  const lats = positions.map(([, lat]) => lat);
  const made = { polygon, west: Math.min(...lons), east: Math.max(...lons), south: Math.min(...lats), north: Math.max(...lats) };
  known.set(district.code, made);
  return made;
}

export interface Place {
  readonly lon: number;
  readonly lat: number;
}
const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
/** Anywhere inside the district of an area. */
export function anywhereIn(area: string, random: Random): Place {
  const { polygon, west, east, south, north } = districtOf(area);
  for (;;) {
    const place = { lon: rounded(west + random.float() * (east - west)), lat: rounded(south + random.float() * (north - south)) };
    if (contains(polygon, [place.lon, place.lat])) return place;
  }
}
/** Around a place, mostly within a kilometre, and inside the district of the area. */
export function around(centre: Place, area: string, random: Random): Place {
  const { polygon } = districtOf(area);
  for (let tries = 0; tries < 50; tries += 1) {
    const place = { lon: rounded(centre.lon + random.normal() * 0.008), lat: rounded(centre.lat + random.normal() * 0.008) };
    if (contains(polygon, [place.lon, place.lat])) return place;
  }
  return centre;
}
