import type { ColumnModel, Model, TypeModel } from '../contract/model.ts';
import type { Emission } from './builder.ts';

const scalarOf: Readonly<Record<ColumnModel['type'], string>> = {
  text: 'String',
  enum: 'String',
  int: 'Int',
  double: 'Float',
  decimal: 'Decimal',
  boolean: 'Boolean',
  datetime: 'DateTime',
  date: 'Date',
  json: 'JSON',
};
/** The GraphQL type of a column's value. */
export const outputOf = (column: ColumnModel): string => column.enumType?.name ?? scalarOf[column.type];

/** A field is filterable and sortable where its entity declares an index for it; personal data never is. */
export const filterable = (type: TypeModel): readonly ColumnModel[] =>
  [...type.entity.columns.values()].filter(
    (column) =>
      column.indexed && column.personal === undefined && column.type !== 'json' && column !== type.entity.key && exposed(type, column),
  );
const basic = new Set(['createdAt', 'updatedAt']);
const exposed = (type: TypeModel, column: ColumnModel): boolean =>
  basic.has(column.property) ||
  [...type.fields.values()].some(
    ({ field }) => (field.kind === 'column' || field.kind === 'relation') && field.property === column.property,
  );

const comparable = new Set(['Int', 'Float', 'Decimal', 'DateTime', 'Date']);
/** The filter of a scalar or enum, made once. */
function operatorsOf(emission: Emission, type: string): string {
  const name = `${type}Filter`;
  if (emission.has(name)) return name;
  const one = { type, required: false };
  const many = { type: [type] as const, required: false };
  emission.input(name, `${type} 的条件。Conditions on a ${type}.`, {
    eq: one,
    ne: one,
    in: many,
    notIn: many,
    isNull: { type: 'Boolean' },
    ...(comparable.has(type) ? { lt: one, lte: one, gt: one, gte: one } : {}),
    ...(type === 'String' ? { contains: one, startsWith: one } : {}),
  });
  return name;
}

export function emitFilters(emission: Emission, model: Model, type: TypeModel): void {
  const { name } = type;
  const columns = filterable(type);
  const where: Record<string, { readonly type: string | readonly [string]; readonly description?: string }> = {
    and: { type: [`${name}Where`] },
    or: { type: [`${name}Where`] },
    not: { type: `${name}Where` },
    id: { type: operatorsOf(emission, 'ID') },
  };
  for (const column of columns) {
    const target = column.target === undefined ? undefined : model.typeOfEntity.get(column.target);
    if (column.target !== undefined && target === undefined) continue;
    where[column.property] = { type: target === undefined ? operatorsOf(emission, outputOf(column)) : `${target.name}RelationFilter` };
  }
  if (type.entity.key.property === 'code') where['code'] = { type: operatorsOf(emission, 'String') };
  if (type.entity.point !== undefined) where['location'] = { type: placeFilter(emission) };
  emission.input(`${name}Where`, `${name} 的筛选条件，各项同时成立。A filter on ${name}: all of it must hold.`, where);
  // `within` is the subtree of an area; the rest asks of the row behind the relation.
  const within =
    name === 'Area'
      ? {
          within: {
            type: 'String',
            description:
              '此区划及其下级；对 zone 为此功能区，或属于此区划的各功能区。This area and all below it; of a zone, this zone or those that the area runs.',
          },
        }
      : {};
  const related = Object.fromEntries(Object.entries(where).filter(([field]) => !['location'].includes(field)));
  emission.input(`${name}RelationFilter`, `关联的 ${name} 的条件。Conditions on a related ${name}.`, {
    ...related,
    ...within,
    isNull: { type: 'Boolean' },
  });

  direction(emission);
  const sortable = [...columns.filter((column) => column.target === undefined), type.entity.key];
  emission.input(
    `${name}OrderBy`,
    `${name} 的排序，一项一键。An order of ${name}, one key an item.`,
    Object.fromEntries(sortable.map((column) => [column.property, { type: 'OrderDirection' }])),
  );
}

function direction(emission: Emission): void {
  if (emission.has('OrderDirection')) return;
  emission.enum('OrderDirection', '排序方向；空值升序在后，降序在前。A direction; nulls come last ascending and first descending.', {
    ASC: { value: 'ASC', description: '升序。Ascending.' },
    DESC: { value: 'DESC', description: '降序。Descending.' },
  });
}

/** GCJ02 and BD09 are what Chinese map services speak. */
export function coordinateSystem(emission: Emission): void {
  if (emission.has('CoordinateSystem')) return;
  emission.enum('CoordinateSystem', '坐标系。Coordinate system.', {
    CGCS2000: { value: 'CGCS2000', description: '国家大地坐标系，与 WGS-84 相差厘米级。Equal to WGS-84 within centimetres.' },
    WGS84: { value: 'WGS84', description: 'GPS。GPS.' },
    GCJ02: { value: 'GCJ02', description: '火星坐标（高德、腾讯）。Amap, Tencent.' },
    BD09: { value: 'BD09', description: '百度坐标。Baidu.' },
  });
}

function placeFilter(emission: Emission): string {
  if (emission.has('PlaceFilter')) return 'PlaceFilter';
  coordinateSystem(emission);
  emission.input('NearInput', '某点周围。Around a point.', {
    point: { type: 'GeoJSON', required: true, description: '中心，GeoJSON Point。The centre, a GeoJSON Point.' },
    meters: { type: 'Float', required: true, description: '半径，米，0 < r ≤ 500000。Radius in metres.' },
  });
  emission.input('PlaceFilter', '位置条件。Conditions on a place.', {
    near: { type: 'NearInput' },
    within: { type: 'GeoJSON', description: 'Polygon 或 MultiPolygon，边界算在内。Inside it, the border included.' },
    bbox: { type: ['Float'], description: '[西, 南, 东, 北]。[west, south, east, north].' },
    crs: {
      type: 'CoordinateSystem',
      description: '以上坐标所用的坐标系，缺省 CGCS2000。The system of these coordinates, CGCS2000 unless told.',
    },
  });
  return 'PlaceFilter';
}
