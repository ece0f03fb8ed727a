import type { GraphQLResolveInfo } from 'graphql';
import type { FieldOf } from '../contract/types.ts';
import { columnOf, typeOf, type FieldModel, type Model, type TypeModel } from '../contract/model.ts';
import type { EntityType, OutputType } from '../contract/types.ts';
import type { Emission, FieldConfig } from './builder.ts';
import type { ResolverContext } from './context.ts';
import { emitFilters, filterable, outputOf } from './emit-filters.ts';
import { argsOf } from './inputs.ts';

const baseFields = {
  version: '版本，每次修改加一。Row version; each change adds one.',
  createdAt: '创建时间。Created at.',
  updatedAt: '更新时间。Updated at.',
  source: '来源系统。The system it came from.',
  externalId: '来源系统中的编号。Its id in that system.',
} as const;

export const nameOf = (type: OutputType): string | readonly [string] =>
  typeof type === 'string' ? type : 'name' in type ? type.name : [nameOf((type as readonly [OutputType])[0]) as string];

/** The object type of an entity, its connection, filters, order and aggregate. */
export function emitEntity(emission: Emission, model: Model, type: TypeModel): void {
  emitFilters(emission, model, type);
  emission.implementObject(type.name, type.type.description, fieldsOfEntity(emission, model, type), ['Node', ...type.type.interfaces]);
  emitConnection(emission, type);
  emitAggregate(emission, type);
}

function fieldsOfEntity(emission: Emission, model: Model, type: TypeModel): Readonly<Record<string, FieldConfig>> {
  const fields: Record<string, FieldConfig> = {
    id: { type: 'ID', description: '全局标识。Global id.', extensions: { fengsui: { kind: 'id' } } },
  };
  for (const [property, description] of Object.entries(baseFields)) {
    const column = columnOf(type.entity, property);
    fields[property] = {
      type: outputOf(column),
      nullable: column.nullable,
      description,
      extensions: { fengsui: { kind: 'base', property } },
    };
  }
  if (type.entity.point !== undefined) fields['location'] = { ...locationField, extensions: { fengsui: { kind: 'location' } } };
  for (const [name, field] of type.fields) fields[name] = fieldConfig(emission, model, type, name, field);
  return fields;
}
/** The place of a row, in the system that its reader speaks. */
export const locationField = {
  type: 'GeoJSON',
  nullable: true,
  description: '位置，GeoJSON Point。Its place, a GeoJSON Point.',
  args: {
    crs: { type: 'CoordinateSystem', description: '所需坐标系，缺省 CGCS2000。The system wanted, CGCS2000 unless told.' },
  },
} as const;

export const pageArgs = (name: string): FieldConfig['args'] => ({
  first: { type: 'Int', description: '前 n 条，1–100，缺省 20。The first n, 1 to 100, 20 unless told.' },
  after: { type: 'String', description: '在此游标之后。After this cursor.' },
  last: { type: 'Int', description: '后 n 条。The last n.' },
  before: { type: 'String', description: '在此游标之前。Before this cursor.' },
  where: { type: `${name}Where` },
  orderBy: { type: [`${name}OrderBy`] },
});

function fieldConfig(emission: Emission, model: Model, type: TypeModel, name: string, own: FieldModel): FieldConfig {
  const { field, plugin } = own;
  const base = {
    description: field.description,
    deprecationReason: field.deprecated,
    extensions: { fengsui: { kind: 'field', field: own }, plugin },
  };
  switch (field.kind) {
    case 'column':
      return { ...base, type: outputOf(columnOf(type.entity, field.property)), nullable: columnOf(type.entity, field.property).nullable };
    case 'relation': {
      const column = columnOf(type.entity, field.property);
      const target = typeOf(model, column.target as string);
      // A relation that leads outside the caller's scope, or to a row marked deleted, is null, and never hides the row it stands on.
      // What a row is visible via is there as long as the row is seen.
      const sure = isParent(type, field.property) || (target.entity.visibility === 'everyone' && target.entity.hiddenBy.length === 0);
      return { ...base, type: target.name, nullable: column.nullable || !sure };
    }
    case 'link':
      return { ...base, type: field.target.name, nullable: true };
    case 'inverse': {
      const target = typeOf(model, field.entity.name);
      return { ...base, type: `${target.name}Connection`, args: pageArgs(target.name) as NonNullable<FieldConfig['args']> };
    }
    case 'aggregate':
      return {
        ...base,
        type:
          field.fn === 'count'
            ? 'Int'
            : numeric(outputOf(columnOf(typeOf(model, field.entity.name).entity, field.column as string)), field.fn),
        nullable: field.fn === 'min' || field.fn === 'max',
      };
    case 'sql':
      return { ...base, type: field.type, nullable: field.nullable };
    case 'custom':
      return { ...base, ...customConfig(emission, model, `${type.name}${name.charAt(0).toUpperCase()}${name.slice(1)}`, field) };
  }
}
const isParent = (type: TypeModel, property: string): boolean =>
  typeof type.entity.visibility === 'object' && type.entity.visibility.via === property;
/** A sum of Ints may leave 32 bits. */
const numeric = (name: string, fn: string): string => (name === 'Int' && fn === 'sum' ? 'Float' : name);

function customConfig(
  emission: Emission,
  model: Model,
  name: string,
  field: FieldOf<'custom'>,
): Pick<FieldConfig, 'type' | 'nullable' | 'args' | 'resolve'> {
  const args = field.args === undefined ? {} : { args: argsOf(emission, model.enums, name, field.args) };
  const resolve = async (
    source: Readonly<Record<string, unknown>>,
    given: unknown,
    context: ResolverContext,
    info: GraphQLResolveInfo,
  ): Promise<unknown> => output(model, field.type, await context.loadField(field, source, given, info), context, info);
  // A resolver may fail, and its failure must not take the row with it: nullable whatever the author said.
  return { type: nameOf(field.type), nullable: true, ...args, resolve: resolve };
}

/** A row is given by its key; what the caller selected of it is read then. */
export async function output(
  model: Model,
  type: OutputType,
  value: unknown,
  context: ResolverContext,
  info: GraphQLResolveInfo,
): Promise<unknown> {
  if (value === null || value === undefined) return value;
  if (Array.isArray(type)) {
    const [item] = type as readonly [OutputType];
    const items = await Promise.all((value as readonly unknown[]).map((each) => output(model, item, each, context, info)));
    // What is outside the caller's scope does not exist: it leaves no hole in a list of rows either.
    return isEntity(item) ? items.filter((each) => each !== null) : items;
  }
  if (!isEntity(type)) return value;
  return context.loadRow(model.types.get(type.name) as TypeModel, (value as { readonly key: string }).key, info);
}

const isEntity = (type: OutputType): type is EntityType => typeof type === 'object' && 'part' in type && type.part === 'entity';

function emitConnection(emission: Emission, { name }: TypeModel): void {
  const planned = { extensions: { fengsui: { kind: 'part' } } };
  emission.object(`${name}Edge`, `${name} 及其游标。A ${name} with its cursor.`, {
    node: { type: name, description: '行。The row.', ...planned },
    cursor: { type: 'String', description: '游标。Its cursor.', ...planned },
  });
  emission.object(`${name}Connection`, `${name} 的一页。A page of ${name}.`, {
    nodes: { type: [name], description: '各行。The rows.', ...planned },
    edges: { type: [`${name}Edge`], description: '各行及其游标。The rows with their cursors.', ...planned },
    pageInfo: { type: 'PageInfo', description: '翻页信息。Where the page stands.', ...planned },
    totalCount: {
      type: 'Int',
      description: '符合条件的总数，只在被选取时计算。All rows that match; counted only when asked for.',
      ...planned,
    },
  });
}

const groupLevels = { Province: 2, City: 4, County: 6, Township: 9, Village: 12 } as const;
function emitAggregate(emission: Emission, type: TypeModel): void {
  const { name } = type;
  const groups: Record<string, { readonly value: string }> = {};
  const keys: Record<string, FieldConfig> = {};
  const add = (field: string, value: string, output: string): void => {
    const upper = field.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
    groups[upper] = { value };
    keys[field] = {
      type: output,
      nullable: true,
      description: `按 ${upper} 分组时的值。The value when grouped by ${upper}.`,
      extensions: { group: value },
    };
  };
  for (const column of filterable(type)) {
    if (column.column === type.entity.zoneColumn) add(column.property, column.property, 'Area');
    else if (column.target === 'Area')
      for (const [level, digits] of Object.entries(groupLevels)) add(`${column.property}${level}`, `${column.property}@${digits}`, 'Area');
    else if (column.type === 'datetime')
      for (const bucket of ['HOUR', 'DAY', 'MONTH'])
        add(`${column.property}${bucket.charAt(0)}${bucket.slice(1).toLowerCase()}`, `${column.property}@${bucket}`, 'DateTime');
    else if (column.target === undefined && column.type !== 'double') add(column.property, column.property, outputOf(column));
  }
  emission.enum(
    `${name}Group`,
    `${name} 的分组方式；日与月按 Asia/Shanghai。Ways to group ${name}; days and months in Asia/Shanghai.`,
    groups,
  );
  emission.object(`${name}GroupKey`, `一组的键。The key of a group.`, keys);
  const numbers = [...type.entity.columns.values()].filter(
    (column) =>
      ['int', 'double', 'decimal'].includes(column.type) &&
      column.property !== 'version' &&
      [...type.fields.values()].some(({ field }) => field.kind === 'column' && field.property === column.property),
  );
  const of = (suffix: string, output: (type: string) => string): Record<string, FieldConfig> => {
    const part = `${name}${suffix}`;
    emission.object(
      part,
      `${name} 各数值列的 ${suffix}。${suffix} of the numbers of ${name}.`,
      Object.fromEntries(
        numbers.map((column) => [column.property, { type: output(outputOf(column)), nullable: true, description: `${column.property}。` }]),
      ),
    );
    return { [suffix.toLowerCase()]: { type: part, description: `${suffix}。` } };
  };
  const aggregates =
    numbers.length === 0
      ? {}
      : {
          ...of('Sum', (each) => numeric(each, 'sum')),
          ...of('Avg', () => 'Float'),
          ...of('Min', (each) => each),
          ...of('Max', (each) => each),
        };
  emission.object(`${name}Aggregate`, `${name} 的一组。A group of ${name}.`, {
    group: { type: `${name}GroupKey`, description: '组的键。Its key.' },
    count: { type: 'Int', description: '行数。Number of rows.' },
    ...aggregates,
  });
}
