import { cpus, totalmem } from 'node:os';
import type { CaseName } from './cases.ts';
import type { Result, Times } from './compare.ts';
import { ratioOf } from './ratio.ts';
import type { Mixed } from './mixed.ts';
import type { Asked } from './statements.ts';

export interface Measured {
  readonly dialect: string;
  readonly name: CaseName;
  readonly rows: readonly Result[];
  readonly asked: Asked | undefined;
}
type Rounds = Pick<Times, 'rounds' | 'seconds'>;
export interface Run {
  readonly cases: readonly Measured[];
  readonly mixed: Mixed;
  readonly reads: Rounds;
  readonly commands: Rounds;
}
const titles: Readonly<Record<CaseName, string>> = {
  page: 'A filtered page of 50 enterprises with the area’s name',
  nested: '20 enterprises with their first 5 open dangers and two counts',
  byId: 'One enterprise by id with three relations',
  grouped: 'Open and overdue dangers grouped by township',
  command: 'One command with its audit, event and idempotency rows',
};
/** What we aim at: a share of the hand-written SQL on each database, and times PostGraphile. */
const aims: Readonly<Record<CaseName, { readonly sqlite: number; readonly postgresql: number; readonly postgraphile?: number }>> = {
  page: { sqlite: 0.7, postgresql: 0.6, postgraphile: 2.5 },
  nested: { sqlite: 0.9, postgresql: 0.9, postgraphile: 2.5 },
  byId: { sqlite: 0.7, postgresql: 0.55, postgraphile: 3 },
  grouped: { sqlite: 0.95, postgresql: 0.95 },
  command: { sqlite: 0.5, postgresql: 0.5, postgraphile: 1 },
};
const ours = 'fengsui';
/** Ours with `shareReads: false`. */
export const nothingShared = 'fengsui, nothing shared';

/** The page that a run writes: ratios first, since the machine's speed is nobody's. */
export function report({ cases, mixed, reads, commands }: Run): string {
  const head = `# Benchmarks

Written by \`pnpm bench\` on Node ${process.version}, ${cpus().length} cores, ${Math.round(totalmem() / 1e9)} GB, the load from the same machine; 20,000 enterprises, 60,000 units, 200,000 hidden dangers, concurrency 16. Targets in turn, each round from another one: ${reads.rounds} rounds of ${reads.seconds} s for reads, ${commands.rounds} of ${commands.seconds} s for commands, each behind some load that counts for nothing, as in a server that works all day; figures are medians, and ratios the median of each round’s own.
The bar is hand-written SQL with JSON aggregation behind bare \`node:http\`, with the same key check and the same scope conditions. Its second row is the same program once more: what the two differ by is the noise. Apollo and PostGraphile check no key and no scope. Everything of ours is on but the rate limit.
All sixteen ask for the same page, the same nested list, the same groups, as the screens of a city do when an alarm comes; what waits for the same answer then shares one statement (\`docs/decisions/0019\`). Where two ratios stand, the second is ours with that turned off: each reads for itself.
Commands of ours and of the others go into equal databases apart; before they are timed one of each is given, and must leave the same rows: the enterprise, the audit as it is kept and as it is read, the event, the answer under the key. Each round begins when nothing is left of the one before: what ours does behind its answers, sealing the audit, which nobody else does, and making it readable, falls into its own time.
PostgreSQL is set as for solid-state disks, for all targets alike, and tidies nothing up meanwhile. CPU includes its processes.

## Where we stand

${summary(cases)}
Look-ups beside two readers that ask for aggregates without pause, SQLite: ${mixed.beside.perSecond.toFixed(0)} a second against ${mixed.alone.perSecond.toFixed(0)} alone, ${(mixed.beside.perSecond / mixed.alone.perSecond).toFixed(2)} of their rate (aim ${keptAtLeast}), at ${mixed.aggregatesPerSecond.toFixed(0)} aggregates a second; p99 ${mixed.beside.p99} ms against ${mixed.alone.p99}.

${missed(cases, mixed)}
`;
  return `${head}\n${cases.map(section).join('\n')}`;
}

/** What look-ups keep of their rate beside aggregates. */
const keptAtLeast = 0.7;

/** Each aim that this run did not reach, by ours as it is started. */
function missed(cases: readonly Measured[], { beside, alone }: Mixed): string {
  const lines = cases.flatMap(({ dialect, name, rows }) => {
    const aim = aims[name];
    const others: readonly (readonly [string, number | undefined])[] = [
      ['hand-written SQL', dialect === 'sqlite' ? aim.sqlite : aim.postgresql],
      ['PostGraphile 5', aim.postgraphile],
      ['Apollo Server + DataLoader', name === 'command' ? 1 : undefined],
    ];
    return others.flatMap(([target, least = Number.NaN]) => {
      const ratio = ratioOf(rows, ours, target);
      return ratio < least ? [`- ${titles[name]}, ${dialect}: ${ratio.toFixed(2)} times ${target}, aim ${least}.`] : [];
    });
  });
  const kept = beside.perSecond / alone.perSecond;
  if (kept < keptAtLeast) lines.push(`- Look-ups beside aggregates, sqlite: ${kept.toFixed(2)} of their rate, aim ${keptAtLeast}.`);
  return lines.length === 0 ? 'Every aim was reached in this run.' : `Not reached in this run:\n\n${lines.join('\n')}`;
}

/** One line a case and database: what was reached, and what was aimed at. */
function summary(cases: readonly Measured[]): string {
  const lines = cases.map(({ dialect, name, rows, asked }) => {
    const bar = rows[0]?.target ?? '';
    const aim = aims[name];
    // By itself, and by itself with nothing shared where that was timed.
    const times = (other: string): string =>
      [ours, nothingShared]
        .map((target) => ratioOf(rows, target, other))
        .filter((ratio) => !Number.isNaN(ratio))
        .map((ratio) => ratio.toFixed(2))
        .join(' / ');
    const noise = ratioOf(rows, 'hand-written SQL again', bar).toFixed(2);
    const other = times('PostGraphile 5');
    const beside = other === '' ? '–' : `${other}${aim.postgraphile === undefined ? '' : ` (${aim.postgraphile})`}`;
    return `| ${titles[name]} | ${dialect} | ${times(bar)} (${dialect === 'sqlite' ? aim.sqlite : aim.postgresql}) | ${noise} | ${beside} | ${times('Apollo Server + DataLoader')}${name === 'command' ? ' (1)' : ''} | ${asked === undefined ? '–' : `${asked.statements} / ${asked.roundTrips}`} |`;
  });
  return `| case | database | share of hand-written SQL (aim) | the same program twice | times PostGraphile (aim) | times Apollo (aim) | our statements / round trips |\n|---|---|---|---|---|---|---|\n${lines.join('\n')}\n`;
}

function section({ dialect, name, rows }: Measured): string {
  const bar = rows[0]?.target ?? '';
  const lines = rows.map(
    (row) =>
      `| ${row.target} | ${ratioOf(rows, row.target, bar).toFixed(2)} | ${row.perSecond.toFixed(0)} | ${((rows[0]?.cpuMs ?? Number.NaN) / row.cpuMs).toFixed(2)} | ${row.cpuMs.toFixed(3)} | ${row.p50} | ${row.p99} | ${row.peakMegabytes.toFixed(0)} |`,
  );
  return `## ${titles[name]}, ${dialect}\n\n| target | ratio | answers/s | ratio by CPU | CPU ms an answer | p50 ms | p99 ms | peak MB |\n|---|---|---|---|---|---|---|---|\n${lines.join('\n')}\n`;
}
