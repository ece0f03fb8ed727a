import type { FieldNode, GraphQLField } from 'graphql';
import type { ColumnModel, FieldModel, TypeModel } from '../contract/model.ts';
import { quote, raw, sql, type Sql } from '../contract/sql.ts';
import type { Compilation } from './compile.ts';
import type { Json } from './dialect/dialect.ts';

/** A row that the SQL being written stands on. */
export interface Source {
  readonly alias: string;
  readonly type: TypeModel;
}
export type Path = readonly (string | number)[];
/** Writes the selected fields of a row: handed down, so that pages and objects can stand inside each other. */
export type RenderObject = (compilation: Compilation, source: Source, nodes: readonly FieldNode[], path: Path) => Json;

export const columnSql = (alias: string, column: ColumnModel): Sql => sql`${raw(alias)}.${quote(column.column)}`;
export const joinAnd = (conditions: readonly Sql[]): Sql => conditions.reduce((left, right) => sql`${left} AND ${right}`);
/** All of it must hold; nothing always does. */
export const all = (conditions: readonly Sql[]): Sql => (conditions.length === 0 ? raw('1 = 1') : sql`(${joinAnd(conditions)})`);
/** What of an input was given: null is the same as leaving it out. */
export const given = (input: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] =>
  Object.entries(input).filter(([, value]) => value !== undefined && value !== null);

/** What stands in a GraphQL field's extensions, and all that the planner reads of it. */
export type Planned =
  | { readonly kind: 'one' | 'page' | 'aggregate'; readonly type: string }
  | { readonly kind: 'natural'; readonly type: string; readonly property: string }
  | { readonly kind: 'node' | 'nodes' | 'id' | 'location' | 'mapLayers' | 'mapFeatures' | 'impact' | 'search' }
  | { readonly kind: 'contributed'; readonly of: 'metrics' | 'planActions' }
  | { readonly kind: 'base'; readonly property: string }
  | { readonly kind: 'field'; readonly field: FieldModel };
export const plannedOf = (field: GraphQLField<unknown, unknown>): Planned | undefined => field.extensions['fengsui'] as Planned | undefined;
