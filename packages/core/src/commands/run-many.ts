import type { Command } from '../contract/command.ts';
import { FengsuiError } from '../contract/errors.ts';
import { statement, type Transaction } from '../data/database.ts';
import { failureOf, firstFailure, unheard } from '../data/failures.ts';
import { attempt } from './attempt.ts';
import { authorizeCommand } from './authorize-command.ts';
import { bulkAtMost, type OnError } from './bulk-policy.ts';
import { type BulkKey, bulkKey, claimBulk, earlierBulk, itemKeys, rememberBulk } from './bulk-key.ts';
import {
  failed,
  perform,
  prepare,
  rememberedAnswer,
  RolledBack,
  runCommand,
  unkept,
  type Call,
  type DryRun,
  type Outcome,
  type Pipeline,
  type PreparedCall,
} from './pipeline.ts';
import { taken } from './taken.ts';
import { alreadyExists, brokeDown, rejectedWithOthers, UserErrors } from './user-error.ts';

type Input = Readonly<Record<string, unknown>>;
export interface ManyOptions extends DryRun {
  readonly onError: OnError;
  /** For the whole call: the same key and inputs give the first results again. */
  readonly idempotencyKey?: string | undefined;
  /** Told of what a caller only sees as a failed item. */
  readonly report: (error: unknown) => void;
}

/** One command for many inputs, with a result for each in their order. Errors: LIMIT_EXCEEDED for too many. */
export async function runMany(
  pipeline: Pipeline,
  command: Command,
  inputs: readonly Input[],
  call: Call,
  options: ManyOptions,
): Promise<readonly Outcome[]> {
  authorizeCommand(command, call.principal);
  if (inputs.length > bulkAtMost)
    throw new FengsuiError(
      'LIMIT_EXCEEDED',
      `一次最多 ${bulkAtMost} 项，实为 ${inputs.length}；请分批提交。`,
      `At most ${bulkAtMost} inputs at a time, not ${inputs.length}; send them in batches.`,
      [command.name],
    );
  const key = bulkKey(pipeline, command, inputs, call, options);
  try {
    if (options.onError !== 'KEEP_GOING' || options.dryRun === true)
      return await inOneTransaction(pipeline, command, inputs, call, options, key);
    if (key === undefined) return await eachOnItsOwn(pipeline, command, inputs, call, options);
    await claimBulk(pipeline, key);
    return await eachOnItsOwn(pipeline, command, itemKeys(key, inputs), call, options);
  } catch (error) {
    // The whole call's key was used for another body.
    if (error instanceof UserErrors) return inputs.map(() => failed(command, error.userErrors));
    throw error;
  }
}

async function eachOnItsOwn(
  pipeline: Pipeline,
  command: Command,
  inputs: readonly Input[],
  call: Call,
  { report }: ManyOptions,
): Promise<readonly Outcome[]> {
  const results: Outcome[] = [];
  // SQLite keeps their order and commits those that wait together; elsewhere the order is kept by waiting.
  const atOnce = pipeline.database.dialect === 'sqlite' ? 32 : 1;
  for (let start = 0; start < inputs.length; start += atOnce)
    results.push(
      ...(await Promise.all(
        inputs.slice(start, start + atOnce).map((input) =>
          runCommand(pipeline, command, input, call).catch((error: unknown) => {
            report(error);
            return failed(command, brokeDown().userErrors);
          }),
        ),
      )),
    );
  return results;
}

async function inOneTransaction(
  pipeline: Pipeline,
  command: Command,
  inputs: readonly Input[],
  call: Call,
  { onError, dryRun, preview = unkept }: ManyOptions,
  key: BulkKey | undefined,
): Promise<readonly Outcome[]> {
  const prepared = await Promise.all(inputs.map((input) => prepare(pipeline, command, input, call)));
  const keyed = key !== undefined || prepared.every((each) => !each.ok || each.call.key !== undefined);
  try {
    const results = await attempt({ key: keyed ? true : undefined, command: {}, taken: () => alreadyExists(null) }, () =>
      pipeline.database.write(async (transaction) => {
        const earlier = key === undefined ? undefined : await earlierBulk(pipeline, transaction, key);
        if (earlier !== undefined) return earlier;
        const done: Outcome[] = [];
        for (const each of prepared)
          done.push(each.ok ? await savepoint(pipeline, transaction, each.call, call) : failed(command, each.userErrors));
        if (dryRun === true) throw new RolledBack(await preview(transaction, done));
        if (onError === 'REJECT_ALL' && done.some(({ userErrors }) => userErrors.length > 0)) {
          const meanwhile = key === undefined ? undefined : await earlierBulk(pipeline, transaction, key);
          throw new RolledBack(
            meanwhile ?? done.map((one) => (one.userErrors.length > 0 ? one : failed(command, rejectedWithOthers().userErrors))),
          );
        }
        if (key !== undefined) rememberBulk(pipeline, transaction, key, done);
        return done;
      }, call.principal.scope(command.permission)),
    );
    pipeline.wake();
    return results;
  } catch (error) {
    // as: thrown inside by the lines above alone; an item's own ends with its savepoint
    if (error instanceof RolledBack) return error.result as readonly Outcome[];
    throw error;
  }
}

const [save, release, back] = ['SAVEPOINT item', 'RELEASE item', 'ROLLBACK TO item'].map(statement) as [
  { text: string },
  { text: string },
  { text: string },
];
/** One item of the transaction: what its user can put right ends it alone. */
async function savepoint(pipeline: Pipeline, transaction: Transaction, prepared: PreparedCall, call: Call): Promise<Outcome> {
  const left: Promise<unknown>[] = [];
  const inner: Transaction = {
    rows: (text, params) => transaction.rows(text, params),
    run: (text, params) => transaction.run(text, params),
    // Nothing may be on its way when the savepoint ends.
    last: (text, params) => void left.push(unheard(transaction.run(text, params))),
    lastRows: (text, params) => {
      const asked = unheard(transaction.rows(text, params));
      left.push(asked);
      return asked;
    },
  };
  await transaction.run(save, []);
  try {
    const outcome = await perform(pipeline, inner, prepared, call);
    await Promise.all(left);
    await transaction.run(release, []);
    return outcome;
  } catch (caught) {
    const error = firstFailure(caught, await Promise.allSettled(left));
    const duplicate = failureOf(error) === 'duplicate';
    if (!duplicate && !(error instanceof UserErrors) && !(error instanceof RolledBack)) throw error;
    await transaction.run(back, []);
    await transaction.run(release, []);
    // as: only a command's own work throws it in here, with an outcome
    if (error instanceof RolledBack) return error.result as Outcome;
    const { command, given } = prepared;
    if (error instanceof UserErrors) return failed(command, error.userErrors);
    // What is taken may be taken by this very call, sent twice.
    const meanwhile = await rememberedAnswer(pipeline, transaction, prepared);
    return meanwhile ?? failed(command, taken(pipeline.model, error, given).userErrors);
  }
}
