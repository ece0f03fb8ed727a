import { statement, type Database } from '../data/database.ts';

/** Up to so many divisions of a level each hold a good part of a deployment's rows. */
const few = 20;
const upTo = (level: string): string =>
  `(SELECT count(*) FROM (SELECT 1 FROM "area" WHERE "level" = '${level}' LIMIT ${few + 1}) AS found)`;
const counted = statement(`SELECT ${upTo('COUNTY')} AS "counties", ${upTo('CITY')} AS "cities"`);

/**
 * Digits of the codes that are most of this deployment: a county is most of a city's server and a hundredth of a province's. Where a scope is
 * wide, a page's filter and order choose the index; where it is narrow, the scope does. Looked at once, when the engine starts.
 */
export async function wideDigits(database: Database): Promise<number> {
  const [found] = await database.rows(counted, []);
  if (Number(found?.['counties'] ?? 0) <= few) return 6;
  return Number(found?.['cities'] ?? 0) <= few ? 4 : 2;
}
