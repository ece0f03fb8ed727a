import * as z from 'zod';
import type { RuleResult } from '../rules/kit/result.ts';
import type { EventType } from './event.ts';
import type { Entity, NewRow, Row } from './entity.ts';

export interface ImportColumn<P extends string = string> {
  /** `中文。English.` */
  readonly description: string;
  readonly required?: boolean;
  /** Other headings it may stand under. */
  readonly also?: readonly string[];
  /** The properties that are written when a file has this column. */
  readonly writes: readonly P[];
}
/** What the event of an import says: the payload of every importer's event. */
export const importCounts: z.ZodObject<{ read: z.ZodInt; created: z.ZodInt; updated: z.ZodInt; sha256: z.ZodString }> = z.object({
  read: z.int().describe('读取行数。Rows read.'),
  created: z.int().describe('新建行数。Rows made.'),
  updated: z.int().describe('更新行数。Rows changed.'),
  sha256: z.string().describe('所读内容的 SHA-256。SHA-256 of what was read.'),
});

/** How rows of a table (CSV) become rows of an entity. Reading one row is pure; core does the rest: all or nothing, once, in one pass. */
export interface Importer {
  readonly part: 'importer';
  /** `areas`: what the command line calls it. */
  readonly id: string;
  readonly description: string;
  readonly entity: Entity;
  /** The caller needs it over the area of every row; over everything for an entity that everyone sees. */
  readonly permission: string;
  readonly columns: Readonly<Record<string, ImportColumn>>;
  /** Told once an import, with its counts. */
  readonly emits: EventType<string, unknown, typeof importCounts>;
  /** Reads one row's cells, trimmed; an empty cell or a column that is not there is absent. */
  readonly read: (cells: Readonly<Record<string, string | undefined>>) => RuleResult<{ readonly row: Readonly<Record<string, unknown>> }>;
}
export interface ImporterOptions<T, C extends string> {
  readonly id: string;
  readonly description: string;
  readonly permission: string;
  readonly columns: Readonly<Record<C, ImportColumn<keyof Row<T> & string>>>;
  readonly emits: EventType<string, T, typeof importCounts>;
  readonly read: (cells: { readonly [K in C]: string | undefined }) => RuleResult<{ readonly row: NewRow<T> }>;
}
/** Declares an importer. Rows are told apart by the entity's natural key, or by `source` and `externalId`. */
export function defineImporter<E extends Entity, const C extends string>(entity: E, options: ImporterOptions<E['~entity'], C>): Importer {
  // as: the reader is only ever called with the cells of its own columns
  return { part: 'importer', entity, ...(options as unknown as Omit<Importer, 'part' | 'entity'>) };
}
