import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { dialects, startPostgres, temporaryDatabase, postgresVariable } from '@fengsui/core/testing';
import { readCases } from './cases.ts';
import { compare, type Asked } from './compare.ts';
import { fill, fullSize, smokeSize } from './data.ts';
import { ask } from './load.ts';
import { apolloBody, fengsuiBodies, handwrittenBodies, postgraphileBody } from './bodies.ts';
import { type Mixed, mixed } from './mixed.ts';
import { type Measured, nothingShared, report } from './report.ts';
import { sameAnswers } from './same.ts';
import { countStatements } from './statements.ts';
import { postmasterOf, startTarget, type Target } from './process.ts';

/** `pnpm bench`: both databases, every target in turn, written to docs/benchmarks.md. `--smoke` only shows that it works. */
const smoke = process.argv.includes('--smoke');
const times = smoke ? { rounds: 1, seconds: 1, warmUp: 1, connections: 16 } : { rounds: 5, seconds: 2, warmUp: 3, connections: 16 };
const script = (name: string): string => join(import.meta.dirname, 'targets', `${name}.ts`);
const cases: Measured[] = [];
let beside: Mixed | undefined;

// Set as one sets a server on solid-state disks, for all targets alike; and nothing is tidied up in the background while somebody is timed.
const postgres = await startPostgres(['random_page_cost=1.1', 'jit=off', 'shared_buffers=512MB', 'autovacuum=off']);
process.env[postgresVariable] = postgres.url;
try {
  for (const dialect of dialects) {
    const database = await temporaryDatabase(dialect);
    const filled = await fill(database.url, smoke ? smokeSize : fullSize);
    const asked = await countStatements(database.url, filled, [...readCases, 'command']);
    const postmaster = dialect === 'postgresql' ? await postmasterOf(database.url) : undefined;
    const targets: Target[] = [];
    const start = async (name: string, file: string, ...more: readonly string[]): Promise<Target> => {
      const target = await startTarget(name, script(file), [database.url, filled.token, ...more]);
      targets.push(target);
      return { ...target, headers: { authorization: `Bearer ${filled.token}` } };
    };
    try {
      const ours = await start('fengsui', 'fengsui');
      const unshared = await start(nothingShared, 'fengsui', 'unshared');
      const bar = await start('hand-written SQL', 'handwritten');
      // The same target twice: what the two differ by is the noise of this run.
      const again = await start('hand-written SQL again', 'handwritten');
      const apollo = await start('Apollo Server + DataLoader', 'apollo');
      const postgraphile = dialect === 'postgresql' ? await start('PostGraphile 5', 'postgraphile') : undefined;
      for (const name of [...readCases, 'command'] as const) {
        const loads: Asked[] = [
          { target: bar, next: handwrittenBodies(name, filled) },
          { target: ours, next: fengsuiBodies(name, filled) },
          // Look-ups and commands are each their own, and on SQLite only aggregates ever wait.
          ...(name === 'grouped' || (dialect === 'postgresql' && (name === 'page' || name === 'nested'))
            ? [{ target: unshared, next: fengsuiBodies(name, filled) }]
            : []),
          { target: again, next: handwrittenBodies(name, filled) },
          { target: apollo, next: apolloBody(name, filled) },
          // Without a further plugin PostGraphile cannot group; a bare total would only look fast.
          ...(postgraphile === undefined || name === 'grouped' ? [] : [{ target: postgraphile, next: postgraphileBody(name, filled) }]),
        ];
        const answers: { readonly target: string; readonly answer: unknown }[] = [];
        for (const { target, next } of loads) answers.push({ target: target.name, answer: await ask(target.url, target.headers, next()) });
        // Each command makes a row of its own, and PostGraphile’s nested case asks for one status where the others ask for three.
        if (name !== 'command')
          sameAnswers(
            name,
            answers.filter(({ target }) => name !== 'nested' || target !== postgraphile?.name),
          );
        const rows = await compare(loads, { ...times, postmaster });
        cases.push({ dialect, name, rows, asked: asked.get(name) });
        for (const row of rows)
          console.log(
            `${dialect} ${name} ${row.target}: ${row.perSecond.toFixed(0)}/s, ${(row.perSecond / (rows[0]?.perSecond ?? 1)).toFixed(2)} of the bar, p99 ${row.p99} ms, ${row.cpuMs.toFixed(3)} CPU ms, errors ${row.errors}`,
          );
      }
      if (dialect === 'sqlite') beside = await mixed(ours, filled, times);
    } finally {
      for (const target of targets) await target.stop();
      await database.drop();
    }
  }
} finally {
  await postgres.stop();
}
if (!smoke && beside !== undefined)
  writeFileSync(resolve(import.meta.dirname, '../../../docs/benchmarks.md'), report({ cases, mixed: beside, ...times }));
const failed = cases.flatMap(({ dialect, name, rows }) =>
  rows.filter(({ errors }) => errors > 0).map(({ target, errors }) => `${dialect} ${name} ${target}: ${errors} errors`),
);
if (failed.length > 0) {
  console.error(failed.join('\n'));
  process.exitCode = 1;
}
