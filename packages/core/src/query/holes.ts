import { randomBytes } from 'node:crypto';

/**
 * Some values can only be finished outside the database: cursors are encrypted, numbers take JavaScript's form.
 * The database leaves a marked string; the mark is random for each process, so no stored text can look like one.
 */
export const mark: string = `\u241f${randomBytes(12).toString('hex')}`;
/** A whole hole, from its quotation mark on. */
const hole = new RegExp(`"${mark}:(\\w+):([0-9a-f]*)"`, 'y');

export type Fill = (kind: string, content: string) => string;
/**
 * Fills every hole of an answer; the content travelled as hexadecimal UTF-8. Searched for by the mark's first letter, which hardly any
 * text has: the pattern by itself would look at each quotation mark of the answer.
 */
export function fillHoles(text: string, fill: Fill): string {
  let filled = '';
  let done = 0;
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + 1)) {
    hole.lastIndex = at - 1;
    const found = hole.exec(text);
    // Text that only holds the mark is text.
    if (found === null) continue;
    const [whole, kind = '', hex = ''] = found;
    filled += text.slice(done, at - 1) + fill(kind, Buffer.from(hex, 'hex').toString('utf8'));
    done = at - 1 + whole.length;
  }
  return filled + text.slice(done);
}
