import type { EntityModel, Model } from '../contract/model.ts';
import { uniqueBehind } from '../data/ddl.ts';
import { duplicateOf, type Duplicate } from '../data/failures.ts';
import { alreadyExists, type UserErrors } from './user-error.ts';

/** A unique index said no: which of the caller's inputs it was, where the properties have their names. */
export function taken({ entities }: Model, error: unknown, given: Readonly<Record<string, unknown>>): UserErrors {
  const duplicate = duplicateOf(error);
  const entity = [...entities.values()].find(({ table }) => table === duplicate?.table);
  const properties = entity === undefined || duplicate === undefined ? [] : propertiesOf(entity, duplicate);
  const path = properties.flatMap((property) => [property, `${property}Id`].find((name) => Object.hasOwn(given, name)) ?? []);
  return alreadyExists(path.length === 0 ? null : path);
}

const propertiesOf = (entity: EntityModel, duplicate: Duplicate): readonly string[] =>
  'index' in duplicate
    ? uniqueBehind(entity, duplicate.index)
    : duplicate.columns.flatMap((name) => [...entity.columns.values()].find(({ column }) => column === name)?.property ?? []);
