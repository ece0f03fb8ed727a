import type { Columns, Entity, Row, ToOnes } from './entity.ts';
import type { EnumType } from './enum.ts';
import type { AnyInput, ScalarName, Scalars } from './scalars.ts';
import type { Sql } from './sql.ts';

/** A GraphQL object type over an entity; roots, filters and orders follow from the entity's metadata. */
export interface EntityType<out E extends Entity = Entity, out N extends string = string> {
  readonly part: 'entity';
  readonly name: N;
  readonly entity: E;
  readonly prefix: string;
  readonly permission: string;
  readonly description: string;
  readonly plural: string;
  readonly fields: Readonly<Record<string, Field>>;
  /** Names of the interfaces that it implements beside Node. */
  readonly interfaces: readonly string[];
  /** Natural keys that give a root of their own: `enterprise(creditCode)`. */
  readonly naturalKeys: readonly string[];
}
/** A GraphQL object type over a plain shape. */
export interface ObjectType<in out Shape = unknown, out N extends string = string> {
  readonly part: 'object';
  readonly name: N;
  readonly description: string;
  readonly '~shape'?: (shape: Shape) => Shape;
  readonly fields: Readonly<Record<string, ObjectField>>;
}
export interface ObjectField {
  readonly type: OutputType;
  readonly description: string;
  readonly nullable?: boolean;
  /** The field beside it whose geometry this one answers the impact of. */
  readonly impactOf?: string;
}
/**
 * A field of a computed object: who and what of every plugin lies inside the geometry of the field beside it, in the caller's scope and
 * with what each exposure needs. Core answers it; the object's resolver gives the geometry alone.
 */
export const impactOf = (
  geometry: string,
): { readonly type: 'JSON'; readonly nullable: true; readonly impactOf: string; readonly description: string } => ({
  type: 'JSON',
  nullable: true,
  impactOf: geometry,
  description:
    '其范围内有谁、有什么，按调用者的范围；无范围时为 null。Who and what lies inside it, in the caller’s scope; null without a geometry.',
});

type AnyObjectType = { readonly part: 'object'; readonly name: string };
type Single = ScalarName | EntityType | AnyObjectType | EnumType;
/** What a field can give: a scalar's name, a type's handle, or a list of either. */
export type OutputType = Single | readonly [Single];
/** A row of an entity is given by its key; the planner reads what the caller selected of it. */
export interface KeyOf {
  readonly key: string;
}
type ShapeOfSingle<O> = O extends ScalarName
  ? Scalars[O]
  : O extends { readonly part: 'entity' }
    ? KeyOf
    : O extends ObjectType<infer S>
      ? S
      : O extends EnumType<infer V>
        ? V
        : never;
export type ShapeOf<O> = O extends readonly [infer I] ? readonly ShapeOfSingle<I>[] : ShapeOfSingle<O>;

type ObjectShape<F extends Readonly<Record<string, ObjectField>>> = {
  readonly [K in keyof F as F[K] extends { readonly impactOf: string } ? never : K]: F[K] extends { nullable: true }
    ? ShapeOf<F[K]['type']> | null
    : ShapeOf<F[K]['type']>;
};
export function objectType<const N extends string, const F extends Readonly<Record<string, ObjectField>>>(
  name: N,
  description: string,
  fields: F,
): ObjectType<ObjectShape<F>, N> {
  return { part: 'object', name, description, fields };
}

/** What a custom resolver may use. Never the database's handle. */
export interface FieldContext {
  readonly now: () => Date;
  readonly principal: { readonly id: string };
}
/** What a field of one's own may read beside its row. */
export interface ReadContext extends FieldContext {
  /**
   * The rows of an entity whose column or relation has this value, as the caller sees them, in the order of their keys.
   * What all rows and fields of the request ask for goes to the database in one statement.
   * The field names the type under `reads`, so that its permission is asked for before anything runs.
   */
  readonly rowsOf: <E extends Entity>(
    type: EntityType<E>,
    property: (keyof Columns<E['~entity']> | keyof ToOnes<E['~entity']>) & string,
    value: string,
  ) => Promise<readonly Row<E['~entity']>[]>;
}
export type Promising<T> = T | Promise<T>;

interface Caller {
  readonly has: (permission: string) => boolean;
}
export interface Asked {
  readonly permissions: readonly string[];
  readonly cost: number;
}
interface FieldBase {
  readonly description: string;
  /** Stricter than the type's own. */
  readonly permission?: string | undefined;
  readonly deprecated?: string | undefined;
}
/** A field as data: all that the planner, the printer and the permission check read. */
export type Field =
  | (FieldBase & { readonly kind: 'column'; readonly property: string })
  | (FieldBase & { readonly kind: 'relation'; readonly property: string })
  | (FieldBase & { readonly kind: 'inverse'; readonly entity: Entity; readonly property: string })
  | (FieldBase & { readonly kind: 'link'; readonly property: string; readonly target: EntityType })
  | (FieldBase & {
      readonly kind: 'aggregate';
      readonly entity: Entity;
      readonly property: string;
      readonly fn: 'count' | 'sum' | 'min' | 'max';
      readonly column?: string;
    })
  | (FieldBase & {
      readonly kind: 'sql';
      readonly type: ScalarName;
      readonly nullable: boolean;
      readonly expression: (columns: Readonly<Record<string, Sql>>) => Sql;
    })
  | (FieldBase & {
      readonly kind: 'custom';
      readonly type: OutputType;
      readonly nullable: boolean;
      readonly needs: readonly string[];
      readonly reads?: readonly EntityType[] | undefined;
      readonly args?: AnyInput | undefined;
      /** What core's own fields need beside, by their arguments: permissions, and rows or figures that they read. */
      readonly asks?: ((args: Readonly<Record<string, unknown>>, caller: Caller) => Asked) | undefined;
      readonly load: (
        rows: readonly Readonly<Record<string, unknown>>[],
        context: ReadContext,
        args: unknown,
      ) => Promising<readonly unknown[]>;
    });
export type FieldOf<K extends Field['kind']> = Extract<Field, { readonly kind: K }>;
