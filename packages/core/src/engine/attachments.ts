import { statement, type Database } from '../data/database.ts';
import { instant, placeholder } from '../data/placeholders.ts';

/** How long the bytes of a removed attachment are kept: evidence that was removed by mistake, and backups that still name it. */
export const removedKeptDays = 30;

/** Which of these digests a record still needs. */
export async function digestsInUse(
  { dialect, rows }: Pick<Database, 'dialect' | 'rows'>,
  digests: readonly string[],
  now: Date,
): Promise<ReadonlySet<string>> {
  if (digests.length === 0) return new Set();
  const since = instant(dialect, new Date(now.getTime() - removedKeptDays * 86_400_000));
  const marks = digests.map((_digest, at) => placeholder(dialect, at + 2)).join(', ');
  // SQLite reads its marks in the order of the text.
  const text = `SELECT DISTINCT sha256 FROM attachment WHERE (deleted_at IS NULL OR deleted_at > ${placeholder(dialect, 1)}) AND sha256 IN (${marks})`;
  return new Set((await rows(statement(text), [since, ...digests])).map(({ sha256 }) => String(sha256)));
}
