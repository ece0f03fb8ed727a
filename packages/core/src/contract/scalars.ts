import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec';

/** Scalars of the API, with the value a resolver returns for each. */
export interface Scalars {
  String: string;
  Int: number;
  Float: number;
  Boolean: boolean;
  ID: string;
  /** RFC 3339 with an offset. */
  DateTime: Date;
  /** A calendar day, `YYYY-MM-DD`. */
  Date: string;
  /** A decimal number as text, exact to its last digit. */
  Decimal: string;
  /** GeoJSON geometry, RFC 7946. */
  GeoJSON: unknown;
  JSON: unknown;
}
export type ScalarName = keyof Scalars;

/** An input is any Standard Schema that can also say its JSON Schema: zod 4 as it is, valibot through its converter. */
export interface AnyInput {
  readonly '~standard': StandardSchemaV1.Props<unknown, unknown> & StandardJSONSchemaV1.Props<unknown, unknown>;
}
export type OutputOf<S extends AnyInput> = StandardSchemaV1.InferOutput<S>;
export type InputOf<S extends AnyInput> = StandardSchemaV1.InferInput<S>;
