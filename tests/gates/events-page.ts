import type { Model } from '@fengsui/core';

type EventModel = Model['events'] extends ReadonlyMap<string, infer E> ? E : never;
type Member = EventModel['members'][number];

/** `docs/events.md`: every event that the plugins of the demo tell, as they declare it. */
export function eventsPage({ events }: Model): string {
  return [
    '# Events',
    '',
    'What the log holds, written by `generate` from what the plugins declare; `fengsui explain events` prints it for your own configuration.',
    'Read it page by page with `changes`, live with `events` or the typed subscriptions (`hiddenDangerEvents`), each with `content` typed by the kind:',
    '',
    '```graphql',
    'subscription { events(types: [HIDDEN_DANGER_CLOSED]) { at subjectId content { ... on HiddenDangerClosedContent { inTime } } } }',
    '```',
    '',
    'A caller sees the events about rows that they may read, and needs `event.read` beside. A member with ! is always there.',
    '',
    ...[...events.values()].flatMap(section),
  ].join('\n');
}

const section = ({ event: { name, about, description }, kind, plugin, by, members }: EventModel): readonly string[] => [
  `## ${name}`,
  '',
  `${description} \`${kind}\`, about ${about === 'any row' ? 'a row of any type with personal data' : `rows of \`${about.name}\``}, told by ${by.map((each) => `\`${each}\``).join(', ')} (${plugin}).`,
  '',
  ...(members.length === 0 ? [] : [...lines(members, ''), '']),
];
const lines = (members: readonly Member[], indent: string): readonly string[] =>
  members.flatMap(({ name, description, members: inner = [], ...member }) => [
    `${indent}- \`${name}\` ${typeText(member)}: ${description}`,
    ...lines(inner, `${indent}  `),
  ]);
function typeText({ type, values, list, nullable }: Pick<Member, 'type' | 'values' | 'list' | 'nullable'>): string {
  const one = values?.join(' | ') ?? type;
  return `${list ? `[${one}]` : one}${nullable ? '' : '!'}`;
}
