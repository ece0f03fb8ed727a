import type { ColumnModel, EntityModel } from '../contract/model.ts';
import { statement, type DialectName, type Statement } from '../data/database.ts';
import { placeholders } from '../data/placeholders.ts';
import { selected } from '../data/values.ts';

/** What is the same for every row of an entity: put together once, and not for each command. */
export interface Written {
  readonly columns: readonly ColumnModel[];
  /** All of them as a select has them, with commas between. */
  readonly all: string;
  readonly insert: Statement;
}
const known = { sqlite: new WeakMap<EntityModel, Written>(), postgresql: new WeakMap<EntityModel, Written>() };

export function written(dialect: DialectName, entity: EntityModel): Written {
  const found = known[dialect].get(entity);
  if (found !== undefined) return found;
  const columns = [...entity.columns.values()];
  const names = columns.map(({ column }) => `"${column}"`).join(', ');
  const insert = statement(`INSERT INTO "${entity.table}" (${names}) VALUES (${placeholders(dialect, columns.length)})`);
  const all = columns.map((column) => selected(dialect, column)).join(', ');
  const made = { columns, all, insert };
  known[dialect].set(entity, made);
  return made;
}
