import { Client } from 'pg';
import { createEngine } from '@fengsui/core';
import config from '../../../fengsui.config.ts';
import { fengsuiBodies } from './bodies.ts';
import type { CaseName } from './cases.ts';
import type { Filled } from './data.ts';

/** What an operation asks of the database: how many statements, and how often it waits for an answer before it can go on. */
export interface Asked {
  readonly statements: number;
  readonly roundTrips: number;
}
type Call = (...args: never[]) => unknown;

/** What PostgreSQL is sent, however core puts it together; the bus between instances is nobody's operation. */
function countSent(count: (statements: number) => void): () => void {
  // as: a driver's method of many overloads, passed on as it came
  const client = Client.prototype as unknown as { query: Call };
  const { query } = client;
  client.query = function counted(this: unknown, ...args): unknown {
    const [what] = args as readonly unknown[];
    // as: a packet says how many it holds
    const { size = 1 } = Object(what) as { readonly size?: number };
    if (!/^(?:LISTEN|NOTIFY)/.test(typeof what === 'string' ? what : '')) count(size);
    return query.apply(this, args);
  };
  return () => void (client.query = query);
}

/** Runs each case once, after once to warm up, and counts. BEGIN and COMMIT count as the database sees them. */
export async function countStatements(database: string, filled: Filled, cases: readonly CaseName[]): Promise<ReadonlyMap<CaseName, Asked>> {
  const engine = await createEngine({ plugins: config.plugins ?? [], database, secret: 'a secret of the bench, 32 letters long' });
  const principal = await engine.access.authenticate(`Bearer ${filled.token}`);
  let [statements, roundTrips, waiting] = [0, 0, false];
  const sqlite = engine.database.dialect === 'sqlite';
  const uncounted = sqlite ? undefined : countSent((more) => void (statements += more));
  const sent = (): void => {
    if (sqlite) statements += 1;
    if (!waiting) roundTrips += 1;
    waiting = true;
  };
  const counted =
    (call: Call): Call =>
    async (...args) => {
      sent();
      const answer = await call(...args);
      waiting = false;
      return answer;
    };
  const own = engine.database as unknown as Record<'text' | 'rows' | 'write', Call>;
  const write = own.write as unknown as (work: (transaction: object) => Promise<unknown>, scope: unknown) => Promise<unknown>;
  for (const name of ['text', 'rows'] as const) own[name] = counted(own[name]);
  own.write = async (work: (transaction: object) => Promise<unknown>, scope: unknown) => {
    sent();
    const answer = await write((transaction) => {
      const { rows, run, last, lastRows } = transaction as Record<'rows' | 'run' | 'last' | 'lastRows', Call>;
      const later =
        (call: Call): Call =>
        (...args) => {
          sent();
          return call(...args);
        };
      return work({ rows: counted(rows), run: counted(run), last: later(last), lastRows: later(lastRows) });
    }, scope);
    sent();
    waiting = false;
    return answer;
  };
  try {
    const counts = new Map<CaseName, Asked>();
    for (const name of cases) {
      const next = fengsuiBodies(name, filled);
      for (const _warm of [true, false]) {
        [statements, roundTrips, waiting] = [0, 0, false];
        await engine.execute({ ...(JSON.parse(next()) as { query: string }), principal });
      }
      counts.set(name, { statements, roundTrips });
    }
    return counts;
  } finally {
    uncounted?.();
    await engine.stop();
  }
}
