/**
 * Functions whose time is that of the values they are given; whatever else an author's SQL calls may make its own work, as `randomblob` or
 * a query does.
 */
const cheap: ReadonlySet<string> = new Set(
  'abs cast ceil ceiling char_length coalesce concat date date_part date_trunc datetime extract floor greatest ifnull iif instr julianday least length lower ltrim make_interval max min mod nullif position power replace round rtrim sign sqrt strftime strpos substr substring time timestamp to_char trim typeof unixepoch upper'.split(
    ' ',
  ),
);
/** Words before a bracket that are no functions. */
const words: ReadonlySet<string> = new Set(
  'and as between by case char decimal else end escape from in interval is like not null numeric or then timestamptz varchar when'.split(
    ' ',
  ),
);
const query = /\b(?:select|values|with|table|exists)\b/i;

/**
 * Whether an author's SQL takes a time that its row bounds: operators, cases and cheap functions over the row's own columns. One that reads
 * other rows, or calls what nobody knows here, may take any time; it is weighed heavy and runs where it can be ended.
 */
export function isBounded(text: string): boolean {
  // What stands in quotes is a value or a name and does nothing.
  const bare = text.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, ' ? ');
  if (query.test(bare)) return false;
  return [...bare.matchAll(/([a-z_][\w$.]*)\s*\(/gi)].every(
    ([, name = '']) => cheap.has(name.toLowerCase()) || words.has(name.toLowerCase()),
  );
}
