import { entriesIn } from '../query/list-entries.ts';

/** What a command counts for, beside what its payload selects: a transaction with audit and events. */
const command = 50;
/** What an entry of a list in its input counts for: as a rule a row that it writes. */
const entry = 10;

/** Cost points of a command with these arguments: many inputs count as many commands, and what stands in lists of an input counts as well. */
export function commandCost({ input, inputs }: { readonly input?: unknown; readonly inputs?: readonly unknown[] | undefined }): number {
  const given = inputs ?? [input];
  return given.reduce<number>((cost, each) => cost + command + entry * entriesIn(each), 0);
}
