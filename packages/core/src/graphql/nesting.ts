/** Brackets of any kind that may stand open at once: 12 levels of fields, each with arguments, come to less than half of it. */
export const nestingAtMost = 100;

/** Strings and comments, in which brackets mean nothing, or one bracket. A string that never ends is one too, so that the scan is linear. */
const parts = /"""(?:\\"""|[^])*?(?:"""|$)|"(?:\\.|[^"\\\n])*"?|#[^\n]*|[{[(]|[}\])]/g;

/**
 * How many brackets of a document stand open at once. Told before it is parsed, because parser and rules recurse,
 * and how deep they come depends on how warm they are: the same document must get the same answer each time.
 */
export function nestingOf(query: string): number {
  let open = 0;
  let most = 0;
  for (const [part] of query.matchAll(parts)) {
    if (part === '{' || part === '[' || part === '(') open += 1;
    else if (part === '}' || part === ']' || part === ')') open -= 1;
    if (open > most) most = open;
  }
  return most;
}
