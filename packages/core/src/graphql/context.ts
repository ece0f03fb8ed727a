import type { GraphQLResolveInfo } from 'graphql';
import type { FieldContext, FieldOf } from '../contract/types.ts';
import type { Command } from '../contract/command.ts';
import type { RootField } from '../contract/define.ts';
import type { TypeModel } from '../contract/model.ts';
import type { LoggedEvent } from '../events/logged-event.ts';
import type { OnError } from '../commands/bulk-policy.ts';
import type { Principal } from '../access/principal.ts';

/** What a command gave for many inputs. */
export interface BulkResult {
  readonly results: readonly unknown[];
  readonly succeeded: number;
  readonly failed: number;
}
/** How a command is run for many inputs, as its caller says. */
export interface BulkHow {
  readonly onError: OnError;
  readonly dryRun: boolean;
  readonly idempotencyKey?: string | null;
}
/** What a caller asks of the log; an area is its code. */
export interface ChangesArgs {
  readonly after?: string | null;
  readonly types?: readonly string[] | null;
  readonly area?: string | null;
  readonly first?: number | null;
}
/** One event as its resolvers meet it. */
export interface EventNode {
  readonly event: LoggedEvent;
  readonly cursor: string;
}
export interface ChangesPage {
  readonly nodes: readonly EventNode[];
  readonly hasNextPage: boolean;
  readonly endCursor: string;
}

/** What resolvers that core emits reach during one request; the engine gives it. */
export interface ResolverContext {
  readonly principal: Principal;
  readonly requestId: string;
  readonly fieldContext: FieldContext;
  /** A custom field's value for one row, batched with the other rows of the request. */
  loadField(field: FieldOf<'custom'>, row: Readonly<Record<string, unknown>>, args: unknown, info: GraphQLResolveInfo): Promise<unknown>;
  /** The selected fields of a row by its key, as far as it is visible; batched. */
  loadRow(type: TypeModel, key: string, info: GraphQLResolveInfo): Promise<unknown>;
  /** What lies inside a geometry that a resolver gave, with the caller's selection; batched. */
  loadImpact(geometry: unknown, info: GraphQLResolveInfo): Promise<unknown>;
  /** Runs a command through the pipeline. */
  runRoot(root: RootField, args: unknown, info: GraphQLResolveInfo): Promise<unknown>;
  runCommand(
    command: Command,
    input: unknown,
    options: { readonly dryRun: boolean },
    info: Pick<GraphQLResolveInfo, 'path'>,
  ): Promise<unknown>;
  /** Runs a command for many inputs. */
  runMany(command: Command, inputs: readonly unknown[], how: BulkHow, info: GraphQLResolveInfo): Promise<BulkResult>;
  /** A page of the log, as far as the caller sees it. */
  changes(args: ChangesArgs): Promise<ChangesPage>;
}
