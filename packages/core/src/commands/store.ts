import { typeidUnboxed } from 'typeid-js';
import type { BoundingBox, CommandStore, PlaceTest, Recoded } from '../contract/command.ts';
import type { AreaMove } from '../rules/area-recode.ts';
import type { Entity } from '../contract/entity.ts';
import { columnOf, entityOf, type ColumnModel, type EntityModel, type Model } from '../contract/model.ts';
import type { Principal } from '../access/principal.ts';
import type { PersonalVault } from '../access/personal.ts';
import { statement, type DialectName, type Transaction } from '../data/database.ts';
import { placeholder } from '../data/placeholders.ts';
import { encode } from '../data/values.ts';
import type { SqlValue } from '../contract/sql.ts';
import { authorizeReveal } from './authorize-reveal.ts';
import { areaOfAny } from './area-of-any.ts';
import { checkPlace } from './check-place.ts';
import { checkRow } from './check-row.ts';
import { PersonalRows } from './personal-rows.ts';
import { recodeAreas } from './recode-areas.ts';
import { areaOf, areaProperty, maySave, moveBelow, zoneOf } from './row-area.ts';
import { shown, type AnyRow, type Change, type RowPlace } from './row-values.ts';
import { removeRow } from './remove-row.ts';
import { TrackedRow } from './tracked-row.ts';
import { written } from './written.ts';
import { scopeConditions } from './scope-conditions.ts';
import { sumOver } from './sum-over.ts';
import { outsideScope, versionConflict } from './user-error.ts';

export interface StoreOptions {
  readonly model: Model;
  readonly dialect: DialectName;
  readonly transaction: Transaction;
  readonly principal: Principal;
  readonly permission: string;
  readonly now: () => Date;
  readonly vault: PersonalVault;
  /** The command is one of core's own modules. */
  readonly own?: () => boolean;
}

function refuseRecord({ name, record }: EntityModel): void {
  if (record) throw new Error(`${name} is a record: core alone writes it`);
}
/** Placeholders in the dialect's form. */
const mark = (dialect: DialectName, at: number): string => placeholder(dialect, at + 1);

/**
 * The rows of one command: loaded and created rows are watched, and what changed is written once, at the end.
 * Every row is read and written inside the caller's scope for the command's permission.
 */
export class Store implements CommandStore {
  readonly #options: StoreOptions;
  readonly #tracked = new Map<string, TrackedRow>();
  readonly #entityOfRow = new WeakMap<object, TrackedRow>();
  readonly #recoded: Change[] = [];
  /** Principals whose grants were moved; undefined when no codes changed. */
  regranted: readonly string[] | undefined;
  readonly personal: PersonalRows;
  constructor(options: StoreOptions) {
    this.#options = options;
    this.personal = new PersonalRows(options.vault, options.transaction);
  }

  create<T>(of: Entity<T>, data: object): never {
    const { model, now } = this.#options;
    const entity = entityOf(model, of.name);
    refuseRecord(entity);
    const at = now();
    const row: AnyRow = {};
    for (const column of entity.columns.values()) row[column.property] = column.default ?? null;
    Object.assign(row, data, { version: 1, createdAt: at, updatedAt: at });
    if (entity.key.property === 'id') row['id'] = typeidUnboxed('');
    this.#track(new TrackedRow(this.#options.dialect, entity, { created: row }));
    // as: the row was completed from the entity's own columns
    return row as never;
  }
  async find<T>(of: Entity<T>, where: object, { limit = 1_000 }: { readonly limit?: number } = {}): Promise<never> {
    const entity = entityOf(this.#options.model, of.name);
    return (await this.#select(entity, where as AnyRow, limit, false)) as never;
  }
  async get<T>(of: Entity<T>, id: string): Promise<never> {
    return (await this.load(entityOf(this.#options.model, of.name), id)) as never;
  }
  sumOver<T>(of: Entity<T>, column: string, box: BoundingBox, counts: PlaceTest): Promise<number> {
    const { model, dialect, transaction } = this.#options;
    return sumOver(dialect, transaction, entityOf(model, of.name), column, box, counts);
  }
  async recodeAreas(moves: readonly AreaMove[], on: string): Promise<Recoded> {
    const { principal, permission, now, own } = this.#options;
    if (own?.() !== true) throw new Error('Only core’s own commands change the codes of areas');
    const { recoded, changes, regranted } = await recodeAreas(
      { ...this.#options, scope: principal.scope(permission), now: now() },
      moves,
      on,
    );
    this.#recoded.push(...changes);
    this.regranted = regranted;
    return recoded;
  }
  /** A row by its key, locked for this transaction; undefined outside the scope. */
  async load(entity: EntityModel, key: string, { deleted = false }: { readonly deleted?: boolean } = {}): Promise<AnyRow | undefined> {
    const known = this.#tracked.get(`${entity.name}:${key}`);
    if (known !== undefined) return known.removed ? undefined : known.row;
    return (await this.#select(entity, { [entity.key.property]: key }, 1, true, deleted))[0];
  }
  areaOf(globalId: string): Promise<string | null | undefined> {
    const read = async (of: EntityModel, key: string) => (await this.#select(of, { [of.key.property]: key }, 1, false))[0];
    return areaOfAny(this.#options, globalId, read);
  }
  remove<T>(_of: Entity<T>, row: object): void {
    const tracked = this.#entityOfRow.get(row);
    if (tracked === undefined) throw new Error('Only a row of this command can be removed: load it or find it first');
    tracked.removed = true;
  }
  /** The clear personal values of a row, for the answer of a command that discloses them. */
  async reveal(row: object, properties: readonly string[], reason: string): Promise<void> {
    const { entity, row: own } = this.#trackedOf(row);
    this.#checkScope(entity, own);
    authorizeReveal(this.#options.model, entity, own, properties, this.#options.principal);
    await this.personal.open(entity, this.keyOf(row), properties, reason);
  }
  /** Takes every personal value of a row away for good: what was hidden, and the masks. Gives the columns' properties. */
  async erase(row: object, reason: string): Promise<readonly string[]> {
    const tracked = this.#trackedOf(row);
    const { entity, row: own } = tracked;
    this.#checkScope(entity, own);
    const columns = await this.personal.erase(entity, this.keyOf(row), reason);
    const blank = Object.fromEntries(columns.map(({ property, nullable }) => [property, nullable ? null : '']));
    Object.assign(own, blank, { version: Number(own['version']) + 1, updatedAt: this.#options.now() });
    await this.#write(entity, own, [...columns, columnOf(entity, 'version'), columnOf(entity, 'updatedAt')], Number(own['version']) - 1);
    // What is changed of the row beside it is told as a change of its own.
    tracked.settle({ ...blank, version: own['version'], updatedAt: own['updatedAt'] });
    return columns.map(({ property }) => property);
  }
  /** The type and key of a row that the command holds. */
  keyOf(row: object): RowPlace {
    const tracked = this.#trackedOf(row);
    return {
      entity: tracked.entity.name,
      key: String(row[tracked.entity.key.property as never]),
      area: areaOf(tracked.entity, tracked.row),
    };
  }

  /** The zone beside the tree that a row of this command lies in. */
  zoneOf(row: object): string | null {
    const { entity, row: own } = this.#trackedOf(row);
    return zoneOf(entity, own);
  }

  #trackedOf(row: object): TrackedRow {
    const tracked = this.#entityOfRow.get(row);
    if (tracked === undefined) throw new Error('This row does not come from the command’s store');
    return tracked;
  }

  /** Writes what changed and tells it. */
  async flush(): Promise<readonly Change[]> {
    const changes: Change[] = [...this.#recoded, ...this.personal.told];
    for (const tracked of this.#tracked.values()) {
      const change = tracked.removed
        ? await this.#remove(tracked)
        : tracked.raw === undefined
          ? await this.#insert(tracked)
          : await this.#update(tracked);
      if (change !== undefined) changes.push(change);
    }
    return changes;
  }

  #track(tracked: TrackedRow): AnyRow {
    const { entity, row } = tracked;
    const id = `${entity.name}:${String(row[entity.key.property])}`;
    const known = this.#tracked.get(id);
    if (known !== undefined) return known.row;
    this.#tracked.set(id, tracked);
    this.#entityOfRow.set(row, tracked);
    return row;
  }

  async #select(entity: EntityModel, where: AnyRow, limit: number, lock: boolean, deleted = false): Promise<readonly AnyRow[]> {
    const { dialect, transaction } = this.#options;
    const params: SqlValue[] = [];
    const conditions = Object.entries(where).map(([property, value]) => {
      const column = columnOf(entity, property);
      if (value === null) return `"${column.column}" IS NULL`;
      if (column.personal !== undefined) return this.#byBlindIndex(entity, column, String(value), params);
      params.push(encode(dialect, column, value));
      return `"${column.column}" = ${mark(dialect, params.length - 1)}`;
    });
    conditions.push(...scopeConditions(dialect, entity, this.#options.principal.scope(this.#options.permission), params));
    if (!deleted) conditions.push(...entity.hiddenBy.map((column) => `"${column}" IS NULL`));
    // A lock asks for the right to change: what is only read is not locked, and its version guards it if it is changed after all.
    // An area is looked up by whoever puts a row into it: those must not wait for each other, and its code stays as it is meanwhile.
    const everywhere = (): boolean => this.#options.principal.scope(this.#options.permission) === 'everywhere';
    const locked = lock && dialect === 'postgresql' && (entity.areaColumn !== undefined || (entity.name !== 'Area' && everywhere()));
    const text = `SELECT ${written(dialect, entity).all} FROM "${entity.table}" WHERE ${conditions.length === 0 ? '1 = 1' : conditions.join(' AND ')} ORDER BY "${entity.key.column}" LIMIT ${limit}${locked ? ' FOR UPDATE' : ''}`;
    const rows = await transaction.rows(statement(text), params);
    return rows.map((raw) => this.#track(new TrackedRow(dialect, entity, { raw })));
  }

  /** The row holds a mask, so equality is asked of the blind index. */
  #byBlindIndex(entity: EntityModel, column: ColumnModel, value: string, params: SqlValue[]): string {
    const { property } = column;
    if (column.lookup !== true)
      throw new Error(`${entity.name}.${property} is personal and declared without lookup: nobody can find a row by it`);
    params.push(entity.name, property, this.personal.blindIndex(entity, property, value));
    const [name, own, blind] = [3, 2, 1].map((back) => mark(this.#options.dialect, params.length - back));
    return `"${entity.key.column}" IN (SELECT key FROM fengsui_personal WHERE entity = ${name} AND property = ${own} AND blind = ${blind})`;
  }

  async #insert({ entity, row }: TrackedRow): Promise<Change> {
    const { dialect, transaction } = this.#options;
    await this.#copyArea(entity, row);
    this.#checkPlace(entity, row);
    this.#checkScope(entity, row);
    const key = String(row[entity.key.property]);
    const { columns, insert } = written(dialect, entity);
    checkRow(columns, row);
    const { stored, after } = await this.personal.putAway(entity, key, row, columns, true);
    // Nothing later asks how it went: what the database refuses is heard at the commit.
    transaction.last(
      insert,
      columns.map((column) => encode(dialect, column, stored[column.property])),
    );
    Object.assign(row, stored);
    return { entity: entity.name, key, area: areaOf(entity, row), op: 'create', after: { ...shown(entity, row), ...after } };
  }

  async #update(tracked: TrackedRow): Promise<Change | undefined> {
    const { model, dialect, transaction, now } = this.#options;
    if (tracked.changed().length === 0) return undefined;
    const { entity, row, before = {} } = tracked;
    await this.#copyArea(entity, row);
    const changed = tracked.changed();
    checkRow(changed, row);
    this.#checkPlace(entity, row, before);
    this.#checkScope(entity, row);
    const key = String(row[entity.key.property]);
    const { stored, ...digests } = await this.personal.putAway(entity, key, row, changed, false);
    const read = Number(before['version']);
    Object.assign(row, stored, { version: read + 1, updatedAt: now() });
    const written = [...new Set([...changed, columnOf(entity, 'version'), columnOf(entity, 'updatedAt')])];
    await this.#write(entity, row, written, read);
    const place = { area: areaOf(entity, row), zone: zoneOf(entity, row) };
    if (place.area !== areaOf(entity, before) || place.zone !== zoneOf(entity, before))
      await moveBelow(model, dialect, transaction, entity, key, place);
    const pick = (from: AnyRow): AnyRow => Object.fromEntries(changed.map(({ property }) => [property, from[property]]));
    return {
      entity: entity.name,
      key,
      area: areaOf(entity, row),
      op: 'update',
      before: { ...shown(entity, pick(before)), ...digests.before },
      after: { ...shown(entity, pick(row)), ...digests.after },
    };
  }

  /** Errors: VERSION_CONFLICT when the row is no longer at the version that was read. */
  async #write(entity: EntityModel, row: AnyRow, columns: readonly ColumnModel[], read: number): Promise<void> {
    const { dialect, transaction } = this.#options;
    const text = `UPDATE "${entity.table}" SET ${columns.map(({ column }, at) => `"${column}" = ${mark(dialect, at)}`).join(', ')} WHERE "${entity.key.column}" = ${mark(dialect, columns.length)} AND "version" = ${mark(dialect, columns.length + 1)}`;
    const values = columns.map((column) => encode(dialect, column, row[column.property]));
    const count = await transaction.run(statement(text), [...values, String(row[entity.key.property]), read]);
    if (count !== 1) throw versionConflict([entity.name], read + 1);
  }

  async #remove({ entity, row, before }: TrackedRow): Promise<Change | undefined> {
    if (before === undefined) return undefined;
    this.#checkScope(entity, before);
    const key = String(row[entity.key.property]);
    if (await removeRow(this.#options, entity, key, this.#options.now())) await this.personal.forget(entity, key);
    return { entity: entity.name, key, area: areaOf(entity, row), op: 'remove', before: shown(entity, before) };
  }

  /** A row that is visible via its parent carries the parent's area code; kept so here, and nowhere else. */
  async #copyArea(entity: EntityModel, row: AnyRow): Promise<void> {
    if (typeof entity.visibility !== 'object' || (entity.areaColumn === undefined && entity.hiddenBy.length === 0)) return;
    const relation = columnOf(entity, entity.visibility.via);
    const parent = entityOf(this.#options.model, relation.target as string);
    const found = await this.load(parent, String(row[relation.property]));
    if (found === undefined) throw outsideScope();
    if (entity.areaColumn !== undefined) row[areaProperty(entity)] = areaOf(parent, found);
    if (entity.zoneColumn !== undefined) row['zoneCode'] = zoneOf(parent, found);
  }
  /** A command that puts a row somewhere has loaded the area, so this costs nothing. */
  #checkPlace(entity: EntityModel, row: AnyRow, before?: AnyRow): void {
    checkPlace(entity, row, before, (code) => this.#tracked.get(`Area:${code}`)?.row);
  }
  #checkScope(entity: EntityModel, row: AnyRow): void {
    refuseRecord(entity);
    if (!maySave(entity, row, this.#options.principal.scope(this.#options.permission))) throw outsideScope();
  }
}
