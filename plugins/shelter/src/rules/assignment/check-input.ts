import { check, checkPolygon, checkPosition, type Check, type Refusal, unitWords } from '@fengsui/core/rules';
import type { AssignHouseholdsInput, AssignOptions } from './model.ts';

/** All that is wrong with the input, at once. */
export function checkAssignment(input: AssignHouseholdsInput, options: AssignOptions): readonly Refusal[] {
  const checked = check();
  const households = ids(checked, 'households', input.households);
  const places = ids(checked, 'places', input.places);
  input.households.forEach(({ people, position }, at) => {
    checked.integer(['households', at, 'people'], people, { min: 1, unit: unitWords.people });
    checkPlaced(checked, ['households', at, 'position'], position, input.routes !== undefined);
  });
  input.places.forEach(({ freePlaces, position }, at) => {
    checked.integer(['places', at, 'freePlaces'], freePlaces, { min: 0, unit: unitWords.people });
    checkPlaced(checked, ['places', at, 'position'], position, input.routes !== undefined && (input.threats ?? []).length === 0);
  });
  if (input.maxMeters !== undefined) checked.number(['maxMeters'], input.maxMeters, { min: 0, unit: 'm' });
  input.routes?.forEach(({ household, place, meters }, at) => {
    checked.number(['routes', at, 'meters'], meters, { min: 0, unit: 'm' });
    if (!households.has(household)) unknown(checked, ['routes', at, 'household'], household);
    if (!places.has(place)) unknown(checked, ['routes', at, 'place'], place);
  });
  input.threats?.forEach((threat, at) => {
    if (threat.type === 'Polygon') checkPolygon(checked, ['threats', at], threat);
    else {
      threat.coordinates.forEach((coordinates, part) =>
        checkPolygon(checked, ['threats', at, 'coordinates', part], { type: 'Polygon', coordinates }),
      );
    }
  });
  if (options.targetGap !== undefined) checked.number(['targetGap'], options.targetGap, { min: 0, max: 1 });
  if (options.secondsAtMost !== undefined) checked.number(['secondsAtMost'], options.secondsAtMost, { above: 0, unit: 's' });
  return checked.refusals;
}

function ids(checked: Check, list: string, rows: readonly { readonly id: string }[]): ReadonlySet<string> {
  const seen = new Set<string>();
  rows.forEach(({ id }, at) => {
    if (id === '' || seen.has(id)) {
      checked.refuse('DUPLICATE_ID', [list, at, 'id'], {
        zh: `${list} 第 ${at + 1} 项的编号 "${id}" 为空或重复；每项应有唯一编号`,
        en: `The id "${id}" of ${list} item ${at + 1} is empty or used before; give each its own`,
      });
    }
    seen.add(id);
  });
  return seen;
}

function checkPlaced(
  checked: Check,
  path: readonly (string | number)[],
  position: readonly [number, number] | undefined,
  optional: boolean,
): void {
  if (position !== undefined) checkPosition(checked, path, position);
  else if (!optional) {
    checked.refuse('POSITION_MISSING', path, {
      zh: `缺少位置，无法计算距离；请给出经纬度，或给出 routes`,
      en: `The position is missing, so no distance can be computed; give longitude and latitude, or routes`,
    });
  }
}

function unknown(checked: Check, path: readonly (string | number)[], id: string): void {
  checked.refuse('UNKNOWN_ID', path, {
    zh: `路线指向不存在的编号 "${id}"；请核对`,
    en: `The route names "${id}", which is not in the lists; check it`,
  });
}
