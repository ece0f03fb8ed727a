import { randomUUID } from 'node:crypto';
import { writeAudit } from '../commands/audit-row.ts';
import { writeEvents } from '../commands/event-rows.ts';
import type { Entity } from '../contract/entity.ts';
import { columnOf, entityOf } from '../contract/model.ts';
import type { SeedContext } from '../contract/seed.ts';
import { bulkWriter } from '../data/bulk.ts';
import { statement, type Transaction } from '../data/database.ts';
import { instant, placeholder, placeholders } from '../data/placeholders.ts';
import { seededRandom } from '../data/random.ts';
import { decode, encode, selected } from '../data/values.ts';
import type { Engine } from '../engine/create-engine.ts';
import { orderedSeeds, type OrderedSeed } from './order.ts';

export interface SeedProgress {
  /** Seeds done, of how many that this database still lacked. */
  readonly done: number;
  readonly of: number;
  /** `area/areas`: the seed that runs next; absent at the end. */
  readonly next?: string;
}
export interface DemoReport {
  /** Rows written, by entity; empty when the demo was there already. */
  readonly rows: Readonly<Record<string, number>>;
}
type Part = Pick<Engine, 'model' | 'pipeline'>;

/**
 * Puts the demo into a database: the seeds of all plugins, each once a database and in one transaction. Running it again changes nothing,
 * and a plugin that came later gets its seeds then. The same rows with the same ids everywhere, but for dates, which count from today.
 */
export async function seedDemo(
  engine: Part,
  options: { readonly onProgress?: (progress: SeedProgress) => void } = {},
): Promise<DemoReport> {
  const { database } = engine.pipeline;
  const ran = new Set(
    (await database.rows(statement('SELECT plugin, id FROM fengsui_seed'), [])).map(
      (row) => `${String(row['plugin'])}/${String(row['id'])}`,
    ),
  );
  const missing = orderedSeeds(engine.model).filter((one) => !ran.has(nameOf(one)));
  const rows: Record<string, number> = {};
  for (const [done, one] of missing.entries()) {
    options.onProgress?.({ done, of: missing.length, next: nameOf(one) });
    const counts = await database.write((transaction) => runSeed(engine, one, transaction));
    for (const [entity, count] of counts) rows[entity] = (rows[entity] ?? 0) + count;
  }
  if (missing.length > 0) {
    // Statistics, so that the first question already has a good plan.
    await database.optimize();
    engine.pipeline.wake();
    options.onProgress?.({ done: missing.length, of: missing.length });
  }
  return { rows };
}
const nameOf = ({ plugin, seed }: OrderedSeed): string => `${plugin}/${seed.id}`;

async function runSeed({ model, pipeline }: Part, one: OrderedSeed, transaction: Transaction): Promise<ReadonlyMap<string, number>> {
  const { dialect } = pipeline.database;
  const at = pipeline.now();
  // Taken first: of two processes that start together one waits here, and then finds it done.
  const taken = statement(`INSERT INTO fengsui_seed (plugin, id, at) VALUES (${placeholders(dialect, 3)}) ON CONFLICT DO NOTHING`);
  if ((await transaction.run(taken, [one.plugin, one.seed.id, instant(dialect, at)])) === 0) return new Map();
  const { key, ...random } = seededRandom(nameOf(one));
  const writer = bulkWriter({ model, dialect, transaction, vault: pipeline.vault, now: () => at, ifNew: true });
  const counts = new Map<string, number>();
  const context: SeedContext = {
    random,
    key,
    now: at,
    insert: async (entity, rows) => {
      const count = await writer.insert(entity, marked(rows));
      counts.set(entity.name, (counts.get(entity.name) ?? 0) + count);
    },
    find: (entity, where = {}) => find(model, pipeline, transaction, entity, where),
  };
  await one.seed.run(context);
  const by = { at, principal: 'system:demo', request: randomUUID() };
  const summary = { seed: nameOf(one), rows: Object.fromEntries(counts) };
  await writeAudit(dialect, transaction, {
    ...by,
    command: `seed:${nameOf(one)}`,
    changes: [...counts].map(([entity, count]) => ({ entity, key: '*', area: null, op: 'import', after: { rows: count } })),
  });
  await writeEvents(
    dialect,
    transaction,
    [{ type: 'demo.seeded', entity: [...counts.keys()][0] ?? 'Area', key: '*', area: null, payload: summary }],
    by,
  );
  return counts;
}
function* marked(rows: Iterable<object>): Generator<object> {
  for (const row of rows) yield { source: 'demo', ...row };
}

async function find<T>(
  model: Part['model'],
  { database }: Part['pipeline'],
  transaction: Transaction,
  of: Entity<T>,
  where: object,
): Promise<never> {
  const entity = entityOf(model, of.name);
  const columns = [...entity.columns.values()];
  const conditions = Object.entries(where).map(
    ([property], at) => `"${columnOf(entity, property).column}" = ${placeholder(database.dialect, at + 1)}`,
  );
  const params = Object.entries(where).map(([property, value]) => encode(database.dialect, columnOf(entity, property), value));
  const text = `SELECT ${columns.map((column) => selected(database.dialect, column)).join(', ')} FROM "${entity.table}"${conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`} ORDER BY "${entity.key.column}"`;
  const rows = await transaction.rows(statement(text), params);
  // as: decoded from the entity's own columns
  return rows.map((raw) =>
    Object.fromEntries(columns.map((column) => [column.property, decode(database.dialect, column, raw[column.column])])),
  ) as never;
}
