import { existsSync } from 'node:fs';
import { type Engine, openLedger } from '@fengsui/core';
import type { Command } from 'commander';
import type { Config } from '../config/config.ts';
import { cannotOpenDatabase, noSuchDatabase, notOurDatabase } from '../faults.ts';
import { openEngine, unreachable } from '../open-engine.ts';
import { settingsOf } from './settings.ts';
import { say } from './terminal.ts';

/** Work on the engine that a command's configuration asks for, closed again whatever happens. */
export async function withEngine<T>(command: Command, work: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await openEngine(await settingsOf(command), (error) => say(error instanceof Error ? error.message : String(error)));
  try {
    return await work(engine);
  } finally {
    await engine.stop();
  }
}

/**
 * The same on a database that is there already. Opening one makes what is missing, and who asks about a database by a wrong address must
 * not be told that an empty one is in order.
 */
export async function withExisting<T>(command: Command, work: (engine: Engine) => Promise<T>): Promise<T> {
  const config = await settingsOf(command);
  const file = /^file:(.+)$/.exec(config.database)?.[1];
  if (file !== undefined && !existsSync(file)) throw noSuchDatabase(config.database);
  const missing = await missingSteps(config);
  if (missing > 0) throw notOurDatabase(config.database, missing);
  return withEngine(command, work);
}

async function missingSteps(config: Config): Promise<number> {
  try {
    const ledger = await openLedger(config);
    return (await ledger.pending().finally(() => ledger.close())).length;
  } catch (error) {
    if (unreachable(error)) throw cannotOpenDatabase(config.database, error instanceof Error ? error.message : String(error));
    throw error;
  }
}
