import type { Command } from './command.ts';
import type { RootField } from './define.ts';
import type { IndexOptions, PersonalKind, Visibility } from './entity.ts';
import type { EventType } from './event.ts';
import type { CapabilityChecklist } from './checklist.ts';
import type { Exposure, MapLayer } from './extension-points.ts';
import type { Indicator } from './indicator.ts';
import type { InterfaceType } from './interface.ts';
import type { Metric } from './metric.ts';
import type { PlanAction } from './plan-action.ts';
import type { Field } from './types.ts';
import type { Plugin, Role } from './plugin.ts';
import type { EntityType, ObjectType } from './types.ts';
import type { Seed } from './seed.ts';
import type { EnumType } from './enum.ts';

/** How a value is kept; each dialect has one column type for it. */
export type ColumnType = 'text' | 'int' | 'double' | 'decimal' | 'boolean' | 'datetime' | 'date' | 'json' | 'enum';

/** One column, after all declarations were read. */
export interface ColumnModel {
  readonly property: string;
  readonly column: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly length?: number | undefined;
  readonly scale?: number | undefined;
  readonly unique: boolean;
  /** Carried by an index, therefore filterable and sortable. */
  readonly indexed: boolean;
  readonly default?: string | number | boolean | undefined;
  readonly enumType?: EnumType | undefined;
  readonly personal?: PersonalKind | undefined;
  /** Personal, and to be found by its whole value. */
  readonly lookup?: boolean | undefined;
  /** The entity that this column points to. */
  readonly target?: string | undefined;
}
export interface EntityModel {
  readonly name: string;
  readonly table: string;
  readonly plugin: string;
  readonly visibility: Visibility;
  readonly key: ColumnModel;
  readonly columns: ReadonlyMap<string, ColumnModel>;
  /** Seen from below as well; of an entity that is visible via another, that one's. */
  readonly covering: boolean;
  /** The column with the area code that scope is decided by; none where everyone sees the row. */
  readonly areaColumn: string | undefined;
  /** The column with the code of the row's zone beside the tree, where the entity has a relation `zone` to Area, or is visible via one that has. */
  readonly zoneColumn: string | undefined;
  readonly point: { readonly lon: ColumnModel; readonly lat: ColumnModel } | undefined;
  readonly softDelete: boolean;
  /** Columns that hide the row from everyone once they hold an instant: its own deletion, and that of a row that it is visible via. */
  readonly hiddenBy: readonly string[];
  /** Written by core alone. */
  readonly record: boolean;
  readonly indexes: readonly IndexOptions[];
}
export interface FieldModel {
  readonly field: Field;
  readonly plugin: string;
  /** What a caller needs beside the type's own permission. */
  readonly permission: string;
}
export interface TypeModel {
  readonly name: string;
  readonly type: EntityType;
  readonly entity: EntityModel;
  readonly plugin: string;
  readonly permission: string;
  readonly fields: ReadonlyMap<string, FieldModel>;
}
/** What a plugin contributed to an extension point. */
export interface Contributed<T> {
  readonly value: T;
  readonly plugin: string;
}
/** One member of an event's payload. */
export interface EventMember {
  readonly name: string;
  /** `中文。English.` */
  readonly description: string;
  readonly nullable: boolean;
  readonly list: boolean;
  /** A scalar's name; or `enum`, with its values; or `object`, with its members. */
  readonly type: string;
  readonly values?: readonly string[];
  readonly members?: readonly EventMember[];
}
export interface EventModel {
  readonly event: EventType;
  readonly plugin: string;
  /** `ENTERPRISE_REGISTERED`: what clients call it. */
  readonly kind: string;
  /** The commands and importers that may tell it. */
  readonly by: readonly string[];
  readonly members: readonly EventMember[];
}
export interface SearchModel {
  readonly type: TypeModel;
  readonly columns: readonly ColumnModel[];
  readonly plugin: string;
}
/** All plugins, read, checked and put in one order: what the printer, the planner and the pipeline work from. */
export interface Model {
  readonly plugins: readonly Plugin[];
  readonly entities: ReadonlyMap<string, EntityModel>;
  readonly types: ReadonlyMap<string, TypeModel>;
  /** The GraphQL type of an entity, by the entity's name; an entity without one is internal. */
  readonly typeOfEntity: ReadonlyMap<string, TypeModel>;
  readonly enums: ReadonlyMap<string, EnumType>;
  readonly objects: ReadonlyMap<string, ObjectType>;
  readonly interfaces: ReadonlyMap<string, InterfaceType>;
  readonly commands: ReadonlyMap<string, { readonly command: Command; readonly plugin: string }>;
  /** By name. */
  readonly events: ReadonlyMap<string, EventModel>;
  readonly roots: ReadonlyMap<string, { readonly root: RootField; readonly plugin: string }>;
  readonly layers: readonly { readonly layer: MapLayer; readonly plugin: string }[];
  readonly exposures: readonly { readonly exposure: Exposure; readonly plugin: string }[];
  readonly indicators: ReadonlyMap<string, Contributed<Indicator>>;
  readonly checklists: ReadonlyMap<string, Contributed<CapabilityChecklist>>;
  readonly metrics: ReadonlyMap<string, Contributed<Metric>>;
  readonly planActions: ReadonlyMap<string, Contributed<PlanAction>>;
  /** What `search` looks into, by the type's name. */
  readonly search: ReadonlyMap<string, SearchModel>;
  readonly seeds: readonly { readonly seed: Seed; readonly plugin: string }[];
  readonly permissions: ReadonlySet<string>;
  readonly roles: ReadonlyMap<string, Role>;
}

/** A column that must be there: its absence is a bug of core, not of an author. */
export function columnOf(entity: EntityModel, property: string): ColumnModel {
  const column = entity.columns.get(property);
  if (column === undefined) throw new Error(`${entity.name} has no property ${property}`);
  return column;
}
export function entityOf(model: Model, name: string): EntityModel {
  const entity = model.entities.get(name);
  if (entity === undefined) throw new Error(`No plugin declares the entity ${name}`);
  return entity;
}
export const typeOf = (model: Model, entityName: string): TypeModel => {
  const type = model.typeOfEntity.get(entityName);
  if (type === undefined) throw new Error(`The entity ${entityName} has no GraphQL type`);
  return type;
};
