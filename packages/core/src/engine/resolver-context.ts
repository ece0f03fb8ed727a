import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import type { Principal } from '../access/principal.ts';
import { plain } from '../commands/canonical.ts';
import { type Answering, runCommand, type Outcome } from '../commands/pipeline.ts';
import { runMany } from '../commands/run-many.ts';
import { validate } from '../commands/validate.ts';
import type { RootField } from '../contract/define.ts';
import { FengsuiError } from '../contract/errors.ts';
import type { FieldOf, ReadContext } from '../contract/types.ts';
import type { Model, TypeModel } from '../contract/model.ts';
import type { ResolverContext } from '../graphql/context.ts';
import { wayOf } from '../graphql/previewed.ts';
import { plannedByKeys, withKeys } from '../query/by-keys.ts';
import { authorize, type PlannedOperation } from '../query/plan.ts';
import { neededColumn, needKey } from '../query/needs.ts';
import { changesPage } from './events.ts';
import { type FigureContext, figuresReader } from './figures-reader.ts';
import { impactsOf } from './impacts-reader.ts';
import { payloadRows, readsWithCommit } from './payload-rows.ts';
import { type ExecuteOptions, readText } from './read-options.ts';
import { rowsReader } from './rows-reader.ts';

type AnyRow = Readonly<Record<string, unknown>>;
/** More keys than this are read in several statements, and more rows computed in several calls: one batch must not hold the others up. */
const batchAtMost = 1_000;
/** All rows of one type under one way are one batch. */
const batchOf = (info: GraphQLResolveInfo): string => `${info.parentType.name} ${wayOf(info.path).join('.')}`;

/** What resolvers reach during one request: custom fields and rows by key, batched through DataLoader; commands and roots. */
export function resolverContext(
  options: ExecuteOptions,
  planned: PlannedOperation,
  variables: AnyRow,
  principal: Principal,
  requestId: string,
): ResolverContext {
  const { compiler, pipeline } = options;
  const fieldContext: FigureContext = {
    now: pipeline.now,
    principal: { id: principal.id },
    rowsOf: rowsReader(options, principal),
    ...figuresReader(options, principal),
  };
  const loaders = new Map<string, DataLoader<never, unknown>>();
  const loader = <K>(name: string, load: (keys: readonly K[]) => Promise<readonly unknown[]>): DataLoader<K, unknown> => {
    const known = loaders.get(name);
    if (known !== undefined) return known;
    const made = new DataLoader<K, unknown>(async (keys) => await load(keys), { cache: false, maxBatchSize: batchAtMost });
    loaders.set(name, made);
    return made;
  };
  return {
    principal,
    requestId,
    fieldContext,
    loadField: (field, row, args, info) =>
      loader<AnyRow>(`field ${batchOf(info)}`, async (rows) => field.load(rows, fieldContext, await checked(field, args))).load(
        needed(compiler.model, compiler.model.types.get(info.parentType.name) as TypeModel, field, row),
      ),
    loadRow: (type, key, info) =>
      loader<string>(`row ${type.name} ${batchOf(info)}`, async (keys) => {
        const selection = { nodes: info.fieldNodes, path: wayOf(info.path), batch: batchOf(info) };
        const plan = plannedByKeys(compiler, planned, type, selection, variables, principal);
        authorize(plan, principal);
        const text = await readText(options, plan, withKeys(variables, keys), principal);
        const rows = new Map(
          (JSON.parse(text ?? '[]') as readonly { readonly key: string; readonly row: unknown }[]).map(({ key: found, row }) => [
            found,
            row,
          ]),
        );
        return keys.map((each) => rows.get(each) ?? null);
      }).load(key),
    loadImpact: (geometry, info) =>
      loader<unknown>(`impact ${batchOf(info)}`, (geometries) =>
        impactsOf(options, planned, { nodes: info.fieldNodes, path: wayOf(info.path) }, geometries, variables, principal),
      ).load(geometry),
    runCommand: async (command, input, { dryRun }, info) => {
      const { preview, payload, failed } = payloadRows(options, planned, variables, principal, info);
      const run = async (more: Answering): Promise<object> =>
        answer(await runCommand(pipeline, command, input as AnyRow, { principal, requestId }, { dryRun, preview, ...more }));
      if (!readsWithCommit(options)) return run({});
      try {
        return await run({ payload });
      } catch (error) {
        // Nothing was kept. What its answer meets must not stop a command: read afterwards, it is an error of that field alone.
        if (!failed(error)) throw error;
        return run({});
      }
    },
    runMany: async (command, inputs, { idempotencyKey, ...how }, info) => {
      const report = (error: unknown): void => options.onError(error, requestId);
      const { preview } = payloadRows(options, planned, variables, principal, info);
      const more = { report, preview, idempotencyKey: idempotencyKey ?? undefined };
      const done = await runMany(pipeline, command, inputs as readonly AnyRow[], { principal, requestId }, { ...how, ...more });
      const failed = done.filter(({ userErrors }) => userErrors.length > 0).length;
      return { results: done.map(answer), succeeded: done.length - failed, failed };
    },
    changes: (args) => changesPage(options, args, principal),
    runRoot: async (root, args) => runRoot(root, args as AnyRow, principal, fieldContext),
  };
}

const answer = ({ payload, disclosed, userErrors }: Outcome): object => ({ ...payload, ...disclosed, userErrors });

/** What a resolver asked for, as code meets it: instants as dates. */
function needed(model: Model, type: TypeModel, field: FieldOf<'custom'>, row: AnyRow): AnyRow {
  return Object.fromEntries(
    field.needs.map((need) => {
      const value = row[needKey(need)];
      return [need, neededColumn(model, type, need).column.type === 'datetime' && typeof value === 'string' ? new Date(value) : value];
    }),
  );
}

async function checked({ args: schema }: Pick<FieldOf<'custom'> | RootField, 'args'>, args: unknown): Promise<unknown> {
  if (schema === undefined) return {};
  const read = await validate({ input: schema }, plain(args));
  if (read.ok) return read.value;
  const said = (text: 'message' | 'messageEn'): string => read.userErrors.map((error) => error[text]).join('; ');
  throw new FengsuiError('BAD_USER_INPUT', said('message'), said('messageEn'));
}

async function runRoot(root: RootField, args: AnyRow, principal: Principal, context: ReadContext): Promise<unknown> {
  if (!principal.has(root.permission))
    throw new FengsuiError(
      principal.anonymous ? 'UNAUTHENTICATED' : 'FORBIDDEN',
      `缺少权限 ${root.permission}；请给出有此权限的密钥，或向管理员申请。`,
      `The permission ${root.permission} is missing; send a key that has it, or ask an administrator for it.`,
      [root.name],
    );
  const input = root.under === 'calculate' ? args['input'] : args;
  return root.resolve((await checked(root, input)) as never, context);
}
