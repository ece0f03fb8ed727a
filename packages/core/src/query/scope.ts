import type { TypeModel } from '../contract/model.ts';
import { bind, join, quote, raw, sql, type Sql } from '../contract/sql.ts';
import type { Bindings, Compilation } from './compile.ts';
import type { Reading } from './dialect/dialect.ts';
import type { Source } from './source.ts';

/**
 * Who sees the row: the conditions that core adds to every source, after all that an author wrote.
 * The ranges' number and levels are part of the principal's shape, so the plan may be shared by all who have the same.
 */
export function visible(compilation: Compilation, { alias, type }: Source, reading: Reading = 'few'): readonly Sql[] {
  return [
    ...inScope(compilation, type, alias, reading),
    ...type.entity.hiddenBy.map((column) => sql`${raw(alias)}.${quote(column)} IS NULL`),
  ];
}

function inScope(compilation: Compilation, { entity, permission }: TypeModel, alias: string, reading: Reading): readonly Sql[] {
  const scope = compilation.principal.scope(permission);
  if (entity.areaColumn === undefined || scope === 'everywhere') return [];
  if (scope.length === 0) return [raw('1 = 0')];
  const code = sql`${raw(alias)}.${quote(entity.areaColumn)}`;
  const area = (at: number) => (bindings: Bindings) => {
    const ranges = bindings.principal.scope(permission);
    const range = ranges === 'everywhere' ? undefined : ranges[at];
    if (range === undefined) throw new Error('The plan was made for a principal of another shape');
    return range;
  };
  const ranges = scope.flatMap((range, at) => {
    // A zone is told by the second code; who has none in any grant asks for nothing of the kind.
    if (range.zone)
      return [
        ...(entity.zoneColumn === undefined ? [] : [inZone(alias, entity.zoneColumn, (bindings) => area(at)(bindings).code)]),
        // What covers the division that runs the zone covers the zone.
        ...(entity.covering ? [above(code, (bindings) => area(at)(bindings).code)] : []),
      ];
    // What is most of a deployment: the filter and the order choose the index, and the scope only looks at their rows.
    const from = bind((bindings: Bindings) => area(at)(bindings).from);
    const to = bind((bindings: Bindings) => area(at)(bindings).to);
    const below = compilation.dialect.inRange(code, from, to, range.code.length <= compilation.wideDigits ? reading : 'narrow');
    return [entity.covering ? sql`(${below} OR ${above(code, (bindings) => area(at)(bindings).code)})` : below];
  });
  if (ranges.length === 0) return [raw('1 = 0')];
  return [ranges.length === 1 ? (ranges[0] as Sql) : sql`(${join(ranges, ' OR ')})`];
}

const inZone = (alias: string, column: string, own: (bindings: Bindings) => string): Sql =>
  sql`${raw(alias)}.${quote(column)} = ${bind((bindings: Bindings) => own(bindings))}`;

/** The row's area covers the principal's: its code is one of the prefixes that are levels. */
const levels = [2, 4, 6, 9, 12];
const above = (code: Sql, own: (bindings: Bindings) => string): Sql =>
  sql`${code} IN (${join(
    levels.map((length) => bind((bindings: Bindings) => own(bindings).slice(0, length))),
    ', ',
  )})`;
