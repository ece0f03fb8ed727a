import type { Principal } from '../access/principal.ts';
import type { EntityModel, Model } from '../contract/model.ts';
import { areaOf, liesIn } from './row-area.ts';
import type { AnyRow } from './row-values.ts';

/** The area of a row by its global id: null when it has none, undefined when the caller may not read it or it is not there. */
export async function areaOfAny(
  { model, principal }: { readonly model: Model; readonly principal: Principal },
  globalId: string,
  read: (entity: EntityModel, key: string) => Promise<AnyRow | undefined>,
): Promise<string | null | undefined> {
  const cut = globalId.lastIndexOf('_');
  const type = [...model.types.values()].find(({ type: { prefix } }) => prefix === globalId.slice(0, cut));
  if (type === undefined || !principal.has(type.permission)) return undefined;
  const row = await read(type.entity, globalId.slice(cut + 1));
  if (row === undefined || !liesIn(type.entity, row, principal.scope(type.permission))) return undefined;
  return type.entity.name === 'Area' ? String(row[type.entity.key.property]) : areaOf(type.entity, row);
}
