import type { GraphQLResolveInfo } from 'graphql';
import { typeOf, type EntityModel, type Model, type TypeModel } from '../contract/model.ts';
import { logReachesDays } from '../events/event-log.ts';
import { readEvents } from '../events/event-scope.ts';
import { type Emission, type FieldConfig, namedByField } from './builder.ts';
import type { ChangesArgs, ChangesPage, EventNode, ResolverContext } from './context.ts';
import { emitEventContent } from './emit-event-content.ts';

const filters = {
  types: { type: ['EventKind'] as const, description: '只要这些类型。Only of these kinds.' },
  area: {
    type: 'String',
    description: '区划编码：此区划及其下级；或功能区编码。An area code: that area and all below it; or that of a zone.',
  },
};

/** The log as a connection and as a subscription. */
export function emitEvents(emission: Emission, model: Model): void {
  if (model.events.size === 0) return;
  emission.enum(
    'EventKind',
    '事件类型。Kinds of events.',
    Object.fromEntries([...model.events.values()].map(({ kind, event: { name, description } }) => [kind, { value: name, description }])),
  );
  emitEvent(emission, model);
  emission.query({
    changes: {
      type: 'EventConnection',
      description: `事件日志，按提交次序；回溯 ${logReachesDays} 天，更早的游标得 CURSOR_EXPIRED。The log of events in the order of commit; it reaches back ${logReachesDays} days, an older cursor says CURSOR_EXPIRED.`,
      args: {
        after: {
          type: 'String',
          description: '在此游标之后；缺省从日志开头。After this cursor; from the beginning of the log unless told.',
        },
        ...filters,
        first: { type: 'Int', description: '前 n 条，1–100，缺省 20。The first n, 1 to 100, 20 unless told.' },
      },
      extensions: { permission: readEvents, paged: true },
      resolve: (_source: unknown, args: ChangesArgs, context: ResolverContext) => context.changes(args),
    },
  });
  emission.subscription({
    events: {
      type: 'Event',
      description: `事件，逐条送达；给出 after 则从该处继续，不漏一条，或得 CURSOR_EXPIRED（日志回溯 ${logReachesDays} 天）。Events as they come; with after it goes on from there without a gap, or says CURSOR_EXPIRED (the log reaches back ${logReachesDays} days).`,
      args: {
        after: { type: 'String', description: '在此游标之后；缺省从现在。After this cursor; from now unless told.' },
        ...filters,
      },
      extensions: { permission: readEvents },
      resolve: (source: EventNode) => source,
    },
    ...aboutTypes(emission, model),
  });
}

/** `enterpriseEvents(area, types, after)`: the events about rows of one type, with the row as that type. For every type that a command gives. */
function aboutTypes(emission: Emission, model: Model): Readonly<Record<string, FieldConfig>> {
  const given = new Set([...model.commands.values()].flatMap(({ command }) => Object.values(command.payload).map(({ name }) => name)));
  const types = [...model.types.values()].filter(({ name }) => given.has(name));
  return Object.fromEntries(
    types.map((type): [string, FieldConfig] => {
      const { name, plugin, permission } = type;
      emission.object(`${name}Event`, `一次 ${name} 的变更。One change of a ${name}.`, {
        node: {
          type: name,
          nullable: true,
          description: '所涉记录的现状；已不存在或不在范围内为 null。The row as it is now; null when it is gone or out of scope.',
          resolve: (source: EventNode, _args: unknown, context: ResolverContext, info: GraphQLResolveInfo) =>
            context.loadRow(type, source.event.key, info),
        },
        event: { type: 'Event', description: '事件。The event.', resolve: (source: EventNode) => source },
      });
      return [
        `${name.charAt(0).toLowerCase()}${name.slice(1)}Events`,
        {
          type: `${name}Event`,
          description: `${name} 的事件，逐条送达；给出 after（event.cursor）则从该处继续，不漏一条，或得 CURSOR_EXPIRED。Events about rows of ${name} as they come; with after (an event.cursor) it goes on from there without a gap, or says CURSOR_EXPIRED.`,
          args: {
            after: { type: 'String', description: '在此游标之后；缺省从现在。After this cursor; from now unless told.' },
            ...filters,
          },
          extensions: { permission, about: type.entity.name, plugin },
          resolve: (source: EventNode) => source,
        },
      ];
    }),
  );
}

function emitEvent(emission: Emission, model: Model): void {
  const subjectOf = (source: EventNode): TypeModel | undefined => model.typeOfEntity.get(source.event.entity);
  const row = (type: TypeModel | undefined, key: string | null, context: ResolverContext, info: GraphQLResolveInfo): unknown =>
    type === undefined || key === null ? null : context.loadRow(type, key, info);
  const fields: Record<string, FieldConfig> = {
    cursor: {
      type: 'String',
      description: '此事件的游标，由此续读。Its cursor, to go on from.',
      resolve: (source: EventNode) => source.cursor,
    },
    kind: { type: 'EventKind', description: '类型。Its kind.', resolve: (source: EventNode) => source.event.type },
    at: { type: 'DateTime', description: '发生时间。When it happened.', resolve: (source: EventNode) => source.event.at },
    subjectId: {
      type: 'ID',
      description: '所涉记录的全局标识。Global id of the row it is about.',
      resolve: (source: EventNode) => globalId(subjectOf(source), source.event.key),
    },
    subject: {
      type: 'Node',
      nullable: true,
      description: '所涉记录的现状；已不存在或不在范围内为 null。The row it is about, as it is now; null when it is gone or out of scope.',
      resolve: (source: EventNode, _args: unknown, context: ResolverContext, info: GraphQLResolveInfo) =>
        row(subjectOf(source), source.event.key, context, info),
    },
    areaCode: {
      type: 'String',
      nullable: true,
      description: '所在区划编码。Code of its area.',
      resolve: (source: EventNode) => source.event.area,
    },
    payload: {
      type: 'JSON',
      description: '事件内容，如提交时所记。What the event says, as it was recorded.',
      resolve: (source: EventNode) => JSON.parse(source.event.payload) as unknown,
    },
    requestId: {
      type: 'String',
      description: '引起它的请求。The request that caused it.',
      resolve: (source: EventNode) => source.event.request,
    },
  };
  const content = emitEventContent(emission, model);
  if (content !== undefined) fields['content'] = content;
  const area: EntityModel | undefined = model.entities.get('Area');
  if (area !== undefined && model.typeOfEntity.has('Area'))
    fields['area'] = {
      type: 'Area',
      nullable: true,
      description: '所在区划。Its area.',
      resolve: (source: EventNode, _args: unknown, context: ResolverContext, info: GraphQLResolveInfo) =>
        row(typeOf(model, 'Area'), source.event.area, context, info),
    };
  emission.object('Event', '一次变更，如提交时所记。One change, as it was recorded at its commit.', fields);
  emission.object('EventEdge', 'Event 及其游标。An Event with its cursor.', {
    node: { type: 'Event', description: '事件。The event.', resolve: (source: EventNode) => source },
    cursor: { type: 'String', description: '游标。Its cursor.', resolve: (source: EventNode) => source.cursor },
  });
  emission.object('EventConnection', 'Event 的一页。A page of Event.', {
    nodes: { type: ['Event'], description: '各事件。The events.', resolve: (source: ChangesPage) => source.nodes },
    edges: {
      type: ['EventEdge'],
      description: '各事件及其游标。The events with their cursors.',
      resolve: (source: ChangesPage) => source.nodes,
    },
    pageInfo: {
      type: 'PageInfo',
      description: '翻页信息；endCursor 总有值，由此续读。Where the page stands; there always is an endCursor, to go on from.',
      resolve: (source: ChangesPage) =>
        namedByField({
          hasNextPage: source.hasNextPage,
          hasPreviousPage: false,
          startCursor: source.nodes[0]?.cursor ?? null,
          endCursor: source.endCursor,
        }),
    },
  });
}
const globalId = (type: TypeModel | undefined, key: string): string => `${type?.type.prefix ?? 'unknown'}_${key}`;
