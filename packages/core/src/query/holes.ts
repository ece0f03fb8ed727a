import { randomBytes } from 'node:crypto';

/**
 * Some values can only be finished outside the database: cursors are encrypted, numbers take JavaScript's form.
 * The database leaves a marked string; the mark is random for each process, so no stored text can look like one.
 */
export const mark: string = `\u241f${randomBytes(12).toString('hex')}`;

export type Fill = (kind: string, content: string) => string;
/**
 * Fills every hole of an answer, `"<mark>:<kind>:<hexadecimal UTF-8>"`. Searched for by its first letter, which hardly any text has: a
 * pattern would look at each quotation mark of the answer.
 */
export function fillHoles(text: string, fill: Fill): string {
  let filled = '';
  let done = 0;
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, done)) {
    const end = text.indexOf('"', at);
    const [kind = '', hex = ''] = text.slice(at + mark.length + 1, end).split(':');
    filled += text.slice(done, at - 1) + fill(kind, Buffer.from(hex, 'hex').toString('utf8'));
    done = end + 1;
  }
  return filled + text.slice(done);
}
