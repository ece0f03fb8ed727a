import type { Command } from './command.ts';
import type { RootField, TypeExtension } from './define.ts';
import type { Entity } from './entity.ts';
import type { CapabilityChecklist } from './checklist.ts';
import type { Exposure, MapLayer } from './extension-points.ts';
import type { Importer } from './importer.ts';
import type { Indicator } from './indicator.ts';
import type { InterfaceType } from './interface.ts';
import type { Metric } from './metric.ts';
import type { PlanAction } from './plan-action.ts';
import type { SearchIndex } from './search.ts';
import type { Seed } from './seed.ts';
import type { EntityType } from './types.ts';
import type { Job, Subscriber } from './worker.ts';
import type { EnumType } from './enum.ts';

type AnyObjectType = { readonly part: 'object'; readonly name: string };
export type SchemaPart = EntityType | InterfaceType | TypeExtension | AnyObjectType | EnumType | RootField | Command;

/** What other plugins may refer to through `requires`. */
export interface Exports {
  readonly types?: Readonly<Record<string, EntityType | EnumType | AnyObjectType>>;
  readonly entities?: Readonly<Record<string, Entity>>;
}
/** One step of a plugin's schema: the same result on both databases, checksummed in the ledger. */
export interface Migration {
  /** `0001-initial`: sorts by name inside its plugin. */
  readonly id: string;
  readonly sqlite: readonly string[];
  readonly postgresql: readonly string[];
}
/** A named permission, as `fengsui explain` and role editors print it. */
export interface Permission {
  readonly name: string;
  readonly description: string;
}

/** Permissions under one name; a grant gives a role over an area and all below it. */
export interface Role {
  readonly name: string;
  /** `中文。English.` */
  readonly description: string;
  readonly permissions: readonly string[];
}

export interface Plugin<out Id extends string = string, out X extends Exports = Exports> {
  readonly part: 'plugin';
  readonly id: Id;
  readonly version: string;
  readonly core: string;
  readonly requires: Readonly<Record<string, Requirement>>;
  readonly exports: X;
  readonly entities: readonly Entity[];
  readonly migrations: readonly Migration[];
  readonly permissions: readonly Permission[];
  readonly roles: readonly Role[];
  readonly roleAdditions: Readonly<Record<string, readonly string[]>>;
  readonly schema: (handles: never) => readonly SchemaPart[];
  readonly layers: (handles: never) => readonly MapLayer[];
  readonly exposures: (handles: never) => readonly Exposure[];
  readonly indicators: (handles: never) => readonly Indicator[];
  readonly checklists: (handles: never) => readonly CapabilityChecklist[];
  readonly metrics: (handles: never) => readonly Metric[];
  readonly planActions: (handles: never) => readonly PlanAction[];
  readonly search: (handles: never) => readonly SearchIndex[];
  readonly subscribers: readonly Subscriber[];
  readonly jobs: readonly Job[];
  readonly importers: readonly Importer[];
  readonly seeds: (handles: never) => readonly Seed[];
}
export interface Requirement<out X extends Exports = Exports> {
  readonly id: string;
  readonly range: string;
  readonly '~exports'?: X;
}
/** A required plugin, by its type alone: `import type { shelter } from …` is erased, so no plugin loads another. */
export function required<P extends Plugin>(id: P['id'], range: string): Requirement<P['exports']> {
  return { id, range };
}

type Handles<R> = { readonly [K in keyof R]: R[K] extends Requirement<infer X> ? X : never };
type OrFunction<H, T> = readonly T[] | ((handles: H) => readonly T[]);
export interface PluginOptions<Id extends string, R, X> {
  readonly id: Id;
  readonly version: string;
  /** The range of core it was written for. */
  readonly core: string;
  readonly requires?: R;
  readonly exports?: X;
  readonly entities?: readonly Entity[];
  readonly migrations?: readonly Migration[];
  readonly permissions?: readonly Permission[];
  readonly roles?: readonly Role[];
  /** Permissions of its own that core's roles get where it is installed: `{ duty_officer: ['shelter.read'] }`. */
  readonly roleAdditions?: Readonly<Record<string, readonly string[]>>;
  readonly schema?: OrFunction<Handles<R>, SchemaPart>;
  readonly layers?: OrFunction<Handles<R>, MapLayer>;
  readonly exposures?: OrFunction<Handles<R>, Exposure>;
  /** Figures by area, for indices and checklists. */
  readonly indicators?: OrFunction<Handles<R>, Indicator>;
  /** Capability checklists, answered from the indicators of all plugins. */
  readonly checklists?: OrFunction<Handles<R>, CapabilityChecklist>;
  /** What sensors and observers may report. */
  readonly metrics?: OrFunction<Handles<R>, Metric>;
  /** What an emergency plan may have done. */
  readonly planActions?: OrFunction<Handles<R>, PlanAction>;
  /** Text columns that `search` looks into. */
  readonly search?: OrFunction<Handles<R>, SearchIndex>;
  /** Told of events, in this process, at least once. */
  readonly subscribers?: readonly Subscriber[];
  readonly jobs?: readonly Job[];
  readonly importers?: readonly Importer[];
  readonly seeds?: OrFunction<Handles<R>, Seed>;
}
const asFunction = <T>(value: OrFunction<never, T> | undefined): ((handles: never) => readonly T[]) =>
  typeof value === 'function' ? value : (): readonly T[] => value ?? [];

/** Declares a plugin: a value, with no side effect at import. */
export function definePlugin<const Id extends string, const R extends Readonly<Record<string, Requirement>> = {}, X extends Exports = {}>(
  options: PluginOptions<Id, R, X>,
): Plugin<Id, X> {
  const { id, version, core, entities = [], migrations = [], permissions = [], roles = [], roleAdditions = {} } = options;
  return {
    part: 'plugin',
    id,
    version,
    core,
    entities,
    migrations,
    permissions,
    roles,
    roleAdditions,
    requires: options.requires ?? {},
    // as: without exports X is the empty object
    exports: options.exports ?? ({} as X),
    schema: asFunction(options.schema),
    layers: asFunction(options.layers),
    exposures: asFunction(options.exposures),
    indicators: asFunction(options.indicators),
    checklists: asFunction(options.checklists),
    metrics: asFunction(options.metrics),
    planActions: asFunction(options.planActions),
    search: asFunction(options.search),
    subscribers: options.subscribers ?? [],
    jobs: options.jobs ?? [],
    importers: options.importers ?? [],
    seeds: asFunction(options.seeds),
  };
}
