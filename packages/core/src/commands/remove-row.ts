import { columnOf, type EntityModel, type Model } from '../contract/model.ts';
import { statement, type DialectName, type Transaction } from '../data/database.ts';
import { placeholder } from '../data/placeholders.ts';
import { encode } from '../data/values.ts';
import { hideBelow } from './row-area.ts';

/** Takes a row away, or marks it deleted with all that is visible via it, as its entity says. Gives whether it is gone for good. */
export async function removeRow(
  { model, dialect, transaction }: { readonly model: Model; readonly dialect: DialectName; readonly transaction: Transaction },
  entity: EntityModel,
  key: string,
  at: Date,
): Promise<boolean> {
  const [first, second] = [1, 2].map((place) => placeholder(dialect, place));
  if (!entity.softDelete) {
    await transaction.run(statement(`DELETE FROM "${entity.table}" WHERE "${entity.key.column}" = ${first}`), [key]);
    return true;
  }
  const deletedAt = encode(dialect, columnOf(entity, 'deletedAt'), at);
  const text = `UPDATE "${entity.table}" SET "deleted_at" = ${first}, "version" = "version" + 1 WHERE "${entity.key.column}" = ${second}`;
  await transaction.run(statement(text), [deletedAt, key]);
  await hideBelow(model, dialect, transaction, entity, key, deletedAt);
  return false;
}
