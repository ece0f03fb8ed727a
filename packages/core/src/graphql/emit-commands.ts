import type { GraphQLResolveInfo } from 'graphql';
import { keysKeptDays } from '../commands/idempotency-keys.ts';
import { bulkAtMost, onErrorPolicies } from '../commands/bulk-policy.ts';
import { previewed } from './previewed.ts';
import type { Command, Disclosure, PayloadType } from '../contract/command.ts';
import type { Model } from '../contract/model.ts';
import { type ArgConfig, type Emission, type FieldConfig, namedByField } from './builder.ts';
import type { BulkHow, BulkResult, ResolverContext } from './context.ts';
import { output } from './emit-entity.ts';
import { argsOf } from './inputs.ts';

const dryRun: ArgConfig = {
  type: 'Boolean',
  required: true,
  defaultValue: false,
  description:
    '试运行：照常检查并执行，答复为将会如此的结果，什么也不保留；新建记录的 id 仅供查看。A dry run: checks and runs as always, answers what would be, and keeps nothing; the id of a row it would make leads nowhere.',
};
const capitalized = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** A mutation for each command, and one for many of its inputs. */
export function emitCommands(emission: Emission, model: Model): void {
  const given = [...model.commands.values()].filter(({ command }) => command.internal !== true);
  if (given.length === 0) return;
  emission.builder.mutationType({
    description:
      '命令。一次请求中的多个命令按书写次序逐个执行，各自成一事务：前一个失败不撤销、也不阻止其余；要全部或全不，请用批量形式的 REJECT_ALL。Commands. Several in one request run in the order in which they are written, each in a transaction of its own: one that fails neither undoes nor stops the others; for all or none use a bulk form with REJECT_ALL.',
  });
  emission.enum(
    'OnError',
    '批量中有一项失败时如何。What to do when one of many fails.',
    Object.fromEntries(Object.entries(onErrorPolicies).map(([value, description]) => [value, { value, description }])),
  );
  emission.mutation(
    Object.fromEntries(
      given.flatMap(({ command, plugin }) => {
        emitTypes(emission, model, command);
        const bulk = bulkName(command);
        return [
          [command.name, single(command, plugin)],
          ...(bulk === undefined ? [] : [[bulk, many(emission, command, bulk, plugin)] as const]),
        ];
      }),
    ),
  );
}

/** `registerEnterprise` → `registerEnterprises`; a command may say another name, or that it has no bulk form. */
export function bulkName({ name, bulk }: Command): string | undefined {
  if (bulk !== undefined) return bulk === false ? undefined : bulk;
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}

function emitTypes(emission: Emission, model: Model, command: Command): void {
  const title = capitalized(command.name);
  if (command.discloses !== undefined) emitDisclosure(emission, command.discloses);
  const versions = Object.values(command.load).map(({ id, versioned }): [string, ArgConfig] => [
    versionInput(id),
    {
      type: 'Int',
      required: versioned ?? false,
      description: '读到的版本；已变则拒绝。The version that was read; refused when it has changed.',
    },
  ]);
  emission.input(`${title}Input`, `${command.name} 的输入。Input of ${command.name}.`, {
    ...argsOf(emission, model.enums, title, command.input),
    ...Object.fromEntries(versions),
    ...(command.upsert === undefined ? {} : originInputs),
    idempotencyKey: {
      type: 'String',
      description: `幂等键，保留 ${keysKeptDays} 天：相同键与相同内容得到第一次的结果，内容不同则拒绝。Kept ${keysKeptDays} days: the same key with the same body gives the first answer again, with another body it is refused.`,
    },
  });
  emission.object(`${title}Payload`, `${command.name} 的结果。Result of ${command.name}.`, {
    ...Object.fromEntries(Object.entries(command.payload).map(([name, type]): [string, FieldConfig] => [name, row(model, name, type)])),
    ...(command.discloses === undefined ? {} : { [command.discloses.name]: disclosed(command.discloses) }),
    userErrors: {
      type: ['UserError'],
      description: '用户可以改正的错误；为空即成功。What the user can put right; empty means success.',
      resolve: (source: { readonly userErrors: readonly object[] }) => source.userErrors.map(namedByField),
    },
  });
}
/** The clear values as a type, and their names as an enum. */
function emitDisclosure(emission: Emission, { type, description, fields, fieldsEnum }: Disclosure): void {
  const upper = (property: string): string => property.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  emission.enum(
    fieldsEnum,
    '个人信息字段。Personal fields.',
    Object.fromEntries(Object.entries(fields).map(([property, label]) => [upper(property), { value: property, description: label }])),
  );
  emission.object(
    type,
    description,
    Object.fromEntries(
      Object.entries(fields).map(([property, label]): [string, FieldConfig] => [
        property,
        {
          type: 'String',
          nullable: true,
          description: label,
          resolve: (source: Readonly<Record<string, string | null>>) => source[property] ?? null,
        },
      ]),
    ),
  );
}
const disclosed = ({ name, type, description }: Disclosure): FieldConfig => ({
  type,
  nullable: true,
  description,
  resolve: (source: Readonly<Record<string, unknown>>) => source[name] ?? null,
});

const originInputs: Readonly<Record<string, ArgConfig>> = {
  source: {
    type: 'String',
    description:
      '来源系统；与 externalId 同给：已有则更新，没有则新建。The system it comes from; together with externalId: what is there is updated, else made.',
  },
  externalId: { type: 'String', description: '来源系统中的编号。Its id in that system.' },
};
const row = (model: Model, name: string, type: PayloadType): FieldConfig => ({
  type: type.name,
  nullable: true,
  description: type.description,
  resolve: (source: Readonly<Record<string, unknown>>, _args: unknown, context: ResolverContext, info: GraphQLResolveInfo) =>
    type.part === 'entity'
      ? (previewed(source[name], info) ?? output(model, type, source[name], context, info))
      : ((source[name] as { readonly data: unknown } | null)?.data ?? null),
});

function single(command: Command, plugin: string): FieldConfig {
  const title = capitalized(command.name);
  return {
    type: `${title}Payload`,
    description: command.description,
    args: { input: { type: `${title}Input`, required: true }, dryRun },
    extensions: { command, plugin },
    resolve: (
      _source: unknown,
      args: { readonly input: unknown; readonly dryRun: boolean },
      context: ResolverContext,
      info: GraphQLResolveInfo,
    ) => context.runCommand(command, args.input, { dryRun: args.dryRun }, info),
  };
}

function many(emission: Emission, command: Command, name: string, plugin: string): FieldConfig {
  const [title, one] = [capitalized(name), capitalized(command.name)];
  emission.object(`${title}Payload`, `${name} 的结果，每项一个。Results of ${name}, one for each input.`, {
    results: {
      type: [`${one}Payload`],
      description: '各项结果，次序与 inputs 相同。A result for each input, in the order of the inputs.',
      resolve: (source: BulkResult) => source.results,
    },
    succeeded: { type: 'Int', description: '成功项数。How many succeeded.', resolve: (source: BulkResult) => source.succeeded },
    failed: { type: 'Int', description: '失败项数。How many failed.', resolve: (source: BulkResult) => source.failed },
  });
  return {
    type: `${title}Payload`,
    description: `批量 ${command.name}，至多 ${bulkAtMost} 项。${command.name} for many inputs, at most ${bulkAtMost}.`,
    args: {
      inputs: { type: [`${one}Input`], required: true },
      onError: { type: 'OnError', required: true, defaultValue: 'REJECT_ALL' },
      dryRun,
      idempotencyKey: {
        type: 'String',
        description: `整批的幂等键，保留 ${keysKeptDays} 天：相同键与相同内容得到第一次的结果，内容不同则拒绝；KEEP_GOING 时失败的项会再试。For the whole call, kept ${keysKeptDays} days: the same key with the same body gives the first results again, with another body it is refused; with KEEP_GOING what failed is tried again.`,
      },
    },
    extensions: { command, plugin },
    resolve: (
      _source: unknown,
      { inputs, ...how }: { readonly inputs: readonly unknown[] } & BulkHow,
      context: ResolverContext,
      info: GraphQLResolveInfo,
    ) => context.runMany(command, inputs, how, info),
  };
}
/** `shelterId` → `shelterVersion`. */
const versionInput = (id: string): string => `${id.replace(/Id$/, '')}Version`;
