import { printSchema, type GraphQLSchema } from 'graphql';
import type { Access } from '../access/access.ts';
import type { OidcOptions } from '../access/oidc.ts';
import { createAccess } from '../access/create-access.ts';
import { auditLog, type AuditLog } from '../access/audit-log.ts';
import { personalVault } from '../access/personal.ts';
import type { Bus } from '../events/bus.ts';
import type { EventSource } from '../events/follow.ts';
import { openBus, openEvents } from '../events/open.ts';
import { bodyDigest } from '../commands/canonical.ts';
import type { Pipeline } from '../commands/pipeline.ts';
import type { Model } from '../contract/model.ts';
import type { Plugin, Role } from '../contract/plugin.ts';
import type { Database } from '../data/database.ts';
import { openDatabase } from '../data/open.ts';
import { installReadRing, readScopes } from '../access/read-ring.ts';
import { emit } from '../graphql/emit.ts';
import { defaultLimits, type Limits } from '../graphql/limits.ts';
import { coreModules } from '../modules/index.ts';
import { cursorCodec } from '../query/cursor-codec.ts';
import { postgresql } from '../query/dialect/postgresql.ts';
import { sqlite } from '../query/dialect/sqlite.ts';
import { documents } from './documents.ts';
import { executeRequest, type Answer, type Request } from './execute.ts';
import { explainRequest, type Explained } from './explain.ts';
import { type Fault, PluginFaults } from './faults.ts';
import { behind, withdrawWhereBehind } from '../backups/behind-checkpoints.ts';
import { withRoles } from './link-roles.ts';
import { link } from './link.ts';
import { migrate } from './migrate.ts';
import { performs, type Perform } from './perform.ts';
import { resolvePlugins } from './resolve.ts';
import { wideDigits } from './wide-digits.ts';
import { searchIndexer } from './search-indexer.ts';
import { createWorkers, type Workers } from './workers.ts';
import { subscribeRequest, type SubscribeRequest, type Subscribed } from './subscribe.ts';

export const coreVersion = '0.1.0';

export interface EngineOptions {
  readonly plugins: readonly Plugin[];
  /** `file:PATH`, `:memory:` or `postgresql://…`. */
  readonly database: string;
  /** Keys for cursors and personal data are derived from it; at least 32 characters, and the same after a restart. */
  readonly secret: string;
  /** Roles of this deployment, beside those that plugins bring. */
  readonly roles?: readonly Role[];
  /** An identity provider whose tokens are accepted beside API keys. */
  readonly oidc?: OidcOptions | undefined;
  /**
   * A file for checkpoints of the audit, a line each, with what was withdrawn: revoked keys, replaced grants, erased rows. A restore reads
   * it, so that they stay withdrawn. Keep it where who may write the database may not.
   */
  readonly auditCheckpoints?: string | undefined;
  /** Row-level security for reads too, on PostgreSQL: a scope that a statement lacked would still hold. Costs a transaction a read. */
  readonly readRing?: boolean | undefined;
  readonly limits?: Partial<Limits>;
  readonly now?: () => Date;
  readonly poolSize?: number;
  /** Milliseconds that one read or one statement of a command may take before it is ended. Default 10,000. */
  readonly operationMilliseconds?: number | undefined;
  /** Whether reads that wait for the same answer share one statement. Default true; an answer is never older than its question. */
  readonly shareReads?: boolean | undefined;
  readonly onError?: (error: unknown, requestId: string) => void;
  /** Wakes readers of the log between instances; PostgreSQL's own, or within this process on SQLite, unless told. */
  readonly bus?: Bus;
}
/** Everything but HTTP. */
export interface Engine {
  readonly model: Model;
  readonly schema: GraphQLSchema;
  readonly sdl: string;
  readonly database: Database;
  readonly pipeline: Pipeline;
  /** The log of events and the reader that all share. */
  readonly events: EventSource;
  readonly limits: Limits;
  /** The audit as a chain; sealed every second once `workers.start()` ran. */
  readonly audit: AuditLog;
  /** Who may ask. */
  readonly access: Access;
  execute(request: Request): Promise<Answer>;
  /** Gives a command as the host, one that is no mutation included. */
  readonly perform: Perform;
  /** The plan of a query, for whoever wonders what it will cost. */
  explain(request: Request): Explained;
  /** Opens a stream of events; what it gives is pulled, so a slow reader costs a place in the log and nothing else. */
  subscribe(request: SubscribeRequest): Promise<Subscribed>;
  /** Jobs and subscribers; nothing runs by itself until `workers.start()`. */
  readonly workers: Workers;
  /** Once, however often it is asked: a signal may come twice. */
  stop(): Promise<void>;
}

/** All plugins as one model and one schema, without a database: what `schema print` needs. */
export function assemble(plugins: readonly Plugin[]): { readonly model: Model; readonly schema: GraphQLSchema } {
  const faults: Fault[] = [];
  const report = (code: string, plugin: string, message: string): void => void faults.push({ code, plugin, message });
  // resolve: versions, requirements and order, so that the order of listing never matters
  const ordered = resolvePlugins([...coreModules, ...plugins], coreVersion, report);
  // link: declarations become one model; what does not fit together is found before the database is touched
  const model = link(ordered, report);
  if (faults.length > 0) throw new PluginFaults(faults);
  // build: the schema that clients see
  return { model, schema: emit(model) };
}

/** An engine over a database: resolve → link → build → start. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { model, schema } = assemble(options.plugins);
  const roles = withRoles(model, options.roles ?? []);
  const limits: Limits = { ...defaultLimits, ...options.limits };
  const database = await openDatabase(options.database, {
    poolSize: options.poolSize,
    longest: options.operationMilliseconds,
    shareReads: options.shareReads,
  });
  // start: the ledger brings the database to what the plugins declare
  await migrate(database, model);
  // where the deployment asked for it, the database holds the scope of reads as well
  if (options.readRing === true) await installReadRing(database, model);
  // SQLite keeps no statistics by itself; PostgreSQL's autovacuum does
  if (database.dialect === 'sqlite') await database.optimize();
  const now = options.now ?? ((): Date => new Date());
  const onError = options.onError ?? ((): void => undefined);
  // a database that was put back in time must not let in who was cut off since
  const { auditCheckpoints: checkpoints } = options;
  const again = checkpoints === undefined ? undefined : await withdrawWhereBehind({ database, model, secret: options.secret, checkpoints });
  if (again !== undefined) onError(behind(again), 'audit');
  const bus = options.bus ?? (await openBus(options.database, onError));
  const pipeline: Pipeline = {
    model,
    database,
    now,
    vault: personalVault(database.dialect, options.secret),
    digest: bodyDigest(options.secret),
    wake: () => bus.announce(),
    regranted: (principals) => access.withdrawn(principals),
  };
  const compiler = {
    model,
    schema,
    dialect: database.dialect === 'sqlite' ? sqlite : postgresql,
    cursors: cursorCodec(options.secret),
    offsetMinutes: 480,
    wideDigits: await wideDigits(database),
  };
  const events = await openEvents({ database, codec: compiler.cursors, bus, onError });
  const context = {
    compiler,
    schema,
    database,
    reads: options.readRing === true ? readScopes(model) : undefined,
    pipeline,
    limits,
    read: documents(schema, limits),
    onError,
    events,
  };
  const stopped = new AbortController();
  const workers = createWorkers(context, bus);
  const audit = auditLog({
    database,
    model,
    secret: options.secret,
    checkpoints: options.auditCheckpoints,
    now,
    onError: (error) => onError(error, 'audit'),
  });
  // What was withdrawn is on the disk outside the database before it is said to be done; when that fails, it is withdrawn all the same.
  const outlast = async (): Promise<unknown> =>
    options.auditCheckpoints === undefined ? undefined : audit.seal().catch((error: unknown) => onError(error, 'audit'));
  const access = createAccess({ database, roles, now, oidc: options.oidc, outlast, onError });
  const indexer = searchIndexer(database, model, (error) => onError(error, 'search'));
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    stopped.abort();
    await workers.stop();
    await audit.stop();
    await indexer.stop();
    await bus.close();
    access.stop();
    await database.close();
  };
  return {
    model,
    access,
    schema,
    database,
    pipeline,
    events,
    audit,
    workers: {
      ...workers,
      start: async () => {
        await workers.start();
        audit.start();
        indexer.start();
      },
    },
    limits,
    sdl: printSchema(schema),
    execute: (request) => executeRequest(context, request),
    perform: performs(pipeline),
    explain: (request) => explainRequest(context, request),
    subscribe: (request) => subscribeRequest({ ...context, access, stopped: stopped.signal }, request),
    stop: () => (stopping ??= stop()),
  };
}
export type { Answer, Explained, Request, Subscribed, SubscribeRequest };
