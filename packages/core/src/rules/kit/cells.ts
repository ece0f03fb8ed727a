import { isZoneCode } from '../zone-code.ts';
import { divisionLevel } from '../division-tree.ts';
import type { Check } from './check.ts';
import { plainText } from './plain-text.ts';

type Path = readonly (string | number)[];

/** A number as a table writes it; undefined for an empty cell, NaN for what is no number, so that a bound refuses it. */
export function numberCell(cell: string | undefined): number | undefined {
  if (cell === undefined) return undefined;
  const text = plainText(cell).trim();
  return /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
}

/** A place from two cells: both or neither, in degrees. */
export function placeCells(
  faults: Check,
  lon: string | undefined,
  lat: string | undefined,
): { readonly lon: number; readonly lat: number } | undefined {
  const place = { lon: numberCell(lon), lat: numberCell(lat) };
  if (place.lon === undefined && place.lat === undefined) return undefined;
  const fine = [
    faults.number(['lon'], place.lon ?? Number.NaN, { min: -180, max: 180, unit: '°' }),
    faults.number(['lat'], place.lat ?? Number.NaN, { min: -90, max: 90, unit: '°' }),
  ];
  return fine.every(Boolean) && place.lon !== undefined && place.lat !== undefined ? { lon: place.lon, lat: place.lat } : undefined;
}

/** A division whose level nobody says: its significant digits, or those padded with zeros to twelve. Whether it is there is asked of the database. */
export function areaCell(faults: Check, path: Path, cell: string | undefined): string | undefined {
  const text = plainText(cell ?? '').replaceAll(/[\s-]/g, '');
  if (divisionLevel(text) !== undefined) return text;
  const code = /^\d{12}$/.test(text) ? text.replace(/000$/, '').replace(/000$/, '') : '';
  if (divisionLevel(code) !== undefined) return code;
  faults.refuse('WRONG_AREA', path, {
    zh: `“${cell ?? ''}”不是区划代码；请填有效位，或补零至 12 位`,
    en: `"${cell ?? ''}" is no division code; give its significant digits, or those padded to twelve`,
  });
  return undefined;
}

export function zoneCell(faults: Check, path: Path, cell: string | undefined): string | undefined {
  if (cell === undefined) return undefined;
  const text = plainText(cell).trim().toUpperCase();
  if (isZoneCode(text)) return text;
  faults.refuse('WRONG_ZONE', path, {
    zh: `“${cell}”不是功能区编码；应如 430102Z001`,
    en: `"${cell}" is no code of a zone; write it like 430102Z001`,
  });
  return undefined;
}

/** A value by its name in any of the given languages. */
export function namedCell<V extends string>(
  faults: Check,
  path: Path,
  cell: string | undefined,
  names: Readonly<Record<V, readonly string[]>>,
): V | undefined {
  const text = plainText(cell ?? '').trim();
  // as: the keys of a record are its names
  const values = Object.keys(names) as V[];
  const found = values.find((value) => value === text.toUpperCase() || names[value].includes(text));
  if (found === undefined && cell !== undefined)
    faults.refuse('UNKNOWN_VALUE', path, {
      zh: `不识别“${cell}”；可用：${values.map((value) => names[value][0] ?? value).join('、')}`,
      en: `"${cell}" is not known; use one of ${values.join(', ')}`,
    });
  return found;
}
