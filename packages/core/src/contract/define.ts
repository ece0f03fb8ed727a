import type { Entity } from './entity.ts';
import type { Fields } from './field.ts';
import type { Field, FieldContext } from './types.ts';
import { buildFields } from './field-builder.ts';
import type { AnyInput, OutputOf } from './scalars.ts';
import type { InterfaceType } from './interface.ts';
import type { EntityType, OutputType, ShapeOf } from './types.ts';

export interface EntityTypeOptions<E extends Entity> {
  /** TypeID prefix: `shelter_01h455vb4pex5vsknk084sn02q`. */
  readonly prefix: string;
  /** What a caller needs to read the type; its fields inherit it. */
  readonly permission: string;
  /** `中文。English.` */
  readonly description: string;
  /** The name of the connection root, where adding an s is wrong. */
  readonly plural?: string;
  readonly naturalKeys?: readonly string[];
  /** Interfaces that it implements beside Node: `interfaces: [Located]`. */
  readonly interfaces?: readonly InterfaceType[];
  readonly fields: (t: Fields<E['~entity']>) => Readonly<Record<string, Field>>;
}
/** Declares the GraphQL type of an entity: `id`, `shelter(id)`, `shelters(…)`, `sheltersAggregate(…)`, filters and orders come by themselves. */
export function entityType<E extends Entity>(entity: E, options: EntityTypeOptions<E>): EntityType<E, E['name']> {
  const { prefix, permission, description, naturalKeys = [] } = options;
  const camel = entity.name.charAt(0).toLowerCase() + entity.name.slice(1);
  const plural = options.plural ?? (camel.endsWith('y') ? `${camel.slice(0, -1)}ies` : `${camel}s`);
  return {
    part: 'entity',
    name: entity.name,
    entity,
    prefix,
    permission,
    description,
    plural,
    naturalKeys,
    fields: buildFields<E['~entity']>(options.fields),
    interfaces: (options.interfaces ?? []).map(({ name }) => name),
  };
}

export interface TypeExtension {
  readonly part: 'extension';
  readonly target: string;
  readonly permission?: string | undefined;
  readonly fields: Readonly<Record<string, Field>>;
}
/** Adds fields to a type of core or of a required plugin. */
export function extendType<E extends Entity, N extends string>(
  target: EntityType<E, N>,
  fields: (t: Fields<E['~entity']>) => Readonly<Record<string, Field>>,
  options: { readonly permission?: string } = {},
): TypeExtension {
  return { part: 'extension', target: target.name, permission: options.permission, fields: buildFields<E['~entity']>(fields) };
}

/** A stateless function of the API, under `calculate` or at the root. */
export interface RootField {
  readonly part: 'root';
  readonly name: string;
  /** `calculate` groups what is stateless and open. */
  readonly under: 'Query' | 'calculate';
  readonly type: OutputType;
  readonly nullable: boolean;
  readonly args?: AnyInput | undefined;
  readonly permission: string;
  readonly description: string;
  readonly resolve: (args: never, context: FieldContext) => unknown;
}
export interface RootFieldOptions<O extends OutputType, A extends AnyInput> {
  readonly name: string;
  readonly type: O;
  /** Its properties become the field's arguments; a calculator takes them as one `input`. */
  readonly args: A;
  readonly permission: string;
  readonly description: string;
  readonly resolve: (args: OutputOf<A>, context: FieldContext) => ShapeOf<O> | Promise<ShapeOf<O>>;
}
export function rootField<const O extends OutputType, A extends AnyInput>(options: RootFieldOptions<O, A>): RootField {
  return { part: 'root', under: 'Query', nullable: false, ...options };
}
/** A calculator: stateless, answers with its source and every intermediate figure, under `calculate`. */
export function calculator<const O extends OutputType, A extends AnyInput>(options: RootFieldOptions<O, A>): RootField {
  return { part: 'root', under: 'calculate', nullable: false, ...options };
}
