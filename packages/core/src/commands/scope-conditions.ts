import type { Scope } from '../access/principal.ts';
import type { EntityModel } from '../contract/model.ts';
import type { SqlValue } from '../contract/sql.ts';
import type { DialectName } from '../data/database.ts';
import { placeholder } from '../data/placeholders.ts';

/** A scope as conditions on an entity's rows (`row` is what stands before a column), adding its parameters; their number depends on the ranges, so equal callers share a statement. */
export function scopeConditions(
  dialect: DialectName,
  { areaColumn, zoneColumn }: EntityModel,
  scope: Scope,
  params: SqlValue[],
  row = '',
): readonly string[] {
  if (areaColumn === undefined || scope === 'everywhere') return [];
  const mark = (value: SqlValue): string => placeholder(dialect, params.push(value));
  const ranges = scope.flatMap(({ from, to, code, zone }) => {
    if (zone) return zoneColumn === undefined ? [] : [`${row}"${zoneColumn}" = ${mark(code)}`];
    return [`(${row}"${areaColumn}" >= ${mark(from)} AND ${row}"${areaColumn}" < ${mark(to)})`];
  });
  return ranges.length === 0 ? ['1 = 0'] : [`(${ranges.join(' OR ')})`];
}
