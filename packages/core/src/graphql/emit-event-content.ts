import type { EventMember, EventModel, Model } from '../contract/model.ts';
import type { Emission, FieldConfig } from './builder.ts';
import type { EventNode } from './context.ts';
import { enumName } from './inputs.ts';

/** Marks a payload on its way to a client with the type that it is of. */
const contentType = Symbol('content type');
type Content = Readonly<Record<string | symbol, unknown>>;

/** `hidden-danger.closed` → `HiddenDangerClosedContent`. */
const nameOf = ({ event }: EventModel): string =>
  `${event.name.replace(/(?:^|\W+)(\w)/g, (_all, letter: string) => letter.toUpperCase())}Content`;

/** What events say, as types: `content { ... on HiddenDangerClosedContent { inTime } }`; undefined where no event says anything. */
export function emitEventContent(emission: Emission, model: Model): FieldConfig | undefined {
  const telling = [...model.events.values()].filter(({ members }) => members.length > 0);
  if (telling.length === 0) return undefined;
  for (const event of telling)
    emission.object(nameOf(event), event.event.description, fieldsOf(emission, model, nameOf(event), event.members));
  emission.union(
    'EventContent',
    '事件内容，各类事件各有其类型；不带内容的事件没有。What an event says, a type for each kind; a kind that says no more than that it happened has none.',
    telling.map(nameOf),
    (source: Content) => String(source[contentType]),
  );
  const types = new Map(telling.map((event) => [event.event.name, { schema: event.event.payload['~standard'], type: nameOf(event) }]));
  return {
    type: 'EventContent',
    nullable: true,
    description:
      '事件内容，按类型；不带内容的事件，或早先版本以另一形式记下的事件，为 null（原文见 payload）。What the event says, typed by its kind; null for one that says no more than that it happened, and for one that an earlier version told in another form (payload has it as it was).',
    resolve: async ({ event }: EventNode): Promise<Content | null> => {
      const known = types.get(event.type);
      if (known === undefined) return null;
      const payload: unknown = JSON.parse(event.payload);
      const read = await known.schema.validate(payload);
      // as: a payload is an object, which linking has seen to
      return read.issues === undefined ? { ...(read.value as object), [contentType]: known.type } : null;
    },
  };
}

const fieldsOf = (
  emission: Emission,
  model: Model,
  owner: string,
  members: readonly EventMember[],
): Readonly<Record<string, FieldConfig>> =>
  Object.fromEntries(
    members.map((member): [string, FieldConfig] => {
      const { name, description, nullable, list } = member;
      const type = typeOf(emission, model, `${owner}${name.charAt(0).toUpperCase()}${name.slice(1)}`, member);
      return [
        name,
        { type: list ? [type] : type, nullable, description, resolve: (source: Readonly<Record<string, unknown>>) => source[name] ?? null },
      ];
    }),
  );

function typeOf(emission: Emission, model: Model, place: string, { type, values, members, description }: EventMember): string {
  if (values !== undefined) return enumName(emission, model.enums, place, values);
  if (members === undefined) return type;
  emission.object(place, description, fieldsOf(emission, model, place, members));
  return place;
}
