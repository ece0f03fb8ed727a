import { type GraphQLResolveInfo, type GraphQLSchema, lexicographicSortSchema } from 'graphql';
import type { RootField } from '../contract/define.ts';
import type { Model, TypeModel } from '../contract/model.ts';
import type { OutputType } from '../contract/types.ts';
import { Emission, type FieldConfig } from './builder.ts';
import type { ResolverContext } from './context.ts';
import { emitEntity, nameOf, output, pageArgs } from './emit-entity.ts';
import { emitCommands } from './emit-commands.ts';
import { emitEvents } from './emit-events.ts';
import { emitInterfaces } from './emit-interfaces.ts';
import { emitMap } from './emit-map.ts';
import { emitSearch } from './emit-search.ts';
import { emitContributed } from './emit-contributed.ts';
import { argsOf } from './inputs.ts';
import { literalValue, scalars } from './scalars.ts';

/** The GraphQL schema of a model. Sorted by name, so that the order of plugins never shows. */
export function emit(model: Model): GraphQLSchema {
  const emission = new Emission();
  emitCommon(emission);
  for (const type of model.enums.values())
    emission.enum(
      type.name,
      type.description,
      Object.fromEntries(Object.entries(type.values).map(([value, label]) => [value, { value, description: label ?? value }])),
    );
  for (const type of model.objects.values()) emission.declareObject(type.name);
  for (const type of model.types.values()) emission.declareObject(type.name);
  for (const type of model.objects.values()) {
    emission.implementObject(
      type.name,
      type.description,
      Object.fromEntries(
        Object.entries(type.fields).flatMap(([name, field]): (readonly [string, FieldConfig])[] => {
          if (field.impactOf !== undefined)
            return model.exposures.length === 0 ? [] : [[name, impactField(field.description, field.impactOf)]];
          return [
            [
              name,
              {
                type: nameOf(field.type),
                nullable: field.nullable ?? false,
                description: field.description,
                resolve: byName(model, name, field.type),
              },
            ],
          ];
        }),
      ),
    );
  }
  emitInterfaces(emission, model);
  for (const type of model.types.values()) emitEntity(emission, model, type);
  for (const type of model.types.values()) emission.query(rootsOf(type));
  emission.query(nodeRoots);
  emitMap(emission, model);
  emitSearch(emission, model);
  emitContributed(emission, model);
  emitRoots(emission, model);
  emitCommands(emission, model);
  emitEvents(emission, model);
  return lexicographicSortSchema(emission.builder.toSchema());
}

const impactField = (description: string, geometry: string): FieldConfig => ({
  type: 'Impact',
  nullable: true,
  description,
  resolve: (source: Readonly<Record<string, unknown>>, _args: unknown, context: ResolverContext, info: GraphQLResolveInfo) => {
    const given = source[geometry];
    return given === null || given === undefined ? null : context.loadImpact(given, info);
  },
});
const byName =
  (model: Model, name: string, type: OutputType): NonNullable<FieldConfig['resolve']> =>
  (source: Readonly<Record<string, unknown>>, _args: unknown, context: ResolverContext, info: GraphQLResolveInfo) =>
    output(model, type, source[name], context, info);

function emitCommon(emission: Emission): void {
  for (const [name, { description, parseValue, serialize }] of Object.entries(scalars)) {
    emission.remember(
      name,
      emission.builder.scalarType(
        name as never,
        {
          description,
          serialize,
          parseValue,
          parseLiteral: (node: never, variables: never) => parseValue(literalValue(node, variables)),
        } as never,
      ),
    );
  }
  const node = emission.builder.interfaceRef('Node');
  emission.remember('Node', node);
  node.implement({
    description: '有全局标识的一行。A row with a global id.',
    fields: (t: { field(options: unknown): unknown }) => ({
      id: t.field({ type: 'ID', nullable: false, description: '全局标识。Global id.' }),
    }),
  } as never);
  emission.object('PageInfo', '翻页信息。Where a page stands.', {
    hasNextPage: { type: 'Boolean', description: '之后还有。There is more after it.' },
    hasPreviousPage: { type: 'Boolean', description: '之前还有。There is more before it.' },
    startCursor: { type: 'String', nullable: true, description: '首行游标。Cursor of its first row.' },
    endCursor: { type: 'String', nullable: true, description: '末行游标。Cursor of its last row.' },
  });
  emission.input(
    'CountHaving',
    '对组内行数的条件。Conditions on the rows of a group.',
    Object.fromEntries(['eq', 'ne', 'lt', 'lte', 'gt', 'gte'].map((name) => [name, { type: 'Int' }])),
  );
  emission.input('Having', '对组的条件。Conditions on a group.', { count: { type: 'CountHaving' } });
  emission.object('UserError', '用户可以改正的错误。Something the user can put right.', {
    code: { type: 'String', description: '稳定代码。A stable code.' },
    path: { type: ['String'], nullable: true, description: '输入中的位置。Where in the input.' },
    message: { type: 'String', description: '中文说明。What is wrong, in Chinese.' },
    messageEn: { type: 'String', description: '英文说明。What is wrong, in English.' },
    retryable: { type: 'Boolean', description: '稍后重试可能成功。Trying again later may succeed.' },
  });
}

function rootsOf(type: TypeModel): Readonly<Record<string, FieldConfig>> {
  const { name, plural } = type.type;
  const singular = name.charAt(0).toLowerCase() + name.slice(1);
  const naturals = type.type.naturalKeys.map((property): [string, FieldConfig] => [
    `${singular}By${property.charAt(0).toUpperCase()}${property.slice(1)}`,
    {
      type: name,
      nullable: true,
      description: `按 ${property} 取 ${name}。A ${name} by its ${property}.`,
      args: { [property]: { type: 'String', required: true } },
      extensions: { fengsui: { kind: 'natural', type: name, property }, plugin: type.plugin },
    },
  ]);
  return {
    [singular]: {
      type: name,
      nullable: true,
      description: `按标识取 ${name}；不存在或不在范围内为 null。A ${name} by id; null when it does not exist or is out of scope.`,
      args: { id: { type: 'ID', required: true } },
      extensions: { fengsui: { kind: 'one', type: name }, plugin: type.plugin },
    },
    [plural]: {
      type: `${name}Connection`,
      description: `${name} 的一页。A page of ${name}.`,
      args: pageArgs(name) as NonNullable<FieldConfig['args']>,
      extensions: { fengsui: { kind: 'page', type: name }, plugin: type.plugin },
    },
    [`${plural}Aggregate`]: {
      type: [`${name}Aggregate`],
      description: `${name} 的分组统计。Groups of ${name}.`,
      args: { where: { type: `${name}Where` }, groupBy: { type: [`${name}Group`] }, having: { type: 'Having' } },
      extensions: { fengsui: { kind: 'aggregate', type: name }, plugin: type.plugin },
    },
    ...Object.fromEntries(naturals),
  };
}

const nodeRoots: Readonly<Record<string, FieldConfig>> = {
  node: {
    type: 'Node',
    nullable: true,
    description: '按全局标识取任意一行。Any row by its global id.',
    args: { id: { type: 'ID', required: true } },
    extensions: { fengsui: { kind: 'node' } },
  },
  nodes: {
    type: ['Node'],
    nullable: { list: false, items: true },
    description:
      '按全局标识取多行，次序与标识相同；不存在或不在范围内为 null。Rows by their global ids, in the order of the ids; null where one does not exist or is out of scope.',
    args: { ids: { type: ['ID'], required: true } },
    extensions: { fengsui: { kind: 'nodes' } },
  },
};

function emitRoots(emission: Emission, model: Model): void {
  const config = (root: RootField, plugin: string): FieldConfig => {
    const title = root.name.charAt(0).toUpperCase() + root.name.slice(1);
    const own = root.args === undefined ? {} : argsOf(emission, model.enums, title, root.args);
    const calculates = root.under === 'calculate';
    if (calculates) emission.input(`${title}Input`, `${root.name} 的输入。Input of ${root.name}.`, own);
    return {
      type: nameOf(root.type),
      nullable: root.nullable,
      description: root.description,
      args: calculates ? { input: { type: `${title}Input`, required: true } } : own,
      extensions: { root, plugin },
      resolve: async (_source: unknown, args: unknown, context: ResolverContext, info: GraphQLResolveInfo) =>
        output(model, root.type, await context.runRoot(root, args, info), context, info),
    };
  };
  const all = [...model.roots.values()];
  const under = (where: RootField['under']): Record<string, FieldConfig> =>
    Object.fromEntries(all.filter(({ root }) => root.under === where).map(({ root, plugin }) => [root.name, config(root, plugin)]));
  emission.query(under('Query'));
  const calculators = under('calculate');
  if (Object.keys(calculators).length === 0) return;
  emission.object('Calculate', '按标准计算，不读写数据。Computes by a standard; reads and writes no data.', calculators);
  emission.query({
    calculate: {
      type: 'Calculate',
      description: '按标准计算。Computes by a standard.',
      extensions: { stateless: true },
      resolve: () => ({}),
    },
  });
}
