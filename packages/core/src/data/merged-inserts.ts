import type { SqlValue } from '../contract/sql.ts';
import { statement, type Statement } from './database.ts';

type Asked = readonly [Statement, readonly SqlValue[]];
/** As many go into one statement as a command has as a rule: its row, the audit, the event and the answer. More would be ever other statements. */
const together = 4;

/** Plain inserts that follow each other as one statement: PostgreSQL begins and ends it once, and answers once. Others stay as they are, and so does the order. */
export function mergedInserts(asked: readonly Asked[]): readonly Asked[] {
  const merged: Asked[] = [];
  let group: Asked[] = [];
  const close = (): void => {
    if (group.length > 0)
      merged.push(group.length === 1 ? (group[0] as Asked) : [oneOf(group.map(([text]) => text)), group.flatMap(([, params]) => params)]);
    group = [];
  };
  for (const each of asked) {
    if (!isPlain(each[0])) {
      close();
      merged.push(each);
      continue;
    }
    group.push(each);
    if (group.length === together) close();
  }
  close();
  return merged;
}
/** Of core's own making: names between quotes and numbered places alone, so that a `$` is always a place. */
const plain = /^INSERT INTO "?\w+"? \([^'$]*\) VALUES [$\d, ()]+$/;
const judged = new WeakMap<Statement, boolean>();
function isPlain(one: Statement): boolean {
  const known = judged.get(one) ?? plain.test(one.text);
  judged.set(one, known);
  return known;
}

interface Known {
  readonly next: WeakMap<Statement, Known>;
  merged?: Statement;
}
const known: Known = { next: new WeakMap() };
/** Written once for each sequence of statements, which are few. */
function oneOf(parts: readonly Statement[]): Statement {
  let at: Known = known;
  for (const part of parts) {
    const next = at.next.get(part) ?? { next: new WeakMap() };
    at.next.set(part, next);
    at = next;
  }
  return (at.merged ??= statement(written(parts)));
}
function written(parts: readonly Statement[]): string {
  let places = 0;
  const texts = parts.map(({ text }) => {
    const before = places;
    return text.replace(/\$(\d+)/g, (_place, own: string) => {
      places = Math.max(places, before + Number(own));
      return `$${before + Number(own)}`;
    });
  });
  const last = texts.pop() ?? '';
  return `WITH ${texts.map((text, at) => `w${at} AS (${text})`).join(', ')} ${last}`;
}
