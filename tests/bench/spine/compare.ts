import { type Load, load, type Measured } from './load.ts';
import { cpuOfPostgres, type Target } from './process.ts';

export interface Asked {
  readonly target: Target;
  readonly next: () => string;
}
export interface Result {
  readonly target: string;
  readonly perSecond: number;
  /** CPU milliseconds an answer, the database's process included. */
  readonly cpuMs: number;
  readonly p50: number;
  readonly p99: number;
  readonly peakMegabytes: number;
  readonly errors: number;
}
export interface Times {
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
  /** PostgreSQL's first process, whose CPU counts too. */
  readonly postmaster?: number | undefined;
}

/** The targets in turn, round after round, so that the machine's moods fall on all alike; the median round counts. */
export async function compare(asked: readonly Asked[], { rounds, seconds, connections, postmaster }: Times): Promise<readonly Result[]> {
  const ofDatabase = (): number => (postmaster === undefined ? 0 : cpuOfPostgres(postmaster));
  const rows = new Map<string, (Measured & { readonly cpuMs: number })[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const { target, next } of asked) {
      const once: Load = { url: target.url, headers: target.headers, next, connections, seconds };
      if (round === 0) await load({ ...once, seconds: 1 });
      const [cpu, database] = [target.cpuSeconds(), ofDatabase()];
      const measured = await load(once);
      const spent = target.cpuSeconds() - cpu + ofDatabase() - database;
      const own = rows.get(target.name) ?? [];
      own.push({ ...measured, cpuMs: (spent * 1000) / Math.max(1, measured.perSecond * seconds) });
      rows.set(target.name, own);
    }
  }
  return asked.map(({ target }) => {
    const own = rows.get(target.name) ?? [];
    const median = (pick: (row: (typeof own)[number]) => number): number =>
      own.map(pick).sort((a, b) => a - b)[Math.floor(own.length / 2)] ?? Number.NaN;
    return {
      target: target.name,
      perSecond: median((row) => row.perSecond),
      cpuMs: median((row) => row.cpuMs),
      p50: median((row) => row.p50),
      p99: median((row) => row.p99),
      peakMegabytes: target.peakMegabytes(),
      errors: own.reduce((sum, row) => sum + row.errors, 0),
    };
  });
}
