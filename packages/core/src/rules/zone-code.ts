import { divisionLevel } from './division-tree.ts';

// Fixed in length, so that no zone's code begins with another's: what a grant names is that zone and nothing else.
const zone = /^(\d{2}|\d{4}|\d{6})Z\d{3}$/;

/**
 * Whether a code is that of a functional zone or park 功能区、园区, which lies beside the tree of divisions: the code of the province,
 * city or county that runs it, `Z` and three digits. `430102Z001` is a zone of Furong district, over any of its townships.
 */
export const isZoneCode = (code: string): boolean => zoneHost(code) !== undefined;

/** The division that a zone belongs to; `undefined` for what is no zone's code. */
export function zoneHost(code: string): string | undefined {
  const host = zone.exec(code)?.[1];
  return host !== undefined && divisionLevel(host) !== undefined ? host : undefined;
}
