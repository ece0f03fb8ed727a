import type { Model } from '../contract/model.ts';
import type { Area, Principal, Scope } from '../access/principal.ts';
import type { SqlValue } from '../contract/sql.ts';
import type { DialectName } from '../data/database.ts';
import { placeholder } from '../data/placeholders.ts';
import type { LoggedEvent } from './logged-event.ts';

/** What a caller needs to read the log at all. */
export const readEvents = 'event.read';

/**
 * Which events someone sees: those about rows that they may read. An event follows its row's entity: its permission and its
 * visibility; one without an area about a row that has one is for who sees everywhere.
 */
export interface EventScope {
  readonly groups: readonly Group[];
}
interface Group {
  readonly entities: readonly string[];
  /** Half-open ranges of area codes, and zones; undefined when everything of these entities is seen. */
  readonly ranges: readonly Area[] | undefined;
  /** Also the areas above. */
  readonly covering: boolean;
}

export function eventScope(model: Model, principal: Principal): EventScope {
  const log = principal.scope(readEvents);
  const groups = new Map<string, { entities: string[] } & Omit<Group, 'entities'>>();
  for (const { entity, permission } of model.typeOfEntity.values()) {
    if (!principal.has(permission) || !principal.has(readEvents)) continue;
    const open = entity.areaColumn === undefined;
    const ranges = open ? undefined : both(log, principal.scope(permission));
    if (ranges !== undefined && ranges.length === 0) continue;
    const covering = entity.covering;
    const key = `${covering}${ranges?.map(({ code }) => code).join() ?? '*'}`;
    const group = groups.get(key) ?? { entities: [], ranges, covering };
    group.entities.push(entity.name);
    groups.set(key, group);
  }
  return { groups: [...groups.values()] };
}

/** Where both permissions hold; subtrees are nested or apart, so the deeper of two is their meeting. */
function both(a: Scope, b: Scope): Group['ranges'] {
  if (a === 'everywhere') return b === 'everywhere' ? undefined : b;
  if (b === 'everywhere') return a;
  return [
    ...a.filter((own) => b.some((other) => isInside(own, other))),
    ...b.filter((own) => a.some((other) => own.code !== other.code && isInside(own, other))),
  ];
}

/** A zone is met by itself alone, since its rows may lie in any area. */
const isInside = (inner: Area, outer: Area): boolean => (inner.zone ? inner.code === outer.code : inner.code.startsWith(outer.code));

export const seesEvent = ({ groups }: EventScope, { entity, area, zone }: LoggedEvent): boolean =>
  groups.some(
    ({ entities, ranges, covering }) =>
      entities.includes(entity) &&
      (ranges === undefined ||
        ranges.some(
          (range) =>
            (range.zone && range.code === zone) ||
            (area !== null && ((!range.zone && area >= range.from && area < range.to) || (covering && range.code.startsWith(area)))),
        )),
  );

/** The same as a condition on fengsui_event; adds its parameters. */
export function eventScopeSql({ groups }: EventScope, dialect: DialectName, params: SqlValue[]): string {
  const mark = (value: SqlValue): string => placeholder(dialect, params.push(value));
  const conditions = groups.map(({ entities, ranges, covering }) => {
    const about = `entity IN (${entities.map(mark).join(', ')})`;
    if (ranges === undefined) return about;
    const places = ranges.flatMap(({ code, from, to, zone }) => [
      zone ? `zone = ${mark(code)}` : `(area >= ${mark(from)} AND area < ${mark(to)})`,
      ...(covering
        ? [
            `area IN (${[2, 4, 6, 9, 12]
              .filter((length) => length <= code.length)
              .map((length) => mark(code.slice(0, length)))
              .join(', ')})`,
          ]
        : []),
    ]);
    return `(${about} AND (${places.join(' OR ')}))`;
  });
  return conditions.length === 0 ? '1 = 0' : `(${conditions.join(' OR ')})`;
}
