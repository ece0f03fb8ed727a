import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { PersonalKind } from '../contract/entity.ts';
import type { ColumnModel, EntityModel } from '../contract/model.ts';
import { statement, type Database, type DialectName, type Transaction } from '../data/database.ts';
import { derivedKey } from '../data/derived-key.ts';
import { placeholder, placeholders } from '../data/placeholders.ts';
import { mask } from './mask.ts';

type AnyRow = Readonly<Record<string, unknown>>;
/** Keeps personal values apart: the row holds the mask, a side table the cipher, which `reveal` opens and erasure removes. */
export interface PersonalVault {
  /** Writes the clear values of these columns away, or takes away what is null now, and gives the row with masks in their place. */
  protect(
    transaction: Transaction,
    entity: EntityModel,
    key: string,
    row: AnyRow,
    columns: readonly ColumnModel[],
  ): Promise<Record<string, unknown>>;
  /** The clear value, or null when there is none or it was erased. */
  reveal(database: Pick<Database, 'rows'>, entity: EntityModel, key: string, property: string): Promise<string | null>;
  /** Removes every personal value of a row for good, and gives how many there were; the masks are the row's own. */
  erase(transaction: Transaction, entity: EntityModel, key: string): Promise<number>;
  /** Equal values have equal indexes: how a row is found by a phone number without keeping it. */
  blindIndex(entity: EntityModel, property: string, value: string): string;
  /** What the audit keeps of a value: it can be compared by who has the key, and not read. */
  digest(entity: EntityModel, property: string, value: string): string;
}

export function personalVault(dialect: DialectName, secret: string): PersonalVault {
  const key = derivedKey(secret, 'personal data');
  const keyed = (purpose: string): PersonalVault['digest'] => {
    const own = derivedKey(secret, purpose);
    return (entity, property, value) => createHmac('sha256', own).update(`${entity.name}\0${property}\0${value}`).digest('base64url');
  };
  const blindIndex = keyed('blind index');
  const digest = keyed('audit of personal data');
  const at = (index: number): string => placeholder(dialect, index);
  const write = statement(
    `INSERT INTO fengsui_personal (entity, key, property, cipher, blind) VALUES (${placeholders(dialect, 5)}) ON CONFLICT (entity, key, property) DO UPDATE SET cipher = excluded.cipher, blind = excluded.blind`,
  );
  const read = statement(`SELECT cipher FROM fengsui_personal WHERE entity = ${at(1)} AND key = ${at(2)} AND property = ${at(3)}`);
  const removeOne = statement(`DELETE FROM fengsui_personal WHERE entity = ${at(1)} AND key = ${at(2)} AND property = ${at(3)}`);
  const removeAll = statement(`DELETE FROM fengsui_personal WHERE entity = ${at(1)} AND key = ${at(2)}`);
  // A cipher belongs to its row and column: moved to another, it does not open.
  const place = (entity: EntityModel, rowKey: string, property: string): Buffer => Buffer.from(`${entity.name}\0${rowKey}\0${property}`);
  return {
    blindIndex,
    digest,
    protect: async (transaction, entity, rowKey, row, columns) => {
      const masked: Record<string, unknown> = { ...row };
      for (const { property, personal, lookup } of columns) {
        const clear = row[property];
        if (typeof clear !== 'string') {
          await transaction.run(removeOne, [entity.name, rowKey, property]);
          continue;
        }
        const nonce = randomBytes(12);
        const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(place(entity, rowKey, property));
        const sealed = Buffer.concat([nonce, cipher.update(clear, 'utf8'), cipher.final(), cipher.getAuthTag()]);
        const blind = lookup === true ? blindIndex(entity, property, clear) : null;
        await transaction.run(write, [entity.name, rowKey, property, sealed, blind]);
        masked[property] = mask(personal as PersonalKind, clear);
      }
      return masked;
    },
    reveal: async (database, entity, rowKey, property) => {
      const [found] = await database.rows(read, [entity.name, rowKey, property]);
      if (found === undefined) return null;
      const bytes = found['cipher'] as Buffer;
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 }).setAAD(
        place(entity, rowKey, property),
      );
      decipher.setAuthTag(bytes.subarray(-16));
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
    },
    erase: (transaction, entity, rowKey) => transaction.run(removeAll, [entity.name, rowKey]),
  };
}
