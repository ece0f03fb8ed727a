import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { dialects, startPostgres, temporaryDatabase, postgresVariable } from '@fengsui/core/testing';
import { type CaseName, readCases } from './cases.ts';
import { compare, type Asked, type Times } from './compare.ts';
import { copyOf } from './copy.ts';
import { fill, fullSize, smokeSize } from './data.ts';
import { ask } from './load.ts';
import { type Mixed, mixed } from './mixed.ts';
import { type Measured, report } from './report.ts';
import { sameAnswers } from './same.ts';
import { sameRows } from './same-rows.ts';
import { countStatements } from './statements.ts';
import { Lineup } from './lineup.ts';
import { postmasterOf } from './process.ts';
import { settled } from './settled.ts';

/** `pnpm bench`: both databases, every target in turn, written to docs/benchmarks.md. `--smoke` only shows that it works. */
const smoke = process.argv.includes('--smoke');
// Many short rounds: what a machine does to one of them it does to the next as well, and the median forgets a bad one.
const reads = smoke
  ? { rounds: 1, seconds: 1, warmUp: 1, leadIn: 0, connections: 16 }
  : { rounds: 11, seconds: 1, warmUp: 3, leadIn: 0.4, connections: 16 };
// A second of the audit is sealed each second: shorter rounds would hold none of it, or two.
const commands = smoke ? reads : { ...reads, rounds: 9, seconds: 2, warmUp: 6, leadIn: 1 };
const cases: Measured[] = [];
/** One answer of each, before anything is timed. */
const answersOf = async (loads: readonly Asked[]): Promise<readonly { readonly target: string; readonly answer: unknown }[]> => {
  const answers = [];
  for (const { target, next } of loads) answers.push({ target: target.name, answer: await ask(target.url, target.headers, next()) });
  return answers;
};
let beside: Mixed | undefined;

// Set as one sets a server on solid-state disks, for all targets alike; and nothing is tidied up in the background while somebody is timed.
const postgres = await startPostgres(['random_page_cost=1.1', 'jit=off', 'shared_buffers=512MB', 'autovacuum=off']);
process.env[postgresVariable] = postgres.url;
try {
  for (const dialect of dialects) {
    const database = await temporaryDatabase(dialect);
    const filled = await fill(database.url, smoke ? smokeSize : fullSize);
    const asked = await countStatements(database.url, filled, [...readCases, 'command']);
    // What ours puts off behind its commands it would do for everybody's rows, in their time: the others write into rows of their own.
    const copy = await copyOf(database.url);
    const postmaster = dialect === 'postgresql' ? await postmasterOf(database.url) : undefined;
    const lineup = new Lineup(filled);
    const time = async (name: CaseName, loads: readonly Asked[], times: Times): Promise<void> => {
      const rows = await compare(loads, { ...times, postmaster });
      cases.push({ dialect, name, rows, asked: asked.get(name) });
      for (const row of rows)
        console.log(
          `${dialect} ${name} ${row.target}: ${row.perSecond.toFixed(0)}/s, ${(row.perSecond / (rows[0]?.perSecond ?? 1)).toFixed(2)} of the bar, p99 ${row.p99} ms, ${row.cpuMs.toFixed(3)} CPU ms, errors ${row.errors}`,
        );
    };
    try {
      const ours = await lineup.ours(database.url);
      const unshared = await lineup.unshared(database.url);
      const others = await lineup.others(database.url);
      for (const name of readCases) {
        // Look-ups are each their own, and on SQLite only aggregates ever wait.
        const shares = name === 'grouped' || (dialect === 'postgresql' && (name === 'page' || name === 'nested'));
        const loads = lineup.loads(name, ours, others, shares ? unshared : undefined);
        // PostGraphile's nested case asks for one status where the others ask for three.
        sameAnswers(
          name,
          (await answersOf(loads)).filter(({ target }) => name !== 'nested' || target !== others.postgraphile?.name),
        );
        await time(name, loads, reads);
      }
      if (dialect === 'sqlite') beside = await mixed(ours, filled, { ...reads, seconds: reads.seconds * 2 });
      await lineup.stopAllBut(ours);
      const writing = lineup.loads('command', ours, await lineup.others(copy.url));
      const [mine, theirs] = [writing.filter(({ target }) => target === ours), writing.filter(({ target }) => target !== ours)];
      const quiet = (): Promise<void> => settled(database.url);
      await sameRows(mine, database.url, quiet);
      await sameRows(theirs, copy.url);
      await time('command', writing, { ...commands, settled: quiet });
    } finally {
      await lineup.stopAllBut();
      await copy.drop();
      await database.drop();
    }
  }
} finally {
  await postgres.stop();
}
if (!smoke && beside !== undefined)
  writeFileSync(resolve(import.meta.dirname, '../../../docs/benchmarks.md'), report({ cases, mixed: beside, reads, commands }));
const failed = cases.flatMap(({ dialect, name, rows }) =>
  rows.filter(({ errors }) => errors > 0).map(({ target, errors }) => `${dialect} ${name} ${target}: ${errors} errors`),
);
if (failed.length > 0) {
  console.error(failed.join('\n'));
  process.exitCode = 1;
}
