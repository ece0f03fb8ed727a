import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { principalOver } from '@fengsui/core/testing';
import { depotPlugin } from './support/depot-plugin.ts';
import { documentOf, writeOperation } from './support/operations.ts';
import { areaCodes, makeRows, writeRows } from './support/rows.ts';
import { compiled, openWay, withCursors, type Way } from './support/three-ways.ts';

const tables = makeRows();
/** Their scopes differ by values alone, so what they ask leaves as one statement. */
const callers = [...areaCodes, '99', '43010200'].map((code) => principalOver(code));
const operations = 40;

let way: Way;
beforeAll(async () => {
  way = await openWay('postgresql', [depotPlugin], tables);
  await writeRows(way.engine.database, way.engine.model, tables);
});
afterAll(() => way.engine.stop());

/** Merged statements that some connections keep prepared. */
async function mergedStatements(): Promise<number> {
  const text = "SELECT count(*) AS count FROM pg_prepared_statements WHERE statement LIKE '%json_to' || '_recordset%'";
  const counts = await Promise.all(Array.from({ length: 8 }, () => way.engine.database.rows({ text }, [])));
  return counts.reduce((sum, [row]) => sum + Number(row?.['count']), 0);
}

it('gives callers who ask at once what each sees alone, whatever is asked, on postgresql', async () => {
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const draw = (below: number): number => (below < 2 ? 0 : g(fc.nat, { max: below - 1 }));
      const operation = writeOperation(way.engine.schema, tables, draw);
      const variables = await withCursors(way, operation, callers[0] as (typeof callers)[number]);
      const ask = (caller: (typeof callers)[number]): Promise<string> => compiled(way, operation, variables, caller);
      const alone: string[] = [];
      for (const caller of callers) alone.push(await ask(caller));
      // Often enough for PostgreSQL to settle on a plan, and some rounds beyond.
      for (let round = 0; round < 10; round += 1) {
        const together = await Promise.all(callers.map(ask));
        for (const [at, answer] of together.entries())
          if (answer !== alone[at])
            throw new Error(
              `${documentOf(operation)}\n${JSON.stringify(variables)}\nas ${callers[at]?.id}:\n alone    ${alone[at]}\n together ${answer}`,
            );
      }
    }),
    { numRuns: operations, seed: 43, endOnFailure: true },
  );
  expect(await mergedStatements()).toBeGreaterThan(operations / 4);
  expect(way.errors).toEqual([]);
}, 120_000);
