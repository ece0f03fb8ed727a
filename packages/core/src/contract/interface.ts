import type { OutputType } from './types.ts';

/** A GraphQL interface: fields that several entity types have in common, asked for without knowing which of them a row is. */
export interface InterfaceType<out N extends string = string> {
  readonly part: 'interface';
  readonly name: N;
  readonly description: string;
  readonly fields: Readonly<Record<string, InterfaceField>>;
}
export interface InterfaceField {
  readonly type: OutputType;
  readonly description: string;
  /** A type may promise more than its interface. */
  readonly nullable?: boolean;
}
/**
 * Declares an interface. A type names it under `interfaces` and has each of its fields, of the same type. Every row behind it is also a `Node`.
 */
export function interfaceType<const N extends string>(
  name: N,
  description: string,
  fields: Readonly<Record<string, InterfaceField>>,
): InterfaceType<N> {
  return { part: 'interface', name, description, fields };
}
