import type { Columns, Entity, Numbers, RowValue, ToOneKeyTo, ToOnes } from './entity.ts';
import type { AnyInput, OutputOf, ScalarName } from './scalars.ts';
import type { Sql } from './sql.ts';
import type { EntityType, Field, OutputType, ReadContext, Promising, ShapeOf } from './types.ts';

export interface FieldOptions {
  readonly permission?: string;
  readonly deprecated?: string;
}
interface CustomOptions<O extends OutputType, K extends string, A extends AnyInput | undefined, Null extends boolean> extends FieldOptions {
  readonly type: O;
  /** What the resolver reads of the row, or behind one of its relations (`area.name`); the planner fetches exactly this. */
  readonly needs: readonly K[];
  /** The types whose rows the resolver asks for by `context.rowsOf`. */
  readonly reads?: readonly EntityType[];
  readonly args?: A;
  readonly nullable?: Null;
  readonly description: string;
}
type ArgsOf<A> = A extends AnyInput ? OutputOf<A> : Readonly<Record<never, never>>;
type Result<O, Null> = Null extends true ? ShapeOf<O> | null : ShapeOf<O>;
type Behind<T, R> = R extends keyof T ? (NonNullable<T[R]> extends { getEntity(): infer V } ? V : never) : never;
/** `area.name`: a column of the row behind a relation. */
type Path<T> = { [R in keyof ToOnes<T>]: `${R & string}.${keyof Columns<Behind<T, R>> & string}` }[keyof ToOnes<T>];
/** What is needed of the row; what stands behind a relation is null where there is no such row in the caller's scope. */
type Needed<T, K extends PropertyKey> = {
  readonly [N in K]: N extends keyof T
    ? Exclude<RowValue<T, N>, undefined>
    : N extends `${infer R}.${infer C}`
      ? Exclude<RowValue<Behind<T, R>, C & keyof Behind<T, R>>, undefined> | null
      : never;
};

/** The `t` of entityType: each field is declared over a property, a relation, a named SQL expression or a function. */
export interface Fields<T> {
  column<K extends keyof Columns<T>>(property: K, description: string, options?: FieldOptions): Field;
  /** Several columns under their own names. */
  columns<const M extends { readonly [K in keyof Columns<T>]?: string }>(
    descriptions: M & { readonly [K in Exclude<keyof M, keyof Columns<T>>]: NoSuchColumn<K & string> },
  ): { readonly [K in keyof M]: Field };
  relation<K extends keyof ToOnes<T>>(property: K, description: string, options?: FieldOptions): Field;
  /** The rows of another entity that point here, as a connection: how a plugin hangs its rows on another's type. */
  inverse<E>(entity: Entity<E>, property: ToOneKeyTo<E, T>, description: string, options?: FieldOptions): Field;
  /** A to-one link over a column that holds the other's key, with no foreign key: for types of required plugins. */
  link<E extends EntityType>(property: keyof Columns<T>, target: E, description: string, options?: FieldOptions): Field;
  count<E>(entity: Entity<E>, property: ToOneKeyTo<E, T>, description: string, options?: FieldOptions): Field;
  sum<E>(entity: Entity<E>, property: ToOneKeyTo<E, T>, column: keyof Numbers<E>, description: string, options?: FieldOptions): Field;
  /** The least value of a column of the rows that point here; null where none has one. */
  min<E>(entity: Entity<E>, property: ToOneKeyTo<E, T>, column: keyof Numbers<E>, description: string, options?: FieldOptions): Field;
  max<E>(entity: Entity<E>, property: ToOneKeyTo<E, T>, column: keyof Numbers<E>, description: string, options?: FieldOptions): Field;
  /**
   * An expression over the row's own columns. One that holds a query of its own, or calls a function that is not known to be cheap, may take any
   * time: operations that select it run where heavy reads do, so that they can be ended. To count or sum rows, take `count` and `sum`.
   */
  sql<S extends ScalarName>(
    type: S,
    description: string,
    expression: (columns: { readonly [K in keyof Columns<T>]: Sql }) => Sql,
    options?: FieldOptions & { readonly nullable?: boolean },
  ): Field;
  /** Computed from its own row. */
  computed<
    const O extends OutputType,
    K extends keyof Columns<T> | keyof ToOnes<T> | Path<T>,
    const R extends Result<O, Null>,
    A extends AnyInput | undefined = undefined,
    Null extends boolean = false,
  >(
    options: CustomOptions<O, K & string, A, Null> & {
      readonly resolve: (row: Needed<T, K>, context: ReadContext, args: ArgsOf<A>) => Promising<R>;
    },
  ): Field;
  /** Computed for all rows of the request at once, through a DataLoader. */
  batched<
    const O extends OutputType,
    K extends keyof Columns<T> | keyof ToOnes<T> | Path<T>,
    const R extends Result<O, Null>,
    A extends AnyInput | undefined = undefined,
    Null extends boolean = false,
  >(
    options: CustomOptions<O, K & string, A, Null> & {
      readonly load: (rows: readonly Needed<T, K>[], context: ReadContext, args: ArgsOf<A>) => Promising<readonly (R | Error)[]>;
    },
  ): Field;
}
export interface NoSuchColumn<K extends string> {
  readonly error: `This entity has no column "${K}"`;
}
