import { statement, type Database } from '../data/database.ts';

/** Codes as they are in force: an identity provider goes on naming those of last year. */
export interface CurrentAreas {
  of(codes: readonly string[]): Promise<readonly string[]>;
  /** Codes changed here: what is known is read again. */
  forget(): void;
}
/** What another instance changed is seen after so long. */
const knownMilliseconds = 3_000;
const changed = statement('SELECT code, successor FROM area WHERE valid_to IS NOT NULL AND successor IS NOT NULL');

export function currentAreas(database: Pick<Database, 'rows'>): CurrentAreas {
  let known: Promise<ReadonlyMap<string, string>> | undefined;
  let until = 0;
  const read = async (): Promise<ReadonlyMap<string, string>> =>
    new Map((await database.rows(changed, [])).map((row) => [String(row['code']), String(row['successor'])]));
  const forget = (): void => {
    known = undefined;
  };
  return {
    forget,
    of: async (codes) => {
      if (known === undefined || performance.now() > until) {
        until = performance.now() + knownMilliseconds;
        known = read();
        // What could not be read is asked for again by the next.
        known.catch(forget);
      }
      const successors = await known;
      return codes.map((code) => {
        // A successor is never a code that was given up before, so a chain of years ends.
        let now = code;
        for (let next = successors.get(now); next !== undefined; next = successors.get(now)) now = next;
        return now;
      });
    },
  };
}
