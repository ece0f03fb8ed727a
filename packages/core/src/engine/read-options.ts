import type { GraphQLSchema } from 'graphql';
import type { Principal } from '../access/principal.ts';
import type { Pipeline } from '../commands/pipeline.ts';
import type { Database } from '../data/database.ts';
import type { EventSource } from '../events/follow.ts';
import type { Limits } from '../graphql/limits.ts';
import type { Compiler } from '../query/compile.ts';
import { complete, parameters, type Plan } from '../query/plan.ts';
import type { ReadDocument } from './documents.ts';

export interface ExecuteOptions {
  readonly compiler: Compiler;
  readonly schema: GraphQLSchema;
  readonly database: Database;
  /** Where a principal sees the rows of each type, for the database to hold as well; undefined where the deployment did not ask. */
  readonly reads?: ((principal: Principal) => string) | undefined;
  readonly pipeline: Pipeline;
  /** The log of events and its shared reader. */
  readonly events: EventSource;
  readonly limits: Limits;
  readonly read: (query: string) => ReadDocument;
  /** Told of every error that a caller only sees as INTERNAL. */
  readonly onError: (error: unknown, requestId: string) => void;
}
export async function readText(
  { compiler, database, reads }: Pick<ExecuteOptions, 'compiler' | 'database' | 'reads'>,
  plan: Plan,
  variables: Readonly<Record<string, unknown>>,
  principal: Principal,
): Promise<string | undefined> {
  if (plan.statement === undefined) return undefined;
  const bindings = { variables, principal, cursors: compiler.cursors };
  const text = await database.text(plan.statement, parameters(plan, bindings), plan.weight, reads?.(principal));
  return text === null ? undefined : complete(plan, text, bindings);
}
