import type { Command } from '../contract/command.ts';
import type { Transaction } from '../data/database.ts';
import { attempt } from './attempt.ts';
import type { OnError } from './bulk-policy.ts';
import { earlierAnswer, type IdempotencyKey, rememberAnswer } from './idempotency.ts';
import type { Call, Outcome, Pipeline } from './pipeline.ts';
import { alreadyExists } from './user-error.ts';

type Input = Readonly<Record<string, unknown>>;
/** The idempotency key of a bulk call as a whole. */
export type BulkKey = IdempotencyKey;

/** The policy belongs to the body: the same inputs under another one are another request. */
export function bulkKey(
  { digest }: Pick<Pipeline, 'digest'>,
  { name, discloses }: Command,
  inputs: readonly Input[],
  { principal }: Call,
  { onError, idempotencyKey }: { readonly onError: OnError; readonly idempotencyKey?: string | undefined },
): BulkKey | undefined {
  // Clear values are not remembered: who asks again looks again.
  if (idempotencyKey === undefined || discloses !== undefined) return undefined;
  // No command has such a name, so a bulk key meets no single one.
  const owner = { principal: principal.id, command: `${name}[]` };
  return { ...owner, key: idempotencyKey, body: digest(owner, { onError, inputs }) };
}

/** The results of the first call; a key used for another body is refused. */
export async function earlierBulk({ database }: Pipeline, transaction: Transaction, key: BulkKey): Promise<readonly Outcome[] | undefined> {
  // as: what `rememberBulk` wrote
  return (await earlierAnswer(database.dialect, transaction, key)) as readonly Outcome[] | undefined;
}
/** Kept in the transaction of the items: both or neither. */
export function rememberBulk({ database, now }: Pipeline, transaction: Transaction, key: BulkKey, outcomes: readonly Outcome[]): void {
  const answer = outcomes.map(({ payload, userErrors }) => ({ payload, userErrors }));
  rememberAnswer(database.dialect, transaction, { key, answer, at: now() });
}

/**
 * Where each item has a transaction of its own: takes the key before the first of them. Each item then has a key that follows from it,
 * so that a call that broke off in the middle goes on where it was, and what failed for its own reasons is tried again.
 */
export async function claimBulk(pipeline: Pipeline, key: BulkKey): Promise<void> {
  await attempt({ key, command: {}, taken: () => alreadyExists(null) }, () =>
    pipeline.database.write(async (transaction) => {
      if ((await earlierBulk(pipeline, transaction, key)) === undefined) rememberBulk(pipeline, transaction, key, []);
    }),
  );
}
export const itemKeys = ({ key }: BulkKey, inputs: readonly Input[]): readonly Input[] =>
  inputs.map((input, at) => ({ ...input, idempotencyKey: input['idempotencyKey'] ?? `${key}[${at}]` }));
