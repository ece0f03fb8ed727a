import type { ColumnModel, EntityModel, Model } from '../contract/model.ts';
import { statement, type Database } from '../data/database.ts';
import { placeholders } from '../data/placeholders.ts';
import { encode } from '../data/values.ts';

/** The tree that rows are laid over: an area with its parent, its siblings, its children, and one that only looks alike. */
export const matrixAreas = ['43', '4301', '430102', '430103', '430112', '430102001', '430102001001', '4302', '430202'] as const;

/** Zones beside the tree: one of the county, one of its city. */
export const matrixZones = ['430102Z001', '4301Z001'] as const;

/** One row of the matrix: where it lies, whom it refers to, and how its columns were filled. */
export interface MatrixRow {
  readonly entity: EntityModel;
  readonly key: string;
  /** Area code; null where everyone sees the row. */
  readonly area: string | null;
  /** Code of its zone, its own or that of the row that it is visible via. */
  readonly zone: string | null;
  readonly deleted: boolean;
  readonly values: Readonly<Record<string, unknown>>;
}
export type MatrixRows = ReadonlyMap<string, readonly MatrixRow[]>;

/**
 * Fills every table of the model: in each area two rows, one that refers to rows of its own area and one whose relations
 * lead elsewhere, and where rows are marked deleted one such. Written past the store, so that only reading is under test.
 */
export async function fillMatrix(database: Database, model: Model): Promise<MatrixRows> {
  const made = new Map<string, MatrixRow[]>();
  let counter = 0;
  for (const entity of inOrder(model)) {
    const rows: MatrixRow[] = [];
    made.set(entity.name, rows);
    const places = entity.name === 'Area' ? [...matrixAreas, ...matrixZones] : entity.areaColumn === undefined ? [null, null] : matrixAreas;
    for (const [at, place] of places.entries()) {
      const kinds = entity.name === 'Area' ? ['own'] : ['own', 'foreign', ...(entity.hiddenBy.length > 0 ? ['deleted'] : [])];
      for (const kind of kinds) {
        const elsewhere = kind === 'foreign' ? (at + 3) % matrixAreas.length : at;
        const row = rowOf(entity, made, { place, at, elsewhere, number: (counter += 1), deleted: kind === 'deleted' });
        rows.push(row);
        await insert(database, row);
      }
    }
  }
  return made;
}

interface Place {
  readonly place: string | null;
  readonly at: number;
  readonly elsewhere: number;
  readonly number: number;
  readonly deleted: boolean;
}
function rowOf(
  entity: EntityModel,
  made: ReadonlyMap<string, readonly MatrixRow[]>,
  { place, at, elsewhere, number, deleted }: Place,
): MatrixRow {
  const parent = typeof entity.visibility === 'object' ? entity.visibility.via : undefined;
  const values: Record<string, unknown> = {};
  for (const column of entity.columns.values()) {
    const pointing = column.property === parent ? at : elsewhere;
    values[column.property] =
      column.target === undefined ? valueOf(column, number) : targetOf(column, made, column.property === 'area' ? place : null, pointing);
  }
  const zone = zoneOf(entity, made, values, number);
  const key = entity.name === 'Area' ? String(place) : `row${String(number).padStart(23, '0')}`;
  const own = {
    [entity.key.property]: key,
    version: 1,
    ...(entity.columns.has('areaCode') ? { areaCode: place } : {}),
    ...zoneValue(entity, zone),
  };
  const place_ =
    entity.point === undefined ? {} : { [entity.point.lon.property]: 113 + number / 1e4, [entity.point.lat.property]: 28 + number / 1e4 };
  Object.assign(
    values,
    own,
    place_,
    Object.fromEntries(
      [...entity.columns.values()]
        .filter(({ column }) => entity.hiddenBy.includes(column))
        .map(({ property }) => [property, deleted ? new Date(0) : null]),
    ),
  );
  return { entity, key, area: entity.areaColumn === undefined ? null : place, zone, deleted, values };
}
/** A third of the rows lies in no zone, the others in one or the other, wherever their area is. */
function zoneOf(
  entity: EntityModel,
  made: ReadonlyMap<string, readonly MatrixRow[]>,
  values: Readonly<Record<string, unknown>>,
  number: number,
): string | null {
  if (entity.zoneColumn === undefined) return null;
  if (typeof entity.visibility !== 'object') return [null, ...matrixZones][number % 3] ?? null;
  const parent = made.get(entity.columns.get(entity.visibility.via)?.target ?? '');
  return parent?.find(({ key }) => key === values[(entity.visibility as { readonly via: string }).via])?.zone ?? null;
}
const zoneValue = (entity: EntityModel, zone: string | null): object =>
  entity.zoneColumn === undefined ? {} : { [entity.columns.has('zone') ? 'zone' : 'zoneCode']: zone };
function targetOf(column: ColumnModel, made: ReadonlyMap<string, readonly MatrixRow[]>, code: string | null, at: number): string | null {
  if (code !== null) return code;
  const rows = made.get(column.target ?? '') ?? [];
  const wanted = rows.filter(({ area, deleted }) => !deleted && (area === null || area === matrixAreas[at]));
  const [first] = wanted.length === 0 ? rows : wanted;
  return first?.key ?? null;
}
function valueOf(column: ColumnModel, number: number): unknown {
  switch (column.type) {
    case 'text':
      return `${column.property} ${number}`.slice(0, column.length ?? 100);
    case 'enum':
      return Object.keys(column.enumType?.values ?? {})[0];
    case 'int':
    case 'double':
      return number;
    case 'decimal':
      return String(number);
    case 'boolean':
      return number % 2 === 0;
    case 'datetime':
      return new Date(Date.UTC(2026, 0, 1) + number * 3_600_000);
    case 'date':
      return new Date(Date.UTC(2026, 0, 1) + number * 86_400_000).toISOString().slice(0, 10);
    case 'json':
      return column.nullable ? null : {};
  }
}

async function insert(database: Database, { entity, values }: MatrixRow): Promise<void> {
  const columns = [...entity.columns.values()];
  const text = `INSERT INTO "${entity.table}" (${columns.map(({ column }) => `"${column}"`).join(', ')}) VALUES (${placeholders(database.dialect, columns.length)})`;
  await database.write((transaction) =>
    transaction.run(
      statement(text),
      columns.map((column) => encode(database.dialect, column, values[column.property])),
    ),
  );
}

/** Entities after those they cannot do without. */
function inOrder(model: Model): readonly EntityModel[] {
  const ordered = new Set<EntityModel>();
  const visit = (entity: EntityModel, way: readonly EntityModel[]): void => {
    if (ordered.has(entity) || way.includes(entity)) return;
    for (const { target } of entity.columns.values()) {
      const other = target === undefined ? undefined : model.entities.get(target);
      if (other !== undefined) visit(other, [...way, entity]);
    }
    ordered.add(entity);
  };
  for (const entity of model.entities.values()) visit(entity, []);
  return [...ordered];
}

const levels = [2, 4, 6, 9, 12, 15];
/** Who sees the row, said once more and otherwise than the compiler says it. */
export function sees(areas: readonly string[], { entity, area, zone, deleted }: MatrixRow): boolean {
  if (deleted) return false;
  if (area === null) return true;
  const below = (inner: string, outer: string): boolean =>
    outer === '' || (levels.includes(outer.length) && inner.slice(0, outer.length) === outer);
  const host = (own: string): string => own.slice(0, own.indexOf('Z'));
  return areas.some((own) =>
    own.includes('Z')
      ? own === zone || (entity.covering && below(host(own), area))
      : below(area, own) || (entity.covering && levels.includes(own.length) && below(own, area)),
  );
}
export const relationTo = (row: MatrixRow, property: string): string | null => (row.values[property] as string | null) ?? null;
