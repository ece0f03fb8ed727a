import { columnOf, typeOf, type ColumnModel, type Model, type TypeModel } from '../../../src/contract/model.ts';
import { contains, convertCoordinates, type Polygon } from '../../../src/rules/index.ts';
import type { Principal } from '../../../src/access/principal.ts';
import type { Row, Tables } from './rows.ts';

/** What the reference stands on: rows in memory, and nothing of the compiler. */
export interface World {
  readonly model: Model;
  readonly tables: Tables;
}
type Where = Readonly<Record<string, unknown>>;

/** Code points, as both databases compare text. */
export function compareText(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const difference = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
const scaled = (text: string): bigint => {
  const [whole = '0', part = ''] = text.replace('-', '').split('.');
  const value = BigInt(whole + part.padEnd(6, '0'));
  return text.startsWith('-') ? -value : value;
};
const order = (a: number | bigint, b: number | bigint): number => (a < b ? -1 : a > b ? 1 : 0);
export function compareValues({ type }: ColumnModel, a: unknown, b: unknown): number {
  if (type === 'decimal') return order(scaled(String(a)), scaled(String(b)));
  if (type === 'datetime') return order((a as Date).getTime(), (b as Date).getTime());
  if (type === 'int' || type === 'double' || type === 'boolean') return order(Number(a), Number(b));
  return compareText(String(a), String(b));
}

export function sees(principal: Principal, { entity, permission }: TypeModel, row: Row): boolean {
  if ([...entity.columns.values()].some(({ column, property }) => entity.hiddenBy.includes(column) && row[property] !== null)) return false;
  const grants = principal.grants.filter((grant) => grant.permissions.includes(permission) || grant.permissions.includes('*'));
  if (entity.visibility === 'everyone' || grants.some(({ area }) => area === '')) return true;
  const code = String(row['areaCode'] ?? row['area']);
  return grants.some(
    ({ area }) =>
      [2, 4, 6, 9, 12, 15].includes(area.length) && (code.startsWith(area) || (entity.visibility === 'covering' && area.startsWith(code))),
  );
}
export const visibleRows = ({ tables }: World, principal: Principal, type: TypeModel): readonly Row[] =>
  (tables[type.entity.name] ?? []).filter((row) => sees(principal, type, row));
export const rowByKey = (world: World, principal: Principal, type: TypeModel, key: unknown): Row | null =>
  visibleRows(world, principal, type).find((row) => row[type.entity.key.property] === key) ?? null;

const given = (where: Where): readonly (readonly [string, unknown])[] =>
  Object.entries(where).filter(([, value]) => value !== undefined && value !== null);

/** Two-valued from the start: what is not known does not match. */
export function matches(world: World, principal: Principal, type: TypeModel, row: Row, where: unknown): boolean {
  if (where === null || where === undefined) return true;
  return given(where as Where).every(([name, value]) => {
    const inner = (part: unknown): boolean => matches(world, principal, type, row, part);
    if (name === 'and') return (value as readonly unknown[]).every(inner);
    if (name === 'or') return (value as readonly unknown[]).some(inner);
    if (name === 'not') return !inner(value);
    if (name === 'location') return inPlace(row, value as Where);
    if (name === 'id') return operators(type.entity.key, `${type.type.prefix}_${String(row[type.entity.key.property])}`, value as Where);
    const column = columnOf(type.entity, name);
    if (column.target === undefined) return operators(column, row[name], value as Where);
    const target = typeOf(world.model, column.target);
    return given(value as Where).every(([part, wanted]) => {
      if (part === 'isNull') return (row[name] === null) === wanted;
      if (part === 'within') return row[name] !== null && String(row[name]).startsWith(String(wanted).replace(/^area_/, ''));
      const other = rowByKey(world, principal, target, row[name]);
      return other !== null && matches(world, principal, target, other, { [part]: wanted });
    });
  });
}

function operators(column: ColumnModel, value: unknown, where: Where): boolean {
  return given(where).every(([operator, wanted]) => {
    if (operator === 'isNull') return (value === null) === wanted;
    if (value === null) return operator === 'ne' || operator === 'notIn';
    const to = (other: unknown): number => compareValues(column, value, other);
    switch (operator) {
      case 'eq':
        return to(wanted) === 0;
      case 'ne':
        return to(wanted) !== 0;
      case 'lt':
        return to(wanted) < 0;
      case 'lte':
        return to(wanted) <= 0;
      case 'gt':
        return to(wanted) > 0;
      case 'gte':
        return to(wanted) >= 0;
      case 'in':
        return (wanted as readonly unknown[]).some((each) => to(each) === 0);
      case 'notIn':
        return !(wanted as readonly unknown[]).some((each) => to(each) === 0);
      case 'contains':
        return String(value).includes(String(wanted));
      case 'startsWith':
        return String(value).startsWith(String(wanted));
      default:
        throw new Error(operator);
    }
  });
}

function inPlace(row: Row, where: Where): boolean {
  const [lon, lat] = [row['lon'], row['lat']] as readonly (number | null)[];
  if (lon === null || lat === null || lon === undefined || lat === undefined) return false;
  const { crs = 'CGCS2000', ...conditions } = where;
  const here = <C extends readonly unknown[]>(coordinates: C): C =>
    convertCoordinates(coordinates as never, (crs ?? 'CGCS2000') as never, 'CGCS2000');
  return given(conditions).every(([name, value]) => {
    if (name === 'within') return contains({ ...(value as Polygon), coordinates: here((value as Polygon).coordinates) }, [lon, lat]);
    if (name === 'bbox') {
      const [minLon, minLat, maxLon, maxLat] = value as readonly [number, number, number, number];
      const [[west, south], [east, north]] = here([
        [minLon, minLat],
        [maxLon, maxLat],
      ] as const);
      return lon >= west && lon <= east && lat >= south && lat <= north;
    }
    const { point, meters } = value as { point: { coordinates: [number, number] }; meters: number };
    const radians = Math.PI / 180;
    const [lon0, lat0] = here(point.coordinates);
    const half = (a: number, b: number): number => Math.sin(((a - b) * radians) / 2) ** 2;
    const sine = half(lat, lat0) + Math.cos(lat0 * radians) * Math.cos(lat * radians) * half(lon, lon0);
    return 2 * 6_371_008.8 * Math.asin(Math.sqrt(sine)) <= meters;
  });
}
