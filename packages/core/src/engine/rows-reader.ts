import DataLoader from 'dataloader';
import QuickLru from 'quick-lru';
import type { Principal } from '../access/principal.ts';
import type { EntityType, ReadContext } from '../contract/types.ts';
import { FengsuiError } from '../contract/errors.ts';
import type { TypeModel } from '../contract/model.ts';
import { decode } from '../data/values.ts';
import { parameters, type Plan } from '../query/plan.ts';
import { planRowsBy, withValues } from '../query/rows-by.ts';
import type { ExecuteOptions } from './read-options.ts';

type AnyRow = Readonly<Record<string, unknown>>;
/** Values that one statement asks for, and rows that one may bring: what a page of 100 with its children needs, and no more. */
const valuesAtMost = 1_000;
const rowsAtMost = 20_000;
// Kept with what they were compiled for: an engine that is gone takes its plans along.
const plans = new WeakMap<ExecuteOptions['compiler'], QuickLru<string, Plan>>();

/** `context.rowsOf` of one request: asked for one row at a time, read for all of them at once, and never twice. */
export function rowsReader(options: Pick<ExecuteOptions, 'compiler' | 'database' | 'reads'>, principal: Principal): ReadContext['rowsOf'] {
  const loaders = new Map<string, DataLoader<string, readonly AnyRow[]>>();
  const read = (type: EntityType, property: string, value: string): Promise<readonly AnyRow[]> => {
    const name = `${type.name}.${property}`;
    const known = loaders.get(name);
    if (known !== undefined) return known.load(value);
    const model = options.compiler.model.types.get(type.name);
    if (model === undefined) throw new Error(`No plugin declares the type ${type.name}`);
    // Without the permission nothing is visible, and nothing would be taken for none.
    if (!principal.has(type.permission)) throw new Error(`A field reads ${type.name} without naming it under \`reads\``);
    const made = new DataLoader<string, readonly AnyRow[]>((values) => rowsBy(options, principal, model, property, values), {
      maxBatchSize: valuesAtMost,
    });
    loaders.set(name, made);
    return made.load(value);
  };
  // as: rows are decoded from the entity's own columns
  return read as ReadContext['rowsOf'];
}

async function rowsBy(
  { compiler, database, reads }: Pick<ExecuteOptions, 'compiler' | 'database' | 'reads'>,
  principal: Principal,
  type: TypeModel,
  property: string,
  values: readonly string[],
): Promise<readonly (readonly AnyRow[])[]> {
  const known = plans.get(compiler) ?? new QuickLru<string, Plan>({ maxSize: 500 });
  plans.set(compiler, known);
  const key = `${type.name}.${property}|${principal.shape}`;
  const plan = known.get(key) ?? planRowsBy(compiler, type, property, principal, rowsAtMost);
  known.set(key, plan);
  if (plan.statement === undefined) throw new Error('A plan of rows is a statement');
  const params = parameters(plan, { variables: withValues(values), principal, cursors: compiler.cursors });
  const found = await database.rows(plan.statement, params, reads?.(principal));
  if (found.length > rowsAtMost)
    throw new FengsuiError(
      'LIMIT_EXCEEDED',
      `此字段需读取的 ${type.name} 超过 ${rowsAtMost} 行；请减小 first。`,
      `This field would read more than ${rowsAtMost} rows of ${type.name}; ask for smaller pages.`,
    );
  const groups = new Map<unknown, AnyRow[]>(values.map((value) => [value, []]));
  const columns = [...type.entity.columns.values()];
  for (const raw of found) {
    const row = Object.fromEntries(columns.map((column) => [column.property, decode(database.dialect, column, raw[column.column])]));
    groups.get(row[property])?.push(row);
  }
  return values.map((value) => groups.get(value) ?? []);
}
