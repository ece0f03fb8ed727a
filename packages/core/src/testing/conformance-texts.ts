import type { EventMember, Model } from '../contract/model.ts';
import type { Plugin } from '../contract/plugin.ts';
import type { AnyInput } from '../contract/scalars.ts';

type Text = readonly [where: string, text: string];

/** Every text for people that a plugin declares, and where it stands. */
export function declaredTexts(plugin: Plugin, model: Model): readonly Text[] {
  const own = <T extends { readonly plugin: string }>(all: Iterable<T>): readonly T[] =>
    [...all].filter((each) => each.plugin === plugin.id);
  const parts = plugin.schema(handles(plugin, model) as never);
  const named = (part: string): ReadonlySet<string> =>
    new Set(parts.flatMap((each) => (each.part === part && 'name' in each ? [each.name] : [])));
  const [enums, objects] = [named('enum'), named('object')];
  return [
    ...[...model.types.values()].flatMap((type): Text[] => [
      ...(type.plugin === plugin.id ? [[type.name, type.type.description] as const] : []),
      ...[...type.fields]
        .filter(([, field]) => field.plugin === plugin.id)
        .flatMap(([name, { field }]): Text[] => [
          [`${type.name}.${name}`, field.description],
          ...(field.kind === 'custom' && field.args !== undefined ? inputTexts(`${type.name}.${name}`, field.args) : []),
        ]),
    ]),
    ...[...model.enums.values()]
      .filter(({ name }) => enums.has(name))
      .flatMap((type): Text[] => [
        [type.name, type.description],
        ...Object.entries(type.values).map(([value, label]): Text => [`${type.name}.${value}`, label ?? '']),
      ]),
    ...[...model.objects.values()]
      .filter(({ name }) => objects.has(name))
      .flatMap((type): Text[] => [
        [type.name, type.description],
        ...Object.entries(type.fields).map(([name, field]): Text => [`${type.name}.${name}`, field.description]),
      ]),
    ...own(model.roots.values()).flatMap(({ root }): Text[] => [
      [root.name, root.description],
      ...(root.args === undefined ? [] : inputTexts(root.name, root.args)),
    ]),
    ...own(model.commands.values()).flatMap(({ command }): Text[] => [
      [command.name, command.description],
      ...inputTexts(command.name, command.input),
      ...Object.entries(command.errors).map(([code, { zh, en }]): Text => [`${command.name} ${code}`, `${zh}。${en}.`]),
    ]),
    ...own(model.events.values()).flatMap(({ event, members }): Text[] => [
      [event.name, event.description],
      ...memberTexts(event.name, members),
    ]),
    ...own(model.layers).map(({ layer }): Text => [`layer ${layer.id}`, layer.title]),
    ...own(model.exposures).map(({ exposure }): Text => [`exposure ${exposure.id}`, exposure.title]),
    ...[...model.indicators.values(), ...model.checklists.values(), ...model.metrics.values(), ...model.planActions.values()]
      .filter((each) => each.plugin === plugin.id)
      .map(({ value }): Text => [`${value.part} ${value.id}`, value.title]),
    ...own(model.seeds).map(({ seed }): Text => [`seed ${seed.id}`, seed.description]),
    ...[...plugin.permissions, ...plugin.roles].map(({ name, description }): Text => [name, description]),
  ];
}

/** Clients get a type of what an event says, and each of its fields says what it is. */
const memberTexts = (where: string, members: readonly EventMember[]): readonly Text[] =>
  members.flatMap(({ name, description, members: inner = [] }): Text[] => [
    [`${where}.${name}`, description],
    ...memberTexts(`${where}.${name}`, inner),
  ]);

/** What `requires` hands over, as linking does it. */
const handles = (plugin: Plugin, model: Model): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(plugin.requires).map(([name, { id }]) => [name, model.plugins.find((other) => other.id === id)?.exports ?? {}]),
  );

interface JsonSchema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
}
/** The descriptions that an input gives; one without says nothing wrong. */
function inputTexts(where: string, input: AnyInput): readonly Text[] {
  const walk = (at: string, { description, properties = {}, items }: JsonSchema): readonly Text[] => [
    ...(description === undefined ? [] : [[at, description] as const]),
    ...Object.entries(properties).flatMap(([name, inner]) => walk(`${at}.${name}`, inner)),
    ...(items === undefined ? [] : walk(`${at}[]`, items)),
  ];
  return walk(`${where}(input)`, input['~standard'].jsonSchema.input({ target: 'draft-2020-12' }));
}
