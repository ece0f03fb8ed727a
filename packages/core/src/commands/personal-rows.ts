import type { PersonalVault } from '../access/personal.ts';
import { scrub } from '../access/mask.ts';
import type { ColumnModel, EntityModel } from '../contract/model.ts';
import type { Transaction } from '../data/database.ts';
import type { AnyRow, Change, RowPlace } from './row-values.ts';

const hidden = (columns: Iterable<ColumnModel>): readonly ColumnModel[] => [...columns].filter(({ personal }) => personal !== undefined);

/** The personal values that pass through one command: put away, digested for the audit, and kept out of everything else it writes. */
export class PersonalRows {
  readonly #vault: PersonalVault;
  readonly #transaction: Transaction;
  readonly #clear = new Set<string>();
  /** What was opened or erased, for the audit. */
  readonly told: Change[] = [];
  /** What was opened, for the answer and nothing else. */
  readonly disclosed: Record<string, string | null> = {};
  constructor(vault: PersonalVault, transaction: Transaction) {
    this.#vault = vault;
    this.#transaction = transaction;
  }
  /** The row with masks in place of clear values, and digests for the audit. */
  async putAway(
    entity: EntityModel,
    key: string,
    row: AnyRow,
    columns: Iterable<ColumnModel>,
    isNew: boolean,
  ): Promise<{ readonly stored: AnyRow; readonly before: AnyRow; readonly after: AnyRow }> {
    const personal = hidden(columns);
    const [before, after]: [AnyRow, AnyRow] = [{}, {}];
    for (const { property } of personal) {
      const [old, clear] = [isNew ? null : await this.#vault.reveal(this.#transaction, entity, key, property), row[property]];
      if (old !== null) before[property] = { digest: this.#vault.digest(entity, property, old) };
      if (typeof clear === 'string') after[property] = { digest: this.#vault.digest(entity, property, clear) };
    }
    const present = personal.filter(({ property }) => !isNew || typeof row[property] === 'string');
    const stored = present.length === 0 ? row : await this.#vault.protect(this.#transaction, entity, key, row, present);
    for (const { property } of present) if (typeof row[property] === 'string') this.#clear.add(row[property]);
    return { stored, before, after };
  }
  async forget(entity: EntityModel, key: string): Promise<void> {
    if (hidden(entity.columns.values()).length > 0) await this.#vault.erase(this.#transaction, entity, key);
  }
  async open(entity: EntityModel, row: RowPlace, fields: readonly string[], reason: string): Promise<void> {
    for (const property of fields) this.disclosed[property] = await this.#read(entity, row.key, property);
    this.told.push({ ...row, op: 'reveal', after: this.scrubbed({ fields, reason }) });
  }
  /** Gives the columns that the row must blank. */
  async erase(entity: EntityModel, row: RowPlace, reason: string): Promise<readonly ColumnModel[]> {
    const columns = hidden(entity.columns.values());
    // Read first: a reason that names who asked must not keep what was erased.
    for (const { property } of columns) await this.#read(entity, row.key, property);
    await this.#vault.erase(this.#transaction, entity, row.key);
    this.told.push({ ...row, op: 'erase', after: this.scrubbed({ fields: columns.map(({ property }) => property), reason }) });
    return columns;
  }
  async #read(entity: EntityModel, key: string, property: string): Promise<string | null> {
    const clear = await this.#vault.reveal(this.#transaction, entity, key, property);
    if (clear !== null) this.#clear.add(clear);
    return clear;
  }
  /** What is written beside the rows, without a clear value in it. */
  scrubbed<T>(value: T): T {
    return scrub(value, this.#clear);
  }
  blindIndex(entity: EntityModel, property: string, value: string): string {
    return this.#vault.blindIndex(entity, property, value);
  }
}
