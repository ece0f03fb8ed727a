import * as z from 'zod';
import { statement, type Database, type DialectName, type RawRow } from '../data/database.ts';
import { placeholder } from '../data/placeholders.ts';
import { auditColumns } from './audit-chain.ts';

interface Place {
  readonly seq: number;
  readonly at: number;
}
interface WithdrawnGrant {
  readonly role: string;
  readonly area: string;
  readonly expiresAt?: Date | undefined;
}
export type Withdrawal = Place &
  (
    | { readonly key: string }
    | { readonly principal: string; readonly grants: WithdrawnGrant[] }
    | { readonly entity: string; readonly row: string }
  );
const place = { seq: z.number(), at: z.number() };
/**
 * What must outlast a restore: somebody may no longer ask, may ask for less, or is to be forgotten. `seq` and `at` are those of the audit
 * row that tells it, `at` in milliseconds.
 */
export const withdrawalSchema: z.ZodType<Withdrawal> = z.union([
  z.object({ ...place, key: z.string() }),
  z.object({
    ...place,
    principal: z.string(),
    grants: z.array(z.object({ role: z.string(), area: z.string(), expiresAt: z.coerce.date().optional() })),
  }),
  z.object({ ...place, entity: z.string(), row: z.string() }),
]);

/** Rows of the audit that may tell of one; the rest is read from what they say. */
const telling = `(command IN ('revokeKey', 'rotateKey', 'setGrants') OR changes LIKE '%"op":"erase"%')`;

const changesSchema = z.array(
  z.object({ entity: z.string(), key: z.string(), op: z.string(), after: z.record(z.string(), z.unknown()).optional() }),
);
/** What an audit row withdrew. */
export function withdrawalsIn(row: RawRow): readonly Withdrawal[] {
  const [seq, at] = [Number(row['seq']), new Date(row['at'] as number | Date).getTime()];
  const command = String(row['command']);
  return changesOf(row).flatMap(({ entity, key, op, after }): readonly Withdrawal[] => {
    if (op === 'erase') return [{ seq, at, entity, row: key }];
    if (entity !== 'ApiKey') return [];
    if (command === 'setGrants') {
      const told = withdrawalSchema.safeParse({ seq, at, principal: key, grants: after?.['grants'] });
      return told.success ? [told.data] : [];
    }
    return command === 'revokeKey' || command === 'rotateKey' ? [{ seq, at, key }] : [];
  });
}

/** A row that somebody changed by hand tells nothing; that it was changed is for `verify` to find, and sealing goes on. */
function changesOf(row: RawRow): z.infer<typeof changesSchema> {
  try {
    return changesSchema.parse(JSON.parse(String(row['changes'])));
  } catch {
    return [];
  }
}

type Read = Pick<Database, 'rows'>;
/** Everything that this audit tells was withdrawn, sealed or not yet. */
export async function allWithdrawals({ rows }: Read): Promise<readonly Withdrawal[]> {
  return (await rows(statement(`SELECT ${auditColumns} FROM fengsui_audit WHERE ${telling} ORDER BY seq`), [])).flatMap(withdrawalsIn);
}

/** Positions looked through at once. */
const stride = 5_000;
/** What the sealed rows behind one place of the chain and up to another tell. */
export async function withdrawalsBetween(
  database: Read & { readonly dialect: DialectName },
  from: number,
  to: number,
): Promise<readonly Withdrawal[]> {
  const [after, upTo] = [1, 2].map((at) => placeholder(database.dialect, at));
  const text = `SELECT ${auditColumns} FROM fengsui_audit WHERE position > ${after} AND position <= ${upTo} AND ${telling} ORDER BY position`;
  const found: Withdrawal[] = [];
  for (let at = from; at < to; at += stride)
    found.push(...(await database.rows(statement(text), [at, Math.min(at + stride, to)])).flatMap(withdrawalsIn));
  return found;
}
