import type { Columns, Entity, Numbers } from './entity.ts';
import type { EntityType } from './types.ts';

/** A condition on a column, as data. */
export interface IndicatorCondition<V = unknown> {
  readonly eq?: V;
  readonly in?: readonly V[];
  readonly isNull?: boolean;
  readonly lt?: V;
  readonly gte?: V;
  /** Of an instant: true when it has come by the time of asking, false while it is still ahead. */
  readonly past?: boolean;
}
export type IndicatorWhere = Readonly<Record<string, IndicatorCondition>>;
/** What is counted, summed or averaged over the rows of an area and all below it. */
export type IndicatorMeasure =
  | { readonly kind: 'count' }
  | { readonly kind: 'sum'; readonly column: string }
  /** Null where there is no row. */
  | { readonly kind: 'mean'; readonly column: string };

/** A figure of an area, computed from the register: what indices weigh and checklists ask for. */
export interface Indicator {
  readonly part: 'indicator';
  /** `hidden-danger.overdue`: the plugin's id, a dot, a name. Checklists and index models name it as their fact. */
  readonly id: string;
  /** `中文。English.` */
  readonly title: string;
  /** Of the figure: `件`, `人`, `t`; a share has none. */
  readonly unit: string | undefined;
  readonly type: EntityType;
  readonly measure: IndicatorMeasure;
  readonly where: IndicatorWhere;
}
type Value<V> = NonNullable<V> extends string ? string : NonNullable<V> extends Date ? Date : NonNullable<V>;
export interface IndicatorOptions<T> {
  readonly id: string;
  readonly title: string;
  readonly unit?: string;
  /** Rows are counted unless a column is summed or averaged. */
  readonly sum?: keyof Numbers<T> & string;
  readonly mean?: keyof Numbers<T> & string;
  /** All of it must hold. */
  readonly where?: { readonly [K in keyof Columns<T>]?: IndicatorCondition<Value<T[K & keyof T]>> };
}
/** Extension point: contributes a figure by area. The entity has an area; the caller needs what reading its rows needs, over the whole area. */
export function defineIndicator<E extends Entity>(type: EntityType<E>, options: IndicatorOptions<E['~entity']>): Indicator {
  const { id, title, unit, sum, mean, where = {} } = options;
  const measure: IndicatorMeasure =
    sum !== undefined ? { kind: 'sum', column: sum } : mean !== undefined ? { kind: 'mean', column: mean } : { kind: 'count' };
  return { part: 'indicator', id, title, unit, type, measure, where };
}
