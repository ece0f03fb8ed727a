import { randomUUID } from 'node:crypto';
import { principal, type Principal } from '../access/principal.ts';
import type { Plugin } from '../contract/plugin.ts';
import type { DialectName } from '../data/database.ts';
import { createEngine, type Engine, type EngineOptions } from '../engine/create-engine.ts';
import { temporaryDatabase } from './database.ts';

/** May do everything, everywhere. */
export const operator: Principal = principal('operator', 'operator', [{ permissions: ['*'], area: '' }]);
/** May do these things in this area and below. */
export const principalOver = (area: string, permissions: readonly string[] = ['*'], id = `over-${area}`): Principal =>
  principal(id, id, [{ permissions, area }]);

export interface Result {
  readonly data?: never;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: { readonly code: string };
  }[];
  readonly extensions?: { readonly cost?: number };
  /** What the caller was not told, beside the answer as it was: behind each INTERNAL an author's mistake, mostly. */
  readonly causes?: readonly string[];
}
export interface TestEngine extends Engine {
  /** Where its temporary database is, for a second engine or a client of its own. */
  readonly databaseUrl: string;
  /**
   * Resolves when all that was committed can be read from the log. On PostgreSQL a transaction that runs meanwhile holds it back for
   * a moment, in another test's database too while it ends. `workers.runSubscribers` waits for it by itself.
   */
  readable(): Promise<void>;
  /** Runs an operation and reads the answer; as the operator unless told. */
  query(query: string, variables?: Readonly<Record<string, unknown>>, as?: Principal): Promise<Result>;
}

/** A real engine over a temporary database; `stop` drops it. */
export async function testEngine(
  dialect: DialectName,
  plugins: readonly Plugin[] = [],
  options: Partial<EngineOptions> = {},
): Promise<TestEngine> {
  const temporary = await temporaryDatabase(dialect);
  const causes = new Map<string, string[]>();
  const engine = await createEngine({
    plugins,
    database: temporary.url,
    secret: 'a secret of the tests, 32 letters long',
    poolSize: 4,
    ...options,
    onError: (error, requestId) => {
      causes.get(requestId)?.push(error instanceof Error ? error.message : String(error));
      options.onError?.(error, requestId);
    },
  });
  const readable = async (): Promise<void> => {
    for (const end = performance.now() + 10_000; await engine.events.log.held();) {
      if (performance.now() > end) throw new Error('A transaction held the log for 10 s; end it before the log is read');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  return {
    ...engine,
    readable,
    workers: {
      ...engine.workers,
      runSubscribers: async () => {
        await readable();
        await engine.workers.runSubscribers();
      },
    },
    databaseUrl: temporary.url,
    query: async (query, variables = {}, as = operator) => {
      const requestId = randomUUID();
      const told: string[] = [];
      causes.set(requestId, told);
      const { text } = await engine.execute({ query, variables, principal: as, requestId });
      causes.delete(requestId);
      const result = JSON.parse(text) as Result;
      return told.length === 0 ? result : { ...result, causes: told };
    },
    stop: async () => {
      await engine.stop();
      await temporary.drop();
    },
  };
}
