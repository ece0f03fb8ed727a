import type { Principal } from '../access/principal.ts';
import { FengsuiError } from '../contract/errors.ts';
import type { EntityModel, Model } from '../contract/model.ts';
import { liesIn } from './row-area.ts';

type AnyRow = Readonly<Record<string, unknown>>;
/** A column whose field asks for more than its type does is not opened for less. Errors: FORBIDDEN. */
export function authorizeReveal(model: Model, entity: EntityModel, row: AnyRow, properties: readonly string[], principal: Principal): void {
  const type = model.typeOfEntity.get(entity.name);
  for (const { field, permission, plugin } of type?.fields.values() ?? []) {
    if (field.kind !== 'column' || plugin !== type?.plugin || !properties.includes(field.property)) continue;
    if (principal.has(permission) && liesIn(entity, row, principal.scope(permission))) continue;
    throw new FengsuiError(
      'FORBIDDEN',
      `取 ${field.property} 的明文还需权限 ${permission}；请向管理员申请。`,
      `To reveal ${field.property} the permission ${permission} is needed as well; ask an administrator for it.`,
    );
  }
}
