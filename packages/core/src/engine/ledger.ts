import { openDatabase } from '../data/open.ts';
import { assemble } from './create-engine.ts';
import type { EngineOptions } from './create-engine.ts';
import { migrate, pendingSteps, type Step } from './migrate.ts';

/** A database's migrations, without an engine: what a deployment looks at before it starts one. */
export interface Ledger {
  /** The steps that are still to run, in their order. Errors: MigrationFault. */
  pending(): Promise<readonly Step[]>;
  /** Runs them, or the first few; gives those that ran. */
  up(atMost?: number): Promise<readonly Step[]>;
  close(): Promise<void>;
}

/** Errors: PluginFaults, before the database is touched; the driver's own when it cannot be reached. */
export async function openLedger({ plugins, database: url }: Pick<EngineOptions, 'plugins' | 'database'>): Promise<Ledger> {
  const { model } = assemble(plugins);
  const database = await openDatabase(url, { poolSize: 1 });
  return {
    pending: () => pendingSteps(database, model),
    up: (atMost) => migrate(database, model, atMost),
    close: () => database.close(),
  };
}
