import type { Statement } from './database.ts';

/** What is read from its text inside JSON as it is by itself; bytes, lists and JSON are not. */
const plainTypes: ReadonlySet<string> = new Set(
  'text, character varying, boolean, smallint, integer, bigint, double precision, date, timestamp with time zone'.split(', '),
);
/** Quoted text and quoted names stand for themselves. */
const tokens = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\d+)/g;

/**
 * The statement for each row of values; undefined where a value is no plain one. The values come as JSON, of which PostgreSQL assumes a
 * hundred rows whatever it holds: of a list it would plan for the length of each, every time anew.
 */
export function mergedOf({ text }: Statement, types: readonly string[]): Statement | undefined {
  if (!types.every((type) => plainTypes.has(type))) return undefined;
  const each = text.replace(tokens, (token, at: string | undefined) => (at === undefined ? token : `asked.p${at}`));
  const columns = ['n integer', ...types.map((type, at) => `p${at + 1} ${type}`)];
  return {
    text: `SELECT asked.n, answered.answer FROM json_to_recordset($1) AS asked(${columns.join(', ')}) CROSS JOIN LATERAL (${each}\n) AS answered(answer)`,
  };
}
