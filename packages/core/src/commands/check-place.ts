import { isAreaCode } from '../access/principal.ts';
import type { EntityModel } from '../contract/model.ts';
import { zoneHost } from '../rules/zone-code.ts';
import { areaExpired, notADivision, notAZone, zoneElsewhere } from './user-error.ts';

type AnyRow = Readonly<Record<string, unknown>>;

/**
 * Where a row comes to lie: an area of the tree that is in force, and beside it a zone that the same division runs. What does not move
 * is left as it is. Errors: NOT_A_DIVISION, NOT_A_ZONE, ZONE_ELSEWHERE, AREA_EXPIRED where the area was loaded.
 */
export function checkPlace(
  entity: EntityModel,
  row: AnyRow,
  before: AnyRow | undefined,
  loaded: (code: string) => AnyRow | undefined,
): void {
  if (entity.areaColumn === undefined || !entity.columns.has('area')) return;
  const moved = (property: string): boolean => before === undefined || row[property] !== before[property];
  const [area, zone] = [String(row['area']), entity.zoneColumn === undefined ? null : (row['zone'] ?? null)];
  if (moved('area')) {
    if (!isAreaCode(area)) throw notADivision(area);
    checkInForce(loaded(area), 'area');
  }
  if (zone === null || !(moved('zone') || moved('area'))) return;
  const host = zoneHost(String(zone));
  if (host === undefined) throw notAZone(String(zone));
  if (!area.startsWith(host)) throw zoneElsewhere(String(zone), area);
  if (moved('zone')) checkInForce(loaded(String(zone)), 'zone');
}

function checkInForce(area: AnyRow | undefined, path: string): void {
  if (typeof area?.['validTo'] === 'string') throw areaExpired(String(area['code']), String(area['successor']), path);
}
