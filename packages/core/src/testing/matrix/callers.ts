import { principal, type Principal } from '../../access/principal.ts';

/** Each kind of caller that the matrix asks as, with a name for its report. */
export function callers(permissions: readonly string[]): readonly (readonly [string, Principal])[] {
  const grants = (...areas: readonly string[]): Principal =>
    principal(
      'matrix',
      'matrix',
      areas.map((area) => ({ area, permissions: ['*'] })),
    );
  const half = (remainder: number): readonly string[] => permissions.filter((_each, at) => at % 2 === remainder);
  const split = (even: string, odd: string): Principal =>
    principal('matrix', 'matrix', [
      { area: even, permissions: half(0) },
      { area: odd, permissions: half(1) },
    ]);
  return [
    ['everywhere', grants('')],
    ['one county', grants('430102')],
    ['a township and a city', grants('430102001', '4302')],
    ['what only looks like an area', grants('43010')],
    ['permissions over neighbours', split('430102', '430103')],
    ['permissions over neighbours, the other way round', split('430103', '430102')],
    ['permissions over a city and a county of it', split('4301', '430103')],
    ['permissions over a county and its city', split('430103', '4301')],
    ['a zone', grants('430102Z001')],
    ['a zone and a county beside it', grants('4301Z001', '430103')],
    ['permissions over a zone and the county that runs it', split('430102Z001', '430102')],
    ['permissions over a county and a zone of it', split('430102', '430102Z001')],
    ['half of the permissions', principal('matrix', 'matrix', [{ area: '43', permissions: half(0) }])],
    ['the other half of the permissions', principal('matrix', 'matrix', [{ area: '43', permissions: half(1) }])],
    ['nobody', principal('anonymous', 'anonymous', [])],
  ];
}
