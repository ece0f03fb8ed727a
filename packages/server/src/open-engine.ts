import { createEngine, type Engine } from '@fengsui/core';
import type { Config } from './config/config.ts';
import { cannotOpenDatabase } from './faults.ts';

export type OnError = (error: unknown, requestId: string) => void;

/** The engine that a configuration asks for. Errors: OperatorFault when its database cannot be reached, PluginFaults. */
export async function openEngine(config: Config, onError: OnError = () => undefined): Promise<Engine> {
  const { plugins, database, secret, limits, poolSize, shareReads, roles, oidc, readRing, auditCheckpoints, timeouts } = config;
  try {
    return await createEngine({
      plugins,
      database,
      secret,
      poolSize,
      shareReads,
      limits,
      roles,
      oidc,
      readRing,
      auditCheckpoints,
      operationMilliseconds: timeouts.operation,
      onError,
    });
  } catch (error) {
    if (unreachable(error)) throw cannotOpenDatabase(database, error instanceof Error ? error.message : String(error));
    throw error;
  }
}

/** What the drivers say when there is no database to talk to: network, name, password, file. */
export function unreachable(error: unknown): boolean {
  if (error instanceof TypeError) return error.message.includes('directory');
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^(?:ECONN|ENOTFOUND|ETIMEDOUT|EAI_|SQLITE_CANTOPEN|SQLITE_NOTADB|SQLITE_READONLY|28|3D)/.test(code);
}
