import type { Model } from '../contract/model.ts';
import { factsOf } from './checklist-facts.ts';

/** Something that a plugin contributed to one of core's extension points. */
export interface Contribution {
  readonly id: string;
  readonly title: string;
  readonly plugin: string;
  /** `indicators`: the member of definePlugin that it stands under. */
  readonly point: string;
  readonly details: readonly string[];
}

/** All that plugins contribute, with who does. */
export function contributions(model: Model): readonly Contribution[] {
  return [
    ...model.layers.map(({ layer: { id, title, type }, plugin }) => of('layers', plugin, { id, title }, [over(type.name)])),
    ...model.exposures.map(({ exposure: { id, title, type }, plugin }) => of('exposures', plugin, { id, title }, [over(type.name)])),
    ...[...model.indicators.values()].map(({ value, plugin }) =>
      of('indicators', plugin, value, [
        over(value.type.name),
        `算法 measure\t${value.measure.kind}${value.measure.kind === 'count' ? '' : ` ${value.measure.column}`}`,
        `条件 where\t${JSON.stringify(value.where)}`,
      ]),
    ),
    ...[...model.checklists.values()].map(({ value, plugin }) =>
      of('checklists', plugin, value, [`版本 edition\t${value.table.edition}`, `事实 facts\t${factsOf(value.table).join(', ')}`]),
    ),
    ...[...model.metrics.values()].map(({ value, plugin }) =>
      of('metrics', plugin, value, [`读数 readings\t${value.range.min}–${value.range.max} ${value.unit}, ${value.summary}`]),
    ),
    ...[...model.planActions.values()].map(({ value, plugin }) =>
      of('planActions', plugin, value, [`命令 command\t${value.command.name}`, `权限 permission\t${value.command.permission}`]),
    ),
    ...[...model.search].map(([name, { columns, plugin }]) =>
      of('search', plugin, { id: `search.${name}`, title: `查找 ${name}。Search of ${name}.` }, [
        `列 columns\t${columns.map(({ property }) => property).join(', ')}`,
      ]),
    ),
  ];
}
const over = (type: string): string => `类型 type\t${type}`;
const of = (
  point: string,
  plugin: string,
  { id, title }: { readonly id: string; readonly title: string },
  details: readonly string[],
): Contribution => ({ id, title, plugin, point, details });
