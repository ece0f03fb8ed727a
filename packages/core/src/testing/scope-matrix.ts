import type { Engine } from '../engine/create-engine.ts';
import { askAggregates } from './matrix/aggregates.ts';
import { askById, askRefused } from './matrix/by-id.ts';
import { callers } from './matrix/callers.ts';
import { askFilters } from './matrix/filters.ts';
import { askOrders } from './matrix/orders.ts';
import { askPages } from './matrix/pages.ts';
import { MatrixRun } from './matrix/run.ts';
import { fillMatrix } from './scope-rows.ts';

/** What the matrix found: how much was asked, and every answer that held a row or a count too many or too few. */
export interface MatrixReport {
  readonly asked: number;
  readonly leaks: readonly string[];
  /** Root fields that the matrix cannot ask by itself. */
  readonly uncovered: readonly string[];
}

/**
 * Asks everything that the schema offers, for callers of each kind, over rows in an area, its parent, siblings, children and
 * a look-alike, and compares with a rule of its own. Generated from the model: a new type is covered by itself.
 * The engine's database must be empty; its cost limit must allow a few thousand objects.
 */
export async function scopeMatrix(engine: Engine): Promise<MatrixReport> {
  const rows = await fillMatrix(engine.database, engine.model);
  const run = new MatrixRun(engine, rows);
  for (const [name, who] of callers([...engine.model.permissions])) {
    run.caller(name, who);
    for (const type of engine.model.types.values()) {
      if (!who.has(type.permission)) await askRefused(run, type);
      else {
        await askById(run, type);
        await askPages(run, type);
        await askFilters(run, type);
        await askOrders(run, type);
        await askAggregates(run, type);
      }
    }
  }
  return { asked: run.asked, leaks: run.leaks, uncovered: run.uncovered() };
}
