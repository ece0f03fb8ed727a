import type { EventMember, EventModel, Model } from '../contract/model.ts';
import { readEvents } from '../events/event-scope.ts';
import { factsOf } from './checklist-facts.ts';

/** Something that a plugin contributed to one of core's extension points, or an event that it tells. */
export interface Contribution {
  readonly id: string;
  readonly title: string;
  readonly plugin: string;
  /** `indicators`: the member of definePlugin that it stands under; `events` are those of its commands and importers. */
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
    ...[...model.events.values()].map((event) =>
      of('events', event.plugin, { id: event.event.name, title: event.event.description }, eventDetails(model, event)),
    ),
    ...[...model.search].map(([name, { columns, plugin }]) =>
      of('search', plugin, { id: `search.${name}`, title: `查找 ${name}。Search of ${name}.` }, [
        `列 columns\t${columns.map(({ property }) => property).join(', ')}`,
      ]),
    ),
  ];
}

/** What an event is about, what it says, who tells it and who may read it. */
function eventDetails(model: Model, { kind, by, members, event: { about } }: EventModel): readonly string[] {
  const type = about === 'any row' ? undefined : model.typeOfEntity.get(about.name);
  return [
    `代码 kind\t${kind}`,
    `所涉记录 about\t${about === 'any row' ? about : about.name}`,
    `由 told by\t${by.join(', ')}`,
    `权限 permission\t${[readEvents, ...(type === undefined ? [] : [type.permission])].join(', ')}`,
    `内容 payload\t${members.length === 0 ? '无 nothing' : ''}`,
    ...membersText(members, '  '),
  ];
}
const membersText = (members: readonly EventMember[], indent: string): readonly string[] =>
  members.flatMap(({ name, type, values, list, nullable, description, members: inner = [] }) => [
    `${indent}${name}\t${list ? `[${values?.join(' | ') ?? type}]` : (values?.join(' | ') ?? type)}${nullable ? '' : '!'}\t${description}`,
    ...membersText(inner, `${indent}  `),
  ]);
const over = (type: string): string => `类型 type\t${type}`;
const of = (
  point: string,
  plugin: string,
  { id, title }: { readonly id: string; readonly title: string },
  details: readonly string[],
): Contribution => ({ id, title, plugin, point, details });
