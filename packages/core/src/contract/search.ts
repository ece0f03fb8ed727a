import type { Columns, Entity } from './entity.ts';
import type { EntityType } from './types.ts';

/** Text columns of a type that `search` looks into. */
export interface SearchIndex {
  readonly part: 'search';
  readonly type: EntityType;
  readonly columns: readonly string[];
}
/** Columns that hold text. */
type Texts<T> = { [N in keyof Columns<T> as NonNullable<T[N]> extends string ? N : never]: T[N] };
/**
 * Extension point: rows of this type are found by `search(text)`, by any part of these columns from one character on. Core keeps an
 * index of characters and pairs of characters over them on both databases, which finds Chinese words of any length.
 * The columns are fields of the type and no personal data.
 */
export function searchable<E extends Entity>(
  type: EntityType<E>,
  options: { readonly columns: readonly (keyof Texts<E['~entity']> & string)[] },
): SearchIndex {
  return { part: 'search', type, columns: options.columns };
}
