import { createHash } from 'node:crypto';
import type { Model } from '../contract/model.ts';
import { statement, type Database } from '../data/database.ts';
import { createTable } from '../data/ddl.ts';
import { logTables } from '../data/log-tables.ts';
import { instant, placeholders } from '../data/placeholders.ts';
import { ringStatements } from '../data/ring.ts';
import { searchStatements } from '../data/search-index.ts';
import { ledgerTable, systemTables } from '../data/system-tables.ts';
import { changedSteps, newerDatabase } from './migration-faults.ts';

/** One step that a database may still lack. */
export interface Step {
  readonly plugin: string;
  readonly id: string;
  readonly checksum: string;
  readonly statements: readonly string[];
}
const checksum = (statements: readonly string[]): string => createHash('sha256').update(statements.join(';\n')).digest('hex').slice(0, 32);

/** Every step of every plugin, in the order of their requirements. A plugin without migrations gets its tables from its entities. */
export function allSteps(database: Pick<Database, 'dialect'>, model: Model): readonly Step[] {
  const step = (plugin: string, id: string, statements: readonly string[]): Step => ({
    plugin,
    id,
    statements,
    checksum: checksum(statements),
  });
  const system = step('core', '0001-system', [...systemTables(database.dialect), ...logTables(database.dialect)]);
  // Beside the area of an event, the zone: who may see a zone alone follows what happens there.
  const text = database.dialect === 'sqlite' ? 'TEXT' : 'text COLLATE "C"';
  const zones = step('core', '0002-zones', [
    `ALTER TABLE fengsui_event ADD COLUMN zone ${text}`,
    'CREATE INDEX fengsui_event_zone ON fengsui_event (zone, seq) WHERE zone IS NOT NULL',
  ]);
  const own = model.plugins.flatMap((plugin) => {
    if (plugin.migrations.length > 0)
      return [...plugin.migrations]
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map((migration) => step(plugin.id, migration.id, migration[database.dialect]));
    const tables = [...model.entities.values()]
      .filter((entity) => entity.plugin === plugin.id)
      .flatMap((entity) => createTable(database.dialect, model, entity));
    return tables.length === 0 ? [] : [step(plugin.id, '0001-initial', tables)];
  });
  // So are these whenever their columns change; on a table with rows they begin with what is there.
  const searches = [...model.search].map(([name, search]) => {
    const statements = searchStatements(database.dialect, search);
    return step('core', `search-${name}-${checksum(statements)}`, statements);
  });
  // Made anew whenever a table joins or changes: its id is what it says.
  const ring = ringStatements(database.dialect, [...model.entities.values()]);
  const about = checksum([...ring, ...own.map((each) => each.checksum), system.checksum, zones.checksum]);
  return [system, zones, ...own, ...searches, step('core', `ring-${about}`, ring)];
}

/** A step as the ledger keeps it. */
export type AppliedStep = Pick<Step, 'plugin' | 'id' | 'checksum'>;
export async function appliedSteps(database: Pick<Database, 'rows'>): Promise<readonly AppliedStep[]> {
  const rows = await database.rows(statement('SELECT plugin, id, checksum FROM fengsui_migration ORDER BY plugin, id'), []);
  return rows.map((row) => ({ plugin: String(row['plugin']), id: String(row['id']), checksum: String(row['checksum']) }));
}

/** What of the plugins' steps a database lacks that has these. Errors: MigrationFault. */
export function missingSteps(steps: readonly Step[], applied: readonly AppliedStep[]): readonly Step[] {
  const nameOf = ({ plugin, id }: Pick<Step, 'plugin' | 'id'>): string => `${plugin}/${id}`;
  const ran = new Map(applied.map((step) => [nameOf(step), step.checksum]));
  const changed = steps.filter((step) => ran.has(nameOf(step)) && ran.get(nameOf(step)) !== step.checksum);
  if (changed.length > 0) throw changedSteps(changed.map(nameOf));
  // A plugin that is no longer there leaves its tables; one that is here and knows less is an earlier version of itself.
  const known = new Set(steps.map(nameOf));
  const plugins = new Set(steps.map(({ plugin }) => plugin));
  const later = applied.filter((step) => plugins.has(step.plugin) && !known.has(nameOf(step)) && !madeAnew(step));
  if (later.length > 0) throw newerDatabase(later.map(nameOf));
  return steps.filter((step) => !ran.has(nameOf(step)));
}
/** The ring and the indexes of search are named by what they say, so that an earlier one is no step of a later version. */
const madeAnew = ({ plugin, id }: Pick<Step, 'plugin' | 'id'>): boolean => plugin === 'core' && /^(?:ring|search)-/.test(id);

/** The steps that the ledger does not know yet. Errors: MigrationFault. */
export async function pendingSteps(database: Database, model: Model): Promise<readonly Step[]> {
  await database.script([ledgerTable(database.dialect)]);
  return missingSteps(allSteps(database, model), await appliedSteps(database));
}

/** Brings the database to what the plugins declare: each step with its ledger row in one transaction. */
export async function migrate(database: Database, model: Model, atMost: number = Infinity): Promise<readonly Step[]> {
  const pending = (await pendingSteps(database, model)).slice(0, atMost);
  for (const step of pending) {
    await database.write(async (transaction) => {
      for (const text of step.statements) await transaction.run(statement(text), []);
      await transaction.run(
        statement(`INSERT INTO fengsui_migration (plugin, id, checksum, applied_at) VALUES (${placeholders(database.dialect, 4)})`),
        [step.plugin, step.id, step.checksum, instant(database.dialect, new Date())],
      );
    });
  }
  return pending;
}
