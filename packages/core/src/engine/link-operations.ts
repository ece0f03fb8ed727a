import type { Command } from '../contract/command.ts';
import type { Metric } from '../contract/metric.ts';
import type { Contributed } from '../contract/model.ts';
import type { PlanAction } from '../contract/plan-action.ts';
import type { ObjectType } from '../contract/types.ts';
import type { Report } from './faults.ts';

export function checkMetrics(metrics: readonly Contributed<Metric>[], report: Report): void {
  for (const { value, plugin } of metrics) {
    const { id, range, unit } = value;
    if (!(Number.isFinite(range.min) && Number.isFinite(range.max) && range.min < range.max))
      report('METRIC_RANGE', plugin, `the metric ${id} ranges from ${range.min} to ${range.max}; give the least and the greatest reading`);
    if (unit.trim() === '') report('METRIC_UNIT', plugin, `the metric ${id} names no unit; a bare number tells nobody anything`);
  }
}

/** A plan gives commands that are there. */
export function checkPlanActions(actions: readonly Contributed<PlanAction>[], commands: ReadonlySet<Command>, report: Report): void {
  for (const { value, plugin } of actions) {
    if (!commands.has(value.command))
      report(
        'PLAN_ACTION_COMMAND',
        plugin,
        `the plan action ${value.id} gives the command ${value.command.name}, which is in no plugin's schema; put it there`,
      );
  }
}

/** The impact of a computed object is that of a geometry beside it. */
export function linkImpacts(objects: ReadonlyMap<string, ObjectType>, report: Report): ReadonlyMap<string, ObjectType> {
  for (const { name, fields } of objects.values()) {
    for (const [field, { impactOf }] of Object.entries(fields)) {
      if (impactOf === undefined || fields[impactOf]?.type === 'GeoJSON') continue;
      report('IMPACT_OF', name, `${name}.${field} is the impact of "${impactOf}", which is no field of type GeoJSON beside it; name one`);
    }
  }
  return objects;
}
