import { type Load, load, type Measured } from './load.ts';
import { cpuOfPostgres, type Target } from './process.ts';
import { median } from './ratio.ts';

export interface Asked {
  readonly target: Target;
  readonly next: () => string;
}
export interface Result {
  readonly target: string;
  readonly perSecond: number;
  /** Answers a second, round by round. */
  readonly rates: readonly number[];
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
  /** Seconds before the first of them, which count for nothing. */
  readonly warmUp: number;
  /** Seconds of load before each round that count for nothing: what is put off behind the answers is then as much as it is all day. */
  readonly leadIn?: number;
  /** Ends when nothing is left of what a target put off: it must not be done in another one's time. */
  readonly settled?: () => Promise<void>;
  readonly connections: number;
  /** PostgreSQL's first process, whose CPU counts too. */
  readonly postmaster?: number | undefined;
}

/** The targets in turn, round after round, so that the machine's moods fall on all alike; the median round counts. */
export async function compare(
  asked: readonly Asked[],
  { rounds, seconds, warmUp, leadIn = 0, settled = async () => undefined, connections, postmaster }: Times,
): Promise<readonly Result[]> {
  const ofDatabase = (): number => (postmaster === undefined ? 0 : cpuOfPostgres(postmaster));
  const rows = new Map<string, (Measured & { readonly cpuMs: number })[]>();
  for (let round = 0; round < rounds; round += 1) {
    // Another one first each time: whom a round begins with meets the machine otherwise than who follows.
    for (const { target, next } of [...asked.slice(round % asked.length), ...asked.slice(0, round % asked.length)]) {
      const once: Load = { url: target.url, headers: target.headers, next, connections, seconds };
      // What a server does all day: its code is compiled, its statements are prepared, its caches are filled.
      if (round === 0) await load({ ...once, seconds: warmUp });
      await settled();
      if (leadIn > 0) await load({ ...once, seconds: leadIn });
      const [cpu, database] = [target.cpuSeconds(), ofDatabase()];
      const measured = await load(once);
      const spent = target.cpuSeconds() - cpu + ofDatabase() - database;
      const own = rows.get(target.name) ?? [];
      own.push({ ...measured, cpuMs: (spent * 1000) / Math.max(1, measured.answers) });
      rows.set(target.name, own);
    }
  }
  return asked.map(({ target }) => {
    const own = rows.get(target.name) ?? [];
    const middle = (pick: (row: (typeof own)[number]) => number): number => median(own.map(pick));
    return {
      target: target.name,
      perSecond: middle((row) => row.perSecond),
      rates: own.map((row) => row.perSecond),
      cpuMs: middle((row) => row.cpuMs),
      p50: middle((row) => row.p50),
      p99: middle((row) => row.p99),
      peakMegabytes: target.peakMegabytes(),
      errors: own.reduce((sum, row) => sum + row.errors, 0),
    };
  });
}
