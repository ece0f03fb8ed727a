import type { SqlValue } from '../contract/sql.ts';

export type DialectName = 'sqlite' | 'postgresql';
export type RawRow = Readonly<Record<string, unknown>>;

/** A statement with its placeholders already in the dialect's form. The same object is prepared once a connection. */
export interface Statement {
  readonly text: string;
  /** A question of core's own that is nobody's data, which may be asked before the role that writes is taken, and so together with taking it. */
  readonly early?: true;
}

/** Statements inside one write transaction. */
export interface Transaction {
  /** For what gives rows: SELECT, or a write with RETURNING. Errors: on SQLite any other statement, which is not run. */
  rows(statement: Statement, params: readonly SqlValue[]): Promise<readonly RawRow[]>;
  /** Gives the number of rows changed. */
  run(statement: Statement, params: readonly SqlValue[]): Promise<number>;
  /** For what must be done before the commit and whose outcome nobody waits for: it travels with the commit. */
  last(statement: Statement, params: readonly SqlValue[]): void;
  /** Rows as they stand just before the commit, asked for with it. Wait for them after the transaction and never inside; a failure ends it. */
  lastRows(statement: Statement, params: readonly SqlValue[]): Promise<readonly RawRow[]>;
}

/** Where a transaction may write: area codes, each with all below it. */
export type WriteScope = 'everywhere' | readonly { readonly code: string }[];

/** Light: bounded by its page sizes. Heavy: reads as many rows as there are. */
export type Weight = 'light' | 'heavy';

/** How a database is opened. */
export interface DatabaseOptions {
  /** Connections to PostgreSQL at most. Default 8. */
  readonly poolSize?: number | undefined;
  /** Milliseconds after which a read or a command's statement is ended. */
  readonly longest?: number | undefined;
  /** Whether reads that wait for the same answer share one statement. Default true. */
  readonly shareReads?: boolean | undefined;
}

/**
 * One database, seen through the few calls that core needs.
 * Errors: DatabaseBusy and driver errors pass through; the pipeline turns them into INTERNAL.
 */
export interface Database {
  readonly dialect: DialectName;
  /** The first column of the first row: how a compiled operation answers. A heavy one must not hold up the light ones. */
  text(statement: Statement, params: readonly SqlValue[], weight?: Weight, reads?: string): string | null | Promise<string | null>;
  /** With `reads`, where someone sees the rows of each type, PostgreSQL itself shows nothing else: see `access/read-ring.ts`. */
  rows(statement: Statement, params: readonly SqlValue[], reads?: string): Promise<readonly RawRow[]>;
  /**
   * Runs `work` in one write transaction: committed when it returns, rolled back when it throws.
   * With a scope the database itself refuses rows outside it; without one it is core's own work.
   */
  write<T>(work: (transaction: Transaction) => Promise<T>, scope?: WriteScope): Promise<T>;
  /** Several statements without parameters: schema changes. */
  script(statements: readonly string[]): Promise<void>;
  /** Brings the planner's statistics up to date, after many rows came at once; where nothing changed it costs next to nothing. */
  optimize(): Promise<void>;
  close(): Promise<void>;
}

/** Interned statements: equal text, one object, so that drivers can key what they prepared by identity. */
const interned = new Map<string, Statement>();
const internedAtMost = 5_000;
export function statement(text: string): Statement {
  const known = interned.get(text);
  if (known !== undefined) return known;
  if (interned.size >= internedAtMost) interned.clear();
  const made = { text };
  interned.set(text, made);
  return made;
}
