import BetterSqlite3 from 'better-sqlite3';
import type { SqlValue } from '../contract/sql.ts';
import type { RawRow, Statement } from './database.ts';
import { inScope, inZone } from './ring.ts';
import { gramsOf, gramTokens } from './grams.ts';

type Prepared = BetterSqlite3.Statement;
/** better-sqlite3 binds no booleans. */
export const bindable = (params: readonly SqlValue[]): unknown[] =>
  params.map((value) => (typeof value === 'boolean' ? Number(value) : value));

/** A connection with its prepared statements and the functions that compiled SQL calls. */
export class Connection {
  readonly raw: BetterSqlite3.Database;
  /** Where the transaction that runs may write; triggers ask for it. */
  scope = '*';
  // Weak by statement: when a plan leaves its cache, what was prepared for it goes too.
  readonly #prepared = new WeakMap<Statement, Prepared>();
  constructor(path: string, readonly: boolean) {
    this.raw = new BetterSqlite3(path, { readonly, timeout: 5_000 });
    this.raw.pragma('foreign_keys = ON');
    this.raw.pragma('cache_size = -65536');
    this.raw.pragma('mmap_size = 1073741824');
    this.raw.pragma('temp_store = MEMORY');
    // Triggers ask it for every row that is written; a connection that lacks it can write none.
    this.raw.pragma('trusted_schema = ON');
    this.raw.function('fengsui_in_scope', (code) => Number(inScope(this.scope, code)));
    this.raw.function('fengsui_in_zone', (zone) => Number(inZone(this.scope, zone)));
    // What `search` takes texts apart by.
    this.raw.function('fengsui_grams', { deterministic: true, varargs: true }, (...texts) =>
      gramTokens(gramsOf(...(texts as (string | null)[]))),
    );
    // Numbers as JavaScript writes them, so that every way of answering gives the same bytes.
    this.raw.function('fengsui_number', { deterministic: true }, (value) =>
      typeof value === 'number' ? String(value === 0 ? 0 : value) : value,
    );
    this.raw.function('fengsui_round', { deterministic: true }, (value) =>
      typeof value === 'number' ? Number(value.toPrecision(12)) : value,
    );
  }
  prepare(statement: Statement): Prepared {
    let prepared = this.#prepared.get(statement);
    if (prepared === undefined) {
      prepared = this.raw.prepare(statement.text);
      this.#prepared.set(statement, prepared);
    }
    return prepared;
  }
  rows(statement: Statement, params: readonly SqlValue[]): readonly RawRow[] {
    const prepared = this.prepare(statement);
    // Silence here would be a write that never happened.
    if (!prepared.reader) throw new Error(`This statement gives no rows: add RETURNING, or use run. ${statement.text.slice(0, 200)}`);
    return prepared.all(bindable(params)) as RawRow[];
  }
  text(statement: Statement, params: readonly SqlValue[]): string | null {
    const prepared = this.prepare(statement);
    const row = prepared.raw(true).get(bindable(params)) as [string | null] | undefined;
    return row?.[0] ?? null;
  }
}
