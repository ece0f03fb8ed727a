import { FengsuiError } from '../contract/errors.ts';
import { keepCodes } from '../data/codes-lock.ts';
import { statement, type DialectName, type RawRow, type Transaction } from '../data/database.ts';
import { placeholder, placeholders } from '../data/placeholders.ts';
import { divisionAncestors } from '../rules/division-tree.ts';
import { zoneHost } from '../rules/zone-code.ts';
import { subtree } from './principal.ts';

/**
 * What a grant names is in force, from now until the transaction ends: a key over a code that was given up, or over one mistyped, opens nothing
 * today and somebody else's rows the day that the code is taken into use. Areas above what is loaded stand for what lies below them, and as long as
 * no area is loaded at all, as for a deployment's first key, any code may be named.
 * Errors: AREA_EXPIRED with what took its place, UNKNOWN_AREA.
 */
export async function checkGrantedAreas(
  dialect: DialectName,
  transaction: Pick<Transaction, 'rows'>,
  codes: readonly string[],
): Promise<void> {
  const named = [...new Set(codes)].filter((code) => code !== '');
  if (named.length === 0) return;
  await keepCodes(dialect, transaction);
  for (const code of named) {
    const [area] = await read(dialect, transaction, [code]);
    if (area !== undefined && inForce(area)) continue;
    if (area !== undefined) throw expired(area, await successorOf(dialect, transaction, area));
    if (!(await anyBelow(dialect, transaction, code)) && (await anyAtAll(transaction)))
      throw unknown(code, (await read(dialect, transaction, above(code))).filter(inForce).at(-1));
  }
}

const inForce = (area: RawRow): boolean => area['valid_to'] === null;
const above = (code: string): readonly string[] => {
  const host = zoneHost(code);
  return host === undefined ? divisionAncestors(code) : [...divisionAncestors(host), host];
};
async function read(dialect: DialectName, transaction: Pick<Transaction, 'rows'>, codes: readonly string[]): Promise<readonly RawRow[]> {
  if (codes.length === 0) return [];
  const text = `SELECT code, name, valid_to, successor FROM area WHERE code IN (${placeholders(dialect, codes.length)}) ORDER BY code`;
  return transaction.rows(statement(text), codes);
}
async function anyBelow(dialect: DialectName, transaction: Pick<Transaction, 'rows'>, code: string): Promise<boolean> {
  const { from, to } = subtree(code);
  const text = `SELECT 1 FROM area WHERE code >= ${placeholder(dialect, 1)} AND code < ${placeholder(dialect, 2)} AND valid_to IS NULL LIMIT 1`;
  return (await transaction.rows(statement(text), [from, to])).length > 0;
}
const anyAtAll = async (transaction: Pick<Transaction, 'rows'>): Promise<boolean> =>
  (await transaction.rows(statement('SELECT 1 FROM area LIMIT 1'), [])).length > 0;

/** The one in force at the end of a chain of years. */
async function successorOf(dialect: DialectName, transaction: Pick<Transaction, 'rows'>, area: RawRow): Promise<RawRow | undefined> {
  let last: RawRow | undefined = area;
  for (const seen = new Set<unknown>(); last !== undefined && !inForce(last) && !seen.has(last['code']);) {
    seen.add(last['code']);
    const next: unknown = last['successor'];
    last = typeof next === 'string' ? (await read(dialect, transaction, [next]))[0] : undefined;
  }
  return last !== undefined && inForce(last) ? last : undefined;
}

const called = ({ code, name }: RawRow): string => `${String(code)} ${String(name)}`;
const expired = (area: RawRow, successor: RawRow | undefined): FengsuiError =>
  successor === undefined
    ? new FengsuiError(
        'AREA_EXPIRED',
        `区划 ${called(area)} 已失效，没有后继；请改授现行区划。`,
        `The area ${called(area)} has expired without a successor; grant one that is in force.`,
      )
    : new FengsuiError(
        'AREA_EXPIRED',
        `区划 ${called(area)} 已失效，现为 ${called(successor)}；请改授 ${String(successor['code'])}。`,
        `The area ${called(area)} has expired and is now ${called(successor)}; grant ${String(successor['code'])}.`,
      );
const unknown = (code: string, nearest: RawRow | undefined): FengsuiError =>
  new FengsuiError(
    'UNKNOWN_AREA',
    `没有区划 ${code}，其下也没有区划${nearest === undefined ? '' : `；在它之上的有 ${called(nearest)}`}。请核对代码，或先导入该区划。`,
    `There is no area ${code}, nor any below it${nearest === undefined ? '' : `; above it stands ${called(nearest)}`}. Check the code, or import the area first.`,
  );
