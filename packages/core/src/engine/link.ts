import type { Command } from '../contract/command.ts';
import type { RootField, TypeExtension } from '../contract/define.ts';
import { declarationOf } from '../contract/entity.ts';
import type { EntityModel, FieldModel, Model, TypeModel } from '../contract/model.ts';
import type { Plugin, SchemaPart } from '../contract/plugin.ts';
import type { EntityType, ObjectType } from '../contract/types.ts';
import type { EnumType } from '../contract/enum.ts';
import type { InterfaceType } from '../contract/interface.ts';
import { arbitraryDocuments } from '../access/roles.ts';
import { erasePermission, personalCommands, revealPermission } from '../commands/personal-commands.ts';
import { readEvents } from '../events/event-scope.ts';
import type { Report } from './faults.ts';
import { byId, checkChecklists, checkIndicators, linkSearch, once } from './link-contributions.ts';
import { linkEvents } from './link-events.ts';
import { addFigures } from './link-figures.ts';
import { checkMetrics, checkPlanActions, linkImpacts } from './link-operations.ts';
import { linkInterfaces } from './link-interfaces.ts';
import { linkRoles } from './link-roles.ts';
import { linkEntity } from './link-entity.ts';
import { linkPersonal } from './link-personal.ts';
import { linkVisibility } from './link-visibility.ts';

interface Parts {
  readonly plugin: Plugin;
  readonly parts: readonly SchemaPart[];
}

/** Reads all plugins, in their resolved order, into one model; every fault goes to the report. */
export function link(plugins: readonly Plugin[], report: Report): Model {
  const entities = linkEntities(plugins, report);
  const parts = plugins.map((plugin): Parts => ({ plugin, parts: plugin.schema(handlesOf(plugin, plugins) as never) }));
  const types = linkTypes(parts, entities, report);
  linkExtensions(parts, types, entities, report);
  linkPersonal(entities.values(), types.values(), report);
  const typeOfEntity = new Map([...types.values()].map((type) => [type.entity.name, type]));
  const named = <P extends SchemaPart>(part: P['part']): Map<string, { readonly part: P; readonly plugin: string }> =>
    collect<P>(parts, part, report);
  const commands = named<Command>('command');
  const roots = named<RootField>('root');
  const contributed = <T>(
    of: (plugin: Plugin) => (handles: never) => readonly T[],
  ): readonly { readonly value: T; readonly plugin: string }[] =>
    plugins.flatMap((plugin) => of(plugin)(handlesOf(plugin, plugins) as never).map((value) => ({ value, plugin: plugin.id })));
  const all = withPersonal(commands, types, report);
  const permissions = permissionsOf(plugins, types, commands, roots);
  const indicators = byId(
    'indicator',
    contributed((plugin) => plugin.indicators),
    report,
  );
  const checklists = byId(
    'checklist',
    contributed((plugin) => plugin.checklists),
    report,
  );
  checkIndicators([...indicators.values()], types, report);
  checkChecklists([...checklists.values()], indicators, plugins, report);
  const metrics = byId(
    'metric',
    contributed((plugin) => plugin.metrics),
    report,
  );
  checkMetrics([...metrics.values()], report);
  const planActions = byId(
    'plan action',
    contributed((plugin) => plugin.planActions),
    report,
  );
  checkPlanActions([...planActions.values()], new Set([...all.values()].map(({ part }) => part)), report);
  // as: an object part without its shape is all that a SchemaPart shows
  const objects = new Map([...named<SchemaPart & { part: 'object' }>('object')].map(([name, { part }]) => [name, part as ObjectType]));
  const enums = new Map([...named<EnumType>('enum')].map(([name, { part }]) => [name, part]));
  const interfaces = new Map([...named<InterfaceType>('interface')].map(([name, { part }]) => [name, part]));
  addFigures({ indicators, checklists, types, objects, enums, typeOfEntity }, report);
  return {
    plugins,
    entities,
    types,
    typeOfEntity,
    enums,
    objects: linkImpacts(objects, report),
    interfaces: linkInterfaces(interfaces, types, report),
    events: linkEvents(plugins, all, entities, report),
    commands: new Map([...all].map(([name, { part, plugin }]) => [name, { command: part, plugin }])),
    roots: new Map([...roots].map(([name, { part, plugin }]) => [name, { root: part, plugin }])),
    layers: once(
      'map layer',
      contributed((plugin) => plugin.layers),
      report,
    ).map(({ value, plugin }) => ({ layer: value, plugin })),
    exposures: once(
      'exposure',
      contributed((plugin) => plugin.exposures),
      report,
    ).map(({ value, plugin }) => ({ exposure: value, plugin })),
    indicators,
    checklists,
    metrics,
    planActions,
    search: linkSearch(
      contributed((plugin) => plugin.search),
      types,
      report,
    ),
    seeds: contributed((plugin) => plugin.seeds).map(({ value, plugin }) => ({ seed: value, plugin })),
    permissions,
    roles: linkRoles(plugins, permissions, report),
  };
}

/** What `requires` hands over: the exports of each required plugin. */
const handlesOf = (plugin: Plugin, plugins: readonly Plugin[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(plugin.requires).map(([name, { id }]) => [name, plugins.find((other) => other.id === id)?.exports ?? {}]),
  );

function linkEntities(plugins: readonly Plugin[], report: Report): ReadonlyMap<string, EntityModel> {
  const all = plugins.flatMap((plugin) => plugin.entities.map((entity) => ({ plugin: plugin.id, entity })));
  const keys = new Map(all.map(({ entity }) => [entity.name, declarationOf(entity).options.key ?? 'id']));
  const entities = new Map<string, EntityModel>();
  const tables = new Map<string, string>();
  for (const { plugin, entity } of all) {
    const linked = linkEntity(plugin, entity, (target) => keys.get(target) ?? 'id', report);
    const other = entities.get(linked.name);
    if (other !== undefined) report('ENTITY_TWICE', plugin, `the entity ${linked.name} is also declared by ${other.plugin}; rename one`);
    const owner = tables.get(linked.table);
    if (owner !== undefined) report('TABLE_TWICE', plugin, `the table ${linked.table} is also used by ${owner}; rename one`);
    tables.set(linked.table, plugin);
    entities.set(linked.name, linked);
    for (const column of linked.columns.values()) {
      if (column.target !== undefined && !keys.has(column.target))
        report('RELATION_TARGET', plugin, `${linked.name}.${column.property} points to ${column.target}, which no plugin declares`);
    }
  }
  linkVisibility(entities, report);
  return entities;
}

function linkTypes(all: readonly Parts[], entities: ReadonlyMap<string, EntityModel>, report: Report): Map<string, TypeModel> {
  const types = new Map<string, TypeModel>();
  const prefixes = new Map<string, string>();
  for (const [name, { part, plugin }] of collect<EntityType>(all, 'entity', report)) {
    const entity = entities.get(part.entity.name);
    if (entity === undefined) {
      report('TYPE_ENTITY', plugin, `the type ${name} stands over the entity ${part.entity.name}, which is in no plugin's entities`);
      continue;
    }
    if (!part.permission) report('NO_PERMISSION', plugin, `the type ${name} names no permission; every type needs one to be read`);
    const other = prefixes.get(part.prefix);
    if (other !== undefined) report('PREFIX_TWICE', plugin, `the id prefix "${part.prefix}" of ${name} is also used by ${other}`);
    prefixes.set(part.prefix, name);
    const fields = new Map(
      Object.entries(part.fields).map(([field, value]): [string, FieldModel] => [
        field,
        { field: value, plugin, permission: value.permission ?? part.permission },
      ]),
    );
    checkFields(plugin, name, entity, entities, fields, report);
    types.set(name, { name, type: part, entity, plugin, permission: part.permission, fields });
  }
  return types;
}

function linkExtensions(
  all: readonly Parts[],
  types: Map<string, TypeModel>,
  entities: ReadonlyMap<string, EntityModel>,
  report: Report,
): void {
  for (const { plugin, parts } of all) {
    for (const extension of parts.filter((part): part is TypeExtension => part.part === 'extension')) {
      const target = types.get(extension.target);
      if (target === undefined) {
        report('EXTENDS_NOTHING', plugin.id, `extends the type ${extension.target}, which no plugin declares`);
        continue;
      }
      const fields = new Map(target.fields);
      for (const [name, field] of Object.entries(extension.fields)) {
        const other = fields.get(name);
        if (other !== undefined)
          report('FIELD_TWICE', plugin.id, `adds ${extension.target}.${name}, which ${other.plugin} has already; rename it`);
        fields.set(name, { field, plugin: plugin.id, permission: field.permission ?? extension.permission ?? target.permission });
      }
      checkFields(plugin.id, target.name, target.entity, entities, fields, report);
      types.set(target.name, { ...target, fields });
    }
  }
}

function checkFields(
  plugin: string,
  type: string,
  entity: EntityModel,
  entities: ReadonlyMap<string, EntityModel>,
  fields: ReadonlyMap<string, FieldModel>,
  report: Report,
): void {
  for (const [name, { field }] of fields) {
    if ((field.kind === 'column' || field.kind === 'relation') && !entity.columns.has(field.property))
      report('NO_SUCH_PROPERTY', plugin, `${type}.${name} reads ${entity.name}.${field.property}, which the entity does not have`);
    for (const need of field.kind === 'custom' ? field.needs : []) checkNeed(plugin, `${type}.${name}`, entity, entities, need, report);
    if (!field.description) report('NO_DESCRIPTION', plugin, `${type}.${name} has no description; write one in Chinese and English`);
  }
}

type Named<P> = ReadonlyMap<string, { readonly part: P; readonly plugin: string }>;
/** Core's own commands over personal data, beside the authors'. */
function withPersonal(commands: Named<Command>, types: ReadonlyMap<string, TypeModel>, report: Report): Named<Command> {
  const own = personalCommands(types.values()).map((part) => [part.name, { part, plugin: 'core' }] as const);
  for (const [name] of own) {
    const other = commands.get(name);
    if (other !== undefined)
      report('NAME_TWICE', other.plugin, `the command ${name} is also made by core, for a type with personal columns; rename yours`);
  }
  return new Map([...commands, ...own].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A need is a column or relation of the row, or a column of the row behind a relation. */
function checkNeed(
  plugin: string,
  field: string,
  entity: EntityModel,
  entities: ReadonlyMap<string, EntityModel>,
  need: string,
  report: Report,
): void {
  const [first = '', rest] = need.split('.');
  const own = entity.columns.get(first);
  const behind = entities.get(own?.target ?? '');
  if (own === undefined || (rest !== undefined && behind?.columns.has(rest) !== true))
    report('NO_SUCH_PROPERTY', plugin, `${field} needs ${entity.name}.${need}, which is not there`);
}

/** Parts of one kind by name; a name used twice is a fault. */
function collect<P extends SchemaPart>(
  all: readonly Parts[],
  kind: P['part'],
  report: Report,
): Map<string, { readonly part: P; readonly plugin: string }> {
  const found = new Map<string, { readonly part: P; readonly plugin: string }>();
  for (const { plugin, parts } of all) {
    for (const part of parts) {
      if (part.part !== kind || !('name' in part)) continue;
      const other = found.get(part.name);
      if (other !== undefined && other.part !== part)
        report('NAME_TWICE', plugin.id, `the ${kind} ${part.name} is also declared by ${other.plugin}; rename one`);
      found.set(part.name, { part: part as P, plugin: plugin.id });
    }
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function permissionsOf(
  plugins: readonly Plugin[],
  types: ReadonlyMap<string, TypeModel>,
  commands: ReadonlyMap<string, { readonly part: Command }>,
  roots: ReadonlyMap<string, { readonly part: RootField }>,
): ReadonlySet<string> {
  const all = [...types.values()].flatMap((type) => [type.permission, ...[...type.fields.values()].map((field) => field.permission)]);
  return new Set(
    [
      ...all,
      readEvents,
      revealPermission,
      erasePermission,
      arbitraryDocuments,
      ...plugins.flatMap(({ importers }) => importers.map(({ permission }) => permission)),
      ...[...commands.values()].map(({ part }) => part.permission),
      ...[...roots.values()].map(({ part }) => part.permission),
    ].sort(),
  );
}
