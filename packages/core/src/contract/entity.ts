import { defineEntity, p, type InferEntityFromProperties, type Opt } from '@mikro-orm/core';
import type { EnumType } from './enum.ts';

/** Who sees a row. No visibility, no build. */
export type Visibility =
  /** Rows whose area is the principal's or below. */
  | 'subtree'
  /** Also rows of the areas above that cover the principal's. */
  | 'covering'
  /** Everyone, once authenticated. */
  | 'everyone'
  /** What the principal sees of the parent; core copies the parent's area code into the row. */
  | { readonly via: string };
export const via = (relation: string): { readonly via: string } => ({ via: relation });

/** An entity as the rest of core sees it: its row type, named by an interface, and its name. Small on purpose: messages and declarations print it whole. */
export interface Entity<out T = unknown, out N extends string = string> {
  readonly '~entity': T;
  readonly name: N;
}
/** What stands behind an entity's short face; core alone reads it. */
export interface EntityDeclaration extends Entity {
  readonly options: EntityOptions;
  /** MikroORM's schema of the entity: the metadata that the model is linked from. */
  readonly schema: unknown;
}

/** Columns that core gives every row. */
export interface BaseRow {
  readonly id: string;
  version: number & Opt;
  createdAt: Date & Opt;
  updatedAt: Date & Opt;
  source: (string & Opt) | null;
  externalId: (string & Opt) | null;
}
/** The row type of a property map. Name it: `export interface Shelter extends RowOf<typeof properties> {}`. */
export type RowOf<P extends Readonly<Record<string, unknown>>> = InferEntityFromProperties<P> & BaseRow;

export interface IndexOptions {
  readonly properties: readonly string[];
  readonly unique?: boolean;
  /** A partial index: rows where this property is null or not, or has one of these values. */
  readonly where?: Readonly<Record<string, null | 'not null' | readonly string[]>>;
}
export interface EntityOptions {
  readonly table: string;
  readonly visibility: Visibility;
  readonly properties: Readonly<Record<string, unknown>>;
  /** A natural key that stands instead of a generated id (an area's code). */
  readonly key?: string;
  readonly indexes?: readonly IndexOptions[];
  /** Two double columns that are one place: gives `location`, `near`, `within` and `bbox`. */
  readonly point?: { readonly lon: string; readonly lat: string };
  /** Rows are marked deleted, never removed. */
  readonly softDelete?: boolean;
  /** Written by core alone: no command makes, changes or removes one, and it outlives what it names. */
  readonly record?: boolean;
}
/** A builder for each member of the row: an annotation with another entity's row is refused. */
type PropertiesOf<T> = { readonly [K in keyof Omit<T, keyof BaseRow> as K extends string ? K : never]: unknown };

const baseProperties = {
  version: p.integer().default(1),
  createdAt: p.datetime().index(),
  updatedAt: p.datetime().index(),
  source: p.string().length(100).nullable(),
  externalId: p.string().length(200).nullable(),
};

/** Declares an entity. The row type comes from the annotation of the constant. */
export function entity<T, const N extends string>(
  name: N,
  options: Omit<EntityOptions, 'properties'> & { readonly properties: PropertiesOf<NoInfer<T>> },
): Entity<T, N> {
  const key = options.key === undefined ? { id: p.string().length(26).primary() } : {};
  const deleted = options.softDelete === true ? { deletedAt: p.datetime().nullable() } : {};
  const properties = { ...key, ...options.properties, ...baseProperties, ...deleted };
  // as: MikroORM types a property map that is known; here it is any author's
  const schema = defineEntity({ name, tableName: options.table, properties: properties as never });
  const declaration: Omit<EntityDeclaration, '~entity'> = { name, options, schema };
  return declaration as unknown as Entity<T, N>;
}
export const declarationOf = (one: Entity): EntityDeclaration => one as EntityDeclaration;

/** Kinds of personal data, each with its mask. */
export type PersonalKind = 'phone' | 'name' | 'idCard' | 'address';
type TextBuilder = ReturnType<ReturnType<typeof p.string>['length']>;
export interface PersonalOptions {
  readonly length?: number;
  /** Keeps a blind index, so that a command may find a row by the whole value; without it nobody can. */
  readonly lookup?: boolean;
}
/** A column with personal data: masked wherever it is read, in clear only through `reveal`. */
export function personal(kind: PersonalKind, { length = 100, lookup = false }: PersonalOptions = {}): TextBuilder {
  return mark(mark(p.string().length(length), 'personal', kind), 'lookup', lookup);
}
/** A column that holds one of an enum's values. */
export function enumColumn<V extends string>(type: EnumType<V>): ReturnType<typeof p.enum<readonly V[]>> {
  return mark(p.enum(Object.keys(type.values) as unknown as readonly V[]), 'enumType', type);
}
/** Options travel through MikroORM's builder into the metadata, so a mark survives `.nullable()` and `.index()`. */
function mark<B>(builder: B, name: string, value: unknown): B {
  const options = (builder as { '~options': Record<string, unknown> })['~options'];
  options[name] = value;
  return builder;
}

// A relation is told from a column by MikroORM's wrapper around its value.
type KindOf<V> = NonNullable<V> extends { getItems: unknown } ? 'many' : NonNullable<V> extends { getEntity: unknown } ? 'one' : 'column';
// Signatures say `keyof Columns<T>`: an alias for the union of names would be printed with all its type arguments instead of the names.
type OfKind<T, K extends string> = { [N in keyof T as N extends string ? (KindOf<T[N]> extends K ? N : never) : never]: T[N] };
/** The scalar properties. */
export type Columns<T> = OfKind<T, 'column'>;
/** The relations to one row. */
export type ToOnes<T> = OfKind<T, 'one'>;
/** Scalar properties that hold a number. */
export type Numbers<T> = { [N in keyof T as N extends string ? (NonNullable<T[N]> extends number ? N : never) : never]: T[N] };
type PointingAt<T, Target> = {
  [
    N in keyof T as N extends string
      ? NonNullable<T[N]> extends { getEntity(): infer V }
        ? [V] extends [Target]
          ? N
          : never
        : never
      : never
  ]: T[N];
};
/** To-one relations that point at an entity of type Target. */
export type ToOneKeyTo<T, Target> = [keyof PointingAt<T, Target>] extends [never]
  ? ThatEntityHasNoRelationToThisType
  : keyof PointingAt<T, Target> & string;
export interface ThatEntityHasNoRelationToThisType {
  readonly error: 'That entity has no to-one relation to the entity of this type';
}

type Plain<V> = V extends Opt<infer U> ? U : V;
/** A value of the row as code meets it; of a relation, its key. */
export type RowValue<T, K extends keyof T> = KindOf<T[K]> extends 'one' ? string | (null extends T[K] ? null : never) : Plain<T[K]>;
/** A row as commands hold it: plain values, a relation as the key it points to. */
export type Row<T> = { -readonly [K in keyof Columns<T> | keyof ToOnes<T>]: RowValue<T, K & keyof T> };
type HasDefault<V> = V extends Opt.Brand ? true : false;
type Optionals<T> = {
  [K in keyof Row<T>]: null extends Row<T>[K] ? K : K extends keyof T ? (HasDefault<NonNullable<T[K]>> extends true ? K : never) : never;
}[keyof Row<T>];
/** What `store.create` needs of a row: all of it but what is nullable, defaulted or core's own. */
export type NewRow<T> = Omit<Row<T>, keyof BaseRow | (Optionals<T> & string)> &
  Partial<Pick<Row<T>, Exclude<Optionals<T>, 'id' | 'version' | 'createdAt' | 'updatedAt'> & keyof Row<T>>>;
