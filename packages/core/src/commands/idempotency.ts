import { statement, type DialectName, type Statement, type Transaction } from '../data/database.ts';
import { instant, placeholder, placeholders } from '../data/placeholders.ts';
import { keyReused } from './user-error.ts';

export interface IdempotencyKey {
  readonly principal: string;
  readonly command: string;
  readonly key: string;
  readonly body: string;
}

const question = (dialect: DialectName): Statement => {
  const [p, c, k] = [1, 2, 3].map((at) => placeholder(dialect, at));
  return { text: `SELECT body, answer FROM fengsui_idempotency WHERE principal = ${p} AND command = ${c} AND key = ${k}`, early: true };
};
const questions = { sqlite: question('sqlite'), postgresql: question('postgresql') } as const;

/**
 * The first answer when the key was used with the same body. It is kept with the log's rows, at the command's end: of two that run with
 * one key at once, the second is refused there by the table's own key, rolled back, and on its second attempt finds the answer here.
 * Errors: IDEMPOTENCY_KEY_REUSED for another body.
 */
export async function earlierAnswer(
  dialect: DialectName,
  transaction: Transaction,
  { principal, command, key, body }: IdempotencyKey,
): Promise<unknown> {
  const [found] = await transaction.rows(questions[dialect], [principal, command, key]);
  if (found === undefined) return undefined;
  if (found['body'] !== body) throw keyReused();
  return JSON.parse(String(found['answer'])) as unknown;
}

const keeping = (dialect: DialectName): Statement =>
  statement(`INSERT INTO fengsui_idempotency (principal, command, key, body, answer, at) VALUES (${placeholders(dialect, 6)})`);
const kept = { sqlite: keeping('sqlite'), postgresql: keeping('postgresql') } as const;
/** Keeps an answer under its key, at the transaction's end. */
export function rememberAnswer(
  dialect: DialectName,
  transaction: Pick<Transaction, 'last'>,
  { key: owner, answer, at }: { readonly key: IdempotencyKey; readonly answer: unknown; readonly at: Date },
): void {
  const { principal, command, key, body } = owner;
  transaction.last(kept[dialect], [principal, command, key, body, JSON.stringify(answer), instant(dialect, at)]);
}
