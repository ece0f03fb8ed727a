import type { Command } from '../contract/command.ts';
import { declarationOf, type Entity } from '../contract/entity.ts';
import type { EventType } from '../contract/event.ts';
import type { EntityModel, EventMember, EventModel } from '../contract/model.ts';
import type { Plugin } from '../contract/plugin.ts';
import type { Report } from './faults.ts';
import { payloadMembers } from './payload-members.ts';

type Told = { readonly event: EventType; readonly plugin: string; readonly by: string };

/** The events that commands and imports may tell, by name, with what each says; what is not declared whole is a fault. */
export function linkEvents(
  plugins: readonly Plugin[],
  commands: ReadonlyMap<string, { readonly part: Command; readonly plugin: string }>,
  entities: ReadonlyMap<string, EntityModel>,
  report: Report,
): ReadonlyMap<string, EventModel> {
  const all: readonly Told[] = [
    ...[...commands.values()].flatMap(({ part, plugin }) => part.emits.map((event) => ({ event, plugin, by: part.name }))),
    ...plugins.flatMap(({ id, importers }) => importers.map((importer) => ({ event: importer.emits, plugin: id, by: importer.id }))),
  ];
  const found = new Map<string, EventModel>();
  const kinds = new Map<string, string>();
  for (const { event, plugin, by } of inOrder(all, plugins)) {
    const { name } = event;
    const known = found.get(name);
    if (known !== undefined && known.event !== event)
      report('EVENT_TWICE', plugin, `the event ${name} of ${by} is also declared by ${known.plugin}; rename one`);
    else if (known !== undefined) found.set(name, { ...known, by: [...known.by, by].sort() });
    else {
      const kind = kindOf(name);
      const other = kinds.get(kind);
      if (other !== undefined) report('EVENT_TWICE', plugin, `the events ${name} and ${other} are both ${kind} to clients; rename one`);
      kinds.set(kind, name);
      checkAbout(event, plugin, entities, report);
      found.set(name, { event, plugin, kind, by: [by], members: members(event, plugin, report) });
    }
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `enterprise.registered` → `ENTERPRISE_REGISTERED`. */
const kindOf = (name: string): string =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/\W+/g, '_')
    .toUpperCase();

/** An event that several plugins tell is that of the one they all stand on. */
function inOrder(all: readonly Told[], plugins: readonly Plugin[]): readonly Told[] {
  const place = new Map(plugins.map(({ id }, at) => [id, at]));
  return all.toSorted((a, b) => (place.get(a.plugin) ?? -1) - (place.get(b.plugin) ?? -1));
}

function checkAbout({ name, about }: EventType, plugin: string, entities: ReadonlyMap<string, EntityModel>, report: Report): void {
  // as: it may come from plain JavaScript, or from before an event had to say so
  const given = about as Entity | 'any row' | undefined;
  if (given === undefined) report('EVENT_ABOUT', plugin, `the event ${name} says of no entity that it is about its rows; give \`about\``);
  else if (given === 'any row') {
    if (plugin !== 'core') report('EVENT_ABOUT', plugin, `the event ${name} is about any row, which core alone may tell; name one entity`);
  } else if (!entities.has(declarationOf(given).name))
    report('EVENT_ABOUT', plugin, `the event ${name} is about ${given.name}, which is in no plugin's entities; put it there`);
}

function members({ name, payload }: EventType, plugin: string, report: Report): readonly EventMember[] {
  try {
    // as: it may come from plain JavaScript, or from before an event had to say so
    if ((payload as unknown) === undefined) throw new Error('there is none; give `payload`, an object schema such as z.object({})');
    return payloadMembers(payload);
  } catch (error) {
    report(
      'EVENT_PAYLOAD',
      plugin,
      `the payload of the event ${name} cannot be told: ${error instanceof Error ? error.message : String(error)}`,
    );
    return [];
  }
}
