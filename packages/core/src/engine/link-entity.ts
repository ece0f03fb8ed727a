import type { EntitySchema } from '@mikro-orm/core';
import { declarationOf, type Entity, type EntityOptions, type IndexOptions } from '../contract/entity.ts';
import type { ColumnModel, ColumnType, EntityModel } from '../contract/model.ts';
import type { EnumType } from '../contract/enum.ts';
import type { Report } from './faults.ts';

/** What MikroORM's builder leaves in the metadata of a property, with core's own marks. */
interface PropertyMeta {
  readonly name: string;
  readonly kind: string;
  readonly type: unknown;
  readonly nullable?: boolean;
  readonly length?: number;
  readonly scale?: number;
  readonly index?: boolean;
  readonly unique?: boolean;
  readonly default?: string | number | boolean;
  readonly enum?: boolean;
  readonly enumType?: EnumType;
  readonly personal?: ColumnModel['personal'];
  readonly lookup?: boolean;
}

const columnTypes: Readonly<Record<string, ColumnType>> = {
  StringType: 'text',
  TextType: 'text',
  IntegerType: 'int',
  DoubleType: 'double',
  DecimalType: 'decimal',
  BooleanType: 'boolean',
  DateTimeType: 'datetime',
  DateType: 'date',
  JsonType: 'json',
  BigIntType: 'int',
  SmallIntType: 'int',
};
const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Reads an entity's declaration into the model; `keyColumnOf` gives the key column's name of a target. */
export function linkEntity(plugin: string, declared: Entity, keyOf: (entity: string) => string, report: Report): EntityModel {
  const { name, options, schema } = declarationOf(declared);
  const metadata = (schema as EntitySchema).init().meta.properties as unknown as Readonly<Record<string, PropertyMeta>>;
  const indexed = indexedProperties(options);
  const columns = new Map<string, ColumnModel>();
  for (const meta of Object.values(metadata)) {
    const column = readColumn(meta, indexed.has(meta.name), keyOf);
    if (typeof column === 'string') report('COLUMN_TYPE', plugin, `${name}.${meta.name}: ${column}`);
    else columns.set(meta.name, column);
  }
  if (typeof options.visibility === 'object' && !columns.has('area'))
    columns.set('areaCode', { property: 'areaCode', column: 'area_code', type: 'text', nullable: false, unique: false, indexed: true });
  checkVisibility(plugin, name, options, columns, report);
  const keyName = options.key ?? 'id';
  const key = columns.get(keyName) ?? { property: keyName, column: keyName, type: 'text', nullable: false, unique: true, indexed: true };
  const point = options.point === undefined ? undefined : { lon: columns.get(options.point.lon), lat: columns.get(options.point.lat) };
  if (point !== undefined && (point.lon === undefined || point.lat === undefined))
    report('POINT', plugin, `${name}: point names ${options.point?.lon} and ${options.point?.lat}, which must both be columns`);
  return {
    name,
    table: options.table,
    plugin,
    visibility: options.visibility,
    key,
    columns,
    covering: options.visibility === 'covering',
    areaColumn: options.visibility === 'everyone' ? undefined : 'area_code',
    zoneColumn: typeof options.visibility === 'object' ? undefined : zoneColumn(options, columns),
    point: point?.lon && point.lat ? { lon: point.lon, lat: point.lat } : undefined,
    softDelete: options.softDelete ?? false,
    hiddenBy: options.softDelete === true ? ['deleted_at'] : [],
    record: options.record ?? false,
    indexes: [...(options.indexes ?? []), ...(columns.get('zone')?.target === 'Area' ? [zoneIndex('zone')] : [])],
  };
}
const zoneColumn = ({ visibility }: EntityOptions, columns: ReadonlyMap<string, ColumnModel>): string | undefined =>
  visibility !== 'everyone' && columns.get('zone')?.target === 'Area' ? columns.get('zone')?.column : undefined;
/** Few rows lie in a zone: the others pay nothing for its index. */
export const zoneIndex = (property: string): IndexOptions => ({ properties: [property], where: { [property]: 'not null' } });

function readColumn(meta: PropertyMeta, indexed: boolean, keyOf: (entity: string) => string): ColumnModel | string {
  const base = {
    property: meta.name,
    nullable: meta.nullable ?? false,
    unique: meta.unique ?? false,
    personal: meta.personal,
    lookup: meta.lookup,
    default: meta.default,
  };
  if (meta.kind === 'm:1') {
    const target = String(meta.type);
    return { ...base, column: `${snake(meta.name)}_${keyOf(target)}`, type: 'text', indexed: true, target };
  }
  if (meta.kind !== 'scalar')
    return `a relation of kind ${meta.kind} is not kept in the entity; declare the side that owns it, and the other one by t.inverse`;
  const rest = {
    ...base,
    column: snake(meta.name),
    length: meta.length,
    scale: meta.scale,
    indexed: indexed || meta.index === true || meta.unique === true || 'primary' in meta,
  };
  if (meta.enum === true) return { ...rest, type: 'enum', enumType: meta.enumType };
  const typeName = typeof meta.type === 'function' ? meta.type.name : ((meta.type as object | undefined)?.constructor.name ?? '');
  const type = columnTypes[typeName];
  return type === undefined
    ? `columns of type ${typeName} are not supported; use string, text, integer, double, decimal, boolean, datetime, date, json or enumColumn`
    : { ...rest, type };
}

/** The leading property of an index is what that index can filter and sort by. */
const indexedProperties = (options: EntityOptions): ReadonlySet<string> =>
  new Set((options.indexes ?? []).flatMap(({ properties }) => properties.slice(0, 1)));

function checkVisibility(
  plugin: string,
  name: string,
  { visibility }: EntityOptions,
  columns: ReadonlyMap<string, ColumnModel>,
  report: Report,
): void {
  if (visibility === undefined)
    return report('NO_VISIBILITY', plugin, `${name} declares no visibility; choose 'subtree', 'covering', 'everyone' or via('relation')`);
  if (typeof visibility === 'object') {
    if (columns.get(visibility.via)?.target === undefined)
      report('VISIBILITY_VIA', plugin, `${name} is visible via "${visibility.via}", which is no relation of it`);
  } else if (visibility !== 'everyone' && columns.get('area')?.target !== 'Area') {
    report(
      'NO_AREA',
      plugin,
      `${name} is visible by ${visibility} but has no relation "area" to Area; add area: () => p.manyToOne(Area).ref()`,
    );
  }
}
