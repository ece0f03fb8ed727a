import type { FieldModel, TypeModel } from '../../contract/model.ts';
import type { MatrixRow } from '../scope-rows.ts';

/** A few, spread evenly over all. */
export const sample = <T>(all: readonly T[], count: number): readonly T[] =>
  all.filter((_each, at) => Math.floor((at * count) / all.length) !== Math.floor(((at - 1) * count) / all.length));
export const upper = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
/** The names of a type's root fields. */
export const roots = ({ name, type }: TypeModel): { readonly singular: string; readonly plural: string } => ({
  singular: name.charAt(0).toLowerCase() + name.slice(1),
  plural: type.plural,
});
/** A row's id as the API prints it. */
export const idOf = ({ type }: TypeModel, { key }: MatrixRow): string => `${type.prefix}_${key}`;
/** How a field is selected, so that rows behind it can be compared. */
export function select(name: string, { field }: FieldModel): string {
  if (field.kind === 'relation' || field.kind === 'link') return `${name} { id }`;
  return field.kind === 'inverse' ? `${name}(first: 100) { totalCount nodes { id } }` : name;
}
