import { typeidUnboxed } from 'typeid-js';
import { columnOf, entityOf, type ColumnModel, type EntityModel, type Model } from '../contract/model.ts';
import type { SqlValue } from '../contract/sql.ts';
import { statement, type DialectName, type Transaction } from '../data/database.ts';
import { insertMany } from '../data/insert-many.ts';
import { scopeConditions } from '../commands/scope-conditions.ts';
import type { Scope } from '../access/principal.ts';
import { followParents } from './follow-parents.ts';
import { placeholder } from '../data/placeholders.ts';
import { encode } from '../data/values.ts';

const rowsAtOnce = 256;
const rowsInPart = 20_000;
export interface StageFault {
  readonly line: number;
  /** Twice in the file, a reference that leads nowhere, an area that is no more, a value that another row has, a row outside the scope. */
  readonly kind: 'duplicate' | 'reference' | 'expired' | 'taken' | 'foreign';
  /** The key that was there before, or the reference that leads nowhere. */
  readonly value: string;
  readonly property: string;
}
export interface Counts {
  readonly created: number;
  readonly updated: number;
}

/**
 * A table of the transaction's own in which an import stands until all of it is known to be good: the database finds duplicates and references that lead
 * nowhere, in any order of lines and with bounded memory here. It lives in the transaction alone.
 */
export class Stage {
  readonly #dialect: DialectName;
  readonly #transaction: Transaction;
  readonly #model: Model;
  readonly #entity: EntityModel;
  readonly #name: string;
  readonly #columns: readonly ColumnModel[];
  readonly #key: readonly ColumnModel[];
  readonly #writes: readonly ColumnModel[];
  #batch: SqlValue[][] = [];

  constructor(model: Model, dialect: DialectName, transaction: Transaction, entity: EntityModel, writes: readonly string[]) {
    this.#model = model;
    this.#dialect = dialect;
    this.#transaction = transaction;
    this.#entity = entity;
    this.#name = `fengsui_import_${entity.table}`;
    const natural = entity.key.property !== 'id';
    this.#key = natural ? [entity.key] : [columnOf(entity, 'source'), columnOf(entity, 'externalId')];
    const own = ['id', 'version', 'createdAt', 'updatedAt'];
    this.#columns = [...entity.columns.values()].filter(({ property }) => !own.includes(property));
    this.#writes = this.#columns.filter(
      (column) => writes.includes(column.property) && !this.#key.includes(column) && column.type !== 'json',
    );
  }

  async open(): Promise<void> {
    const { table } = this.#entity;
    const columns = this.#columns.map(({ column }) => `"${column}"`).join(', ');
    // SQLite holds temporary tables in memory here; a table of the transaction spills into the log instead, and leaves with it.
    const kind = this.#dialect === 'sqlite' ? '' : 'TEMP ';
    await this.#run(`CREATE ${kind}TABLE "${this.#name}" AS SELECT 0 AS "line", ${columns} FROM "${table}" WHERE 1 = 0`);
  }
  async close(): Promise<void> {
    await this.#run(`DROP TABLE "${this.#name}"`);
  }
  async add(line: number, row: Readonly<Record<string, unknown>>): Promise<void> {
    this.#batch.push([line, ...this.#columns.map((column) => encode(this.#dialect, column, row[column.property] ?? column.default))]);
    if (this.#batch.length === rowsAtOnce) await this.#flush();
  }
  async #flush(): Promise<void> {
    const rows = this.#batch;
    this.#batch = [];
    await insertMany(this.#dialect, this.#transaction, this.#name, ['line', ...this.#columns.map(({ column }) => column)], rows);
  }

  /** After the last row: what only the whole shows. At most `most` of each kind, and how many there are. */
  async faults(most: number, scope: Scope): Promise<{ readonly faults: readonly StageFault[]; readonly count: number }> {
    await this.#flush();
    await this.#run(`CREATE INDEX "${this.#name}_key" ON "${this.#name}" (${this.#list(this.#key)}, "line")`);
    if (this.#dialect === 'postgresql') await this.#run(`ANALYZE "${this.#name}"`);
    const found: StageFault[] = [];
    let count = 0;
    const look = async (text: string, kind: StageFault['kind'], property: string): Promise<void> => {
      const [total] = await this.#rows(`SELECT count(*) AS "n" FROM (${text}) AS "t"`);
      count += Number(total?.['n']);
      if (Number(total?.['n']) === 0) return;
      for (const row of await this.#rows(`${text} ORDER BY "line" LIMIT ${most}`))
        found.push({ line: Number(row['line']), kind, property, value: String(row['value']) });
    };
    const first = this.#key.at(-1) as ColumnModel;
    await look(
      `SELECT s."line" AS "line", s."${first.column}" AS "value" FROM "${this.#name}" AS s WHERE EXISTS (SELECT 1 FROM "${this.#name}" AS e WHERE ${this.#equal('e', 's', this.#key)} AND e."line" < s."line")`,
      'duplicate',
      first.property,
    );
    for (const column of this.#columns.filter(({ target }) => target !== undefined)) {
      const target = entityOf(this.#model, column.target as string);
      const self =
        target === this.#entity
          ? ` AND NOT EXISTS (SELECT 1 FROM "${this.#name}" AS p WHERE p."${target.key.column}" = s."${column.column}")`
          : '';
      await look(
        `SELECT s."line" AS "line", s."${column.column}" AS "value" FROM "${this.#name}" AS s WHERE s."${column.column}" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "${target.table}" AS t WHERE t."${target.key.column}" = s."${column.column}")${self}`,
        'reference',
        column.property,
      );
    }
    for (const column of this.#columns.filter(({ target, property }) => target === 'Area' && ['area', 'zone'].includes(property)))
      await look(
        `SELECT s."line" AS "line", s."${column.column}" AS "value" FROM "${this.#name}" AS s JOIN area AS t ON t.code = s."${column.column}" WHERE t.valid_to IS NOT NULL`,
        'expired',
        column.property,
      );
    for (const column of this.#columns.filter(({ unique }) => unique)) {
      const own = `"${column.column}"`;
      const other = `NOT (${this.#equal('e', 's', this.#key)})`;
      await look(
        `SELECT s."line" AS "line", s.${own} AS "value" FROM "${this.#name}" AS s WHERE EXISTS (SELECT 1 FROM "${this.#name}" AS e WHERE e.${own} = s.${own} AND e."line" < s."line" AND ${other}) OR EXISTS (SELECT 1 FROM "${this.#entity.table}" AS e WHERE e.${own} = s.${own} AND coalesce(${other}, 1 = 1))`,
        'taken',
        column.property,
      );
    }
    const params: SqlValue[] = [];
    const inside = scopeConditions(this.#dialect, this.#entity, scope, params, 't.');
    if (inside.length > 0) {
      const text = `SELECT s."line" AS "line", s."${first.column}" AS "value" FROM "${this.#name}" AS s WHERE EXISTS (SELECT 1 FROM "${this.#entity.table}" AS t WHERE ${this.#equal('t', 's', this.#key)} AND NOT (${inside.join(' AND ')}))`;
      const rows = await this.#rows(`${text} ORDER BY "line" LIMIT ${most}`, params);
      count += rows.length;
      for (const row of rows)
        found.push({ line: Number(row['line']), kind: 'foreign', property: first.property, value: String(row['value']) });
    }
    return { faults: found.sort((a, b) => a.line - b.line).slice(0, most), count };
  }

  /** Moves what is new or different into the entity's table; equal rows are left as they are. */
  async apply(at: Date): Promise<Counts> {
    const { table } = this.#entity;
    const instant = encode(this.#dialect, columnOf(this.#entity, 'updatedAt'), at);
    const differs = this.#dialect === 'sqlite' ? 'IS NOT' : 'IS DISTINCT FROM';
    const assignments = this.#writes.map(({ column }) => `"${column}" = s."${column}"`);
    const updated =
      this.#writes.length === 0
        ? 0
        : await this.#run(
            `UPDATE "${table}" SET ${[...assignments, `"version" = "${table}"."version" + 1`, `"updated_at" = ${placeholder(this.#dialect, 1)}`].join(', ')} FROM "${this.#name}" AS s WHERE ${this.#equal(`"${table}"`, 's', this.#key)} AND (${this.#writes.map(({ column }) => `"${table}"."${column}" ${differs} s."${column}"`).join(' OR ')})`,
            [instant],
          );
    if (updated > 0 && this.#writes.some(({ property }) => property === 'area' || property === 'zone'))
      await followParents(this.#model, this.#dialect, this.#transaction, this.#entity);
    const missing = `NOT EXISTS (SELECT 1 FROM "${table}" AS t WHERE ${this.#equal('t', 's', this.#key)})`;
    if (this.#entity.key.property === 'id') return { updated, created: await this.#createWithIds(missing, instant) };
    const created = await this.#createInParts(missing, instant);
    return { created, updated };
  }
  /** In the order of keys, in which what stands above comes first; a part at a time, since a statement keeps what it may have to undo. */
  async #createInParts(missing: string, instant: SqlValue): Promise<number> {
    const key = this.#entity.key.column;
    const [first, second, third, fourth] = [1, 2, 3, 4].map((at) => placeholder(this.#dialect, at));
    const insert = `INSERT INTO "${this.#entity.table}" (${this.#list(this.#columns)}, "version", "created_at", "updated_at") SELECT ${this.#list(this.#columns)}, 1, ${first}${this.#cast}, ${second}${this.#cast} FROM "${this.#name}" AS s WHERE s."${key}" > ${third} AND s."${key}" <= ${fourth} AND ${missing}`;
    const bound = `SELECT max("key") AS "key" FROM (SELECT "${key}" AS "key" FROM "${this.#name}" WHERE "${key}" > ${first} ORDER BY "${key}" LIMIT ${rowsInPart}) AS "part"`;
    let created = 0;
    for (let after = ''; ;) {
      const [part] = await this.#rows(bound, [after]);
      const last = part?.['key'];
      if (typeof last !== 'string') return created;
      created += await this.#run(insert, [instant, instant, after, last]);
      after = last;
    }
  }
  /** Keys are made here, so new rows pass through in batches. */
  async #createWithIds(missing: string, instant: SqlValue): Promise<number> {
    const names = ['id', 'version', 'created_at', 'updated_at', ...this.#columns.map(({ column }) => column)];
    let created = 0;
    let after = 0;
    for (;;) {
      const rows = await this.#rows(
        `SELECT s."line" AS "line", ${this.#list(this.#columns)} FROM "${this.#name}" AS s WHERE s."line" > ${placeholder(this.#dialect, 1)} AND ${missing} ORDER BY "line" LIMIT ${rowsAtOnce}`,
        [after],
      );
      if (rows.length === 0) return created;
      after = Number(rows.at(-1)?.['line']);
      // as: each value comes from a column of the staging table, which holds what a database holds
      const values = rows.map((row) => [
        typeidUnboxed(''),
        1,
        instant,
        instant,
        ...this.#columns.map(({ column }) => row[column] as SqlValue),
      ]);
      created += await insertMany(this.#dialect, this.#transaction, this.#entity.table, names, values);
    }
  }

  get #cast(): string {
    return this.#dialect === 'postgresql' ? '::timestamptz' : '';
  }
  #list(columns: readonly ColumnModel[]): string {
    return columns.map(({ column }) => `"${column}"`).join(', ');
  }
  #equal(one: string, other: string, columns: readonly ColumnModel[]): string {
    return columns.map(({ column }) => `${one}."${column}" = ${other}."${column}"`).join(' AND ');
  }
  async #run(text: string, params: readonly SqlValue[] = []): Promise<number> {
    return this.#transaction.run(statement(text), params);
  }
  async #rows(text: string, params: readonly SqlValue[] = []): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return this.#transaction.rows(statement(text), params);
  }
}
