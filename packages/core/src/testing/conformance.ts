import { printSchema } from 'graphql';
import { enumType } from '../contract/enum.ts';
import { definePlugin, type Plugin } from '../contract/plugin.ts';
import type { Model } from '../contract/model.ts';
import { seedDemo } from '../demo/index.ts';
import { assemble } from '../engine/create-engine.ts';
import { allSteps } from '../engine/migrate.ts';
import { declaredTexts } from './conformance-texts.ts';
import { tablesOf } from './conformance-tables.ts';
import { dialects } from './database.ts';
import { testEngine } from './engine.ts';

/** One thing that every plugin keeps. `run` throws when it does not, and its message says what to do. */
export interface ConformanceCheck {
  readonly name: string;
  readonly run: () => void | Promise<void>;
}
class NotConformant extends Error {}
/** All that is wrong at once: an author should not have to run the suite a fault at a time. */
function none(what: string, faults: readonly string[]): void {
  if (faults.length > 0) throw new NotConformant(`${what}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
}

/**
 * What every plugin is held to, ours too, as a list for any test runner:
 * `it.each(conformance(shelter))('$name', ({ run }) => run())`. `beside` holds the plugins that it requires.
 */
export function conformance(plugin: Plugin, { beside = [] }: { readonly beside?: readonly Plugin[] } = {}): readonly ConformanceCheck[] {
  const core = plugin.core === 'self';
  const all = core ? beside : [...beside, plugin];
  const model = (): Model => assemble(all).model;
  return [
    { name: 'assembles, and in any order to the same schema and tables, byte for byte', run: () => shuffled(all) },
    {
      name: 'has an id, a version and prefixes that are well formed',
      run: () => none('Not well formed', wellFormed(plugin, model(), core)),
    },
    { name: 'exports what it declares, under its own name', run: () => none('Exports that do not agree', exportFaults(plugin, model())) },
    {
      name: 'gives every entity a visibility and every type and command a permission',
      run: () => none('Open to nobody knows whom', accessFaults(plugin, model())),
    },
    {
      name: 'names the events of every command and import, and each says what it is about and what it tells',
      run: () => none('Changes without an event', eventFaults(plugin, model(), core)),
    },
    { name: 'describes everything in Chinese and English', run: () => none('Write `中文。English.`', textFaults(plugin, model())) },
    { name: 'makes the same tables on both databases', run: () => sameTables(plugin, all) },
    { name: 'contributes indicators, checklists and searches that both databases answer', run: () => contributionsAnswer(plugin, all) },
    ...(plugin.seeds({} as never).length === 0
      ? []
      : [{ name: 'seeds the same on both databases, and a second time nothing', run: () => seedsOnce(plugin, all) }]),
  ];
}

/** Strangers before and after it, so that even a plugin that stands alone has an order to depend on. */
const strangers = ['a-stranger', 'z-stranger'].map((id) =>
  definePlugin({
    id,
    version: '1.0.0',
    core: '>=0',
    schema: [enumType(`${id.charAt(0).toUpperCase()}Stranger`, '旁人。A stranger.', { ONE: '一。One.' })],
  }),
);
function shuffled(own: readonly Plugin[]): void {
  const all = [...own, ...strangers];
  const printed = (plugins: readonly Plugin[]): string => {
    const { model, schema } = assemble(plugins);
    const steps = dialects.flatMap((dialect) =>
      allSteps({ dialect }, model).map(({ id, plugin, statements }) => [plugin, id, ...statements].join('\n')),
    );
    return [printSchema(schema), ...steps].join('\n');
  };
  const wanted = printed(all);
  const orders = all.map((_plugin, at) => [...all.slice(at), ...all.slice(0, at)]);
  if ([...orders, all.toReversed()].some((order) => printed(order) !== wanted))
    throw new NotConformant('The order in which plugins are listed shows in the schema or in the tables; make no list depend on it');
}

const plugins = /^[a-z][a-z0-9-]*$/;
const prefixes = /^[a-z](?:[a-z_]{0,61}[a-z])?$/;
const versions = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;
function wellFormed({ id, version }: Plugin, model: Model, core: boolean): readonly string[] {
  const own = [...model.types.values()].filter((type) => type.plugin === id);
  const tables = [...model.entities.values()].filter((entity) => entity.plugin === id).map(({ table }) => table);
  const space = `${id.replaceAll('-', '_')}_`;
  return [
    ...(plugins.test(id) ? [] : [`the id ${id} must be lower case letters, digits and hyphens`]),
    ...(versions.test(version) ? [] : [`the version ${version} must be like 1.2.3`]),
    ...own
      .filter(({ type }) => !prefixes.test(type.prefix))
      .map(({ name, type }) => `the prefix ${type.prefix} of ${name} must be lower case letters and underscores`),
    ...tables
      .filter((table) => !core && table !== space.slice(0, -1) && !table.startsWith(space))
      .map((table) => `the table ${table} must begin with ${space}, so that no other plugin has it`),
  ];
}

function exportFaults({ id, exports }: Plugin, model: Model): readonly string[] {
  const types = Object.entries(exports.types ?? {});
  const known = (name: string): boolean => model.types.has(name) || model.enums.has(name) || model.objects.has(name);
  return [
    ...types.filter(([name, type]) => type.name !== name).map(([name, type]) => `types.${name} is ${type.name}; export it under that name`),
    ...types.filter(([, type]) => !known(type.name)).map(([name]) => `types.${name} is not in the schema of ${id}`),
    ...Object.entries(exports.entities ?? {}).flatMap(([name, { name: own }]) =>
      own !== name
        ? [`entities.${name} is ${own}; export it under that name`]
        : model.entities.get(own)?.plugin === id
          ? []
          : [`entities.${name} is no entity of ${id}`],
    ),
  ];
}

const permissions = /^[a-z][A-Za-z]*(?:[-.][a-z][A-Za-z]*)+$/;
function accessFaults({ id }: Plugin, model: Model): readonly string[] {
  const open = new Set(['public', 'authenticated']);
  const asked: (readonly [string, string])[] = [
    ...[...model.types.values()].flatMap((type): (readonly [string, string])[] => [
      ...(type.plugin === id ? [[type.name, type.permission] as const] : []),
      ...[...type.fields]
        .filter(([, field]) => field.plugin === id)
        .map(([name, field]) => [`${type.name}.${name}`, field.permission] as const),
    ]),
    ...[...model.roots.values()].filter(({ plugin }) => plugin === id).map(({ root }) => [root.name, root.permission] as const),
    ...[...model.commands.values()].filter(({ plugin }) => plugin === id).map(({ command }) => [command.name, command.permission] as const),
  ];
  const open2 = [...model.commands.values()].filter(({ plugin, command }) => plugin === id && open.has(command.permission));
  return [
    ...asked
      .filter(([, permission]) => !open.has(permission) && !permissions.test(permission))
      .map(([name, permission]) => `${name}: the permission "${permission}" must be like shelter.read`),
    ...open2.map(({ command }) => `${command.name}: a command needs a permission that is granted, not "${command.permission}"`),
    ...[...model.entities.values()]
      .filter((entity) => entity.plugin === id && entity.visibility === undefined)
      .map(({ name }) => `${name} declares no visibility`),
  ];
}

function eventFaults({ id }: Plugin, model: Model, core: boolean): readonly string[] {
  const commands = [...model.commands.values()].filter(({ plugin }) => plugin === id).map(({ command }) => command);
  const events = [...model.events.values()].filter(({ plugin }) => plugin === id);
  return [
    ...commands.filter(({ emits }) => emits.length === 0).map(({ name }) => `${name} emits nothing; a change without an event is refused`),
    ...events.flatMap(({ event: { name, about }, by }) => [
      ...(permissions.test(name) ? [] : [`${by.join(', ')}: the event "${name}" must be like shelter.opened`]),
      ...(core || name.startsWith(`${id}.`) ? [] : [`${by.join(', ')}: the event "${name}" must begin with ${id}.`]),
      ...(about === 'any row' || model.typeOfEntity.has(about.name)
        ? []
        : [`the event "${name}" is about ${about.name}, which has no type: nobody could be told of it; give it an entityType`]),
    ]),
  ];
}

const bilingual = /\p{Script=Han}[^]*。[^]*[A-Za-z][^]*\.$/u;
const textFaults = (plugin: Plugin, model: Model): readonly string[] =>
  declaredTexts(plugin, model)
    .filter(([, text]) => !bilingual.test(text))
    .map(([where, text]) => `${where}: ${JSON.stringify(text)}`);

async function sameTables({ id }: Plugin, all: readonly Plugin[]): Promise<void> {
  const [sqlite, postgresql] = await Promise.all(
    dialects.map(async (dialect) => {
      const engine = await testEngine(dialect, all);
      try {
        const own = [...engine.model.entities.values()].filter((entity) => entity.plugin === id);
        return {
          own,
          tables: await tablesOf(
            engine.database,
            own.map(({ table }) => table),
          ),
        };
      } finally {
        await engine.stop();
      }
    }),
  );
  for (const { table, columns } of sqlite?.own ?? []) {
    const declared = [...columns.values()]
      .map(({ column, nullable }) => `${column}${nullable ? '' : ' NOT NULL'}`)
      .sort()
      .join(', ');
    const found = [sqlite, postgresql].map((each) => each?.tables.get(table) ?? 'no table');
    const wrong = found.filter((each) => each !== declared);
    none(`The table ${table} is not what its entity declares (${declared})`, wrong);
  }
}

/** Over an empty register: every figure has a value or none, every checklist a verdict, and a search finds nothing. */
async function contributionsAnswer({ id }: Plugin, all: readonly Plugin[]): Promise<void> {
  const model = assemble(all).model;
  const own = <T extends { readonly plugin: string }>(of: ReadonlyMap<string, T>): boolean =>
    [...of.values()].some(({ plugin }) => plugin === id);
  const fields = [
    ...(own(model.indicators) ? ['indicators { id value }'] : []),
    ...(own(model.checklists) ? ['checklists { id verdict }'] : []),
  ];
  const asked = [
    ...(fields.length === 0 ? [] : [`areaByCode(code: "43") { ${fields.join(' ')} }`]),
    ...(own(model.search) ? ['search(text: "一") { nodes { id } }'] : []),
  ];
  if (asked.length === 0) return;
  const query = `{ ${asked.join(' ')} }`;
  const answers = await Promise.all(
    dialects.map(async (dialect) => {
      const engine = await testEngine(dialect, all);
      try {
        const at = dialect === 'sqlite' ? '0' : "'epoch'";
        await engine.database.script([
          `INSERT INTO area (code, name, level, version, created_at, updated_at) VALUES ('43', '湖南省', 'PROVINCE', 1, ${at}, ${at})`,
        ]);
        const { data, errors } = await engine.query(query);
        none(
          `What ${id} contributes is not answered on ${dialect}`,
          (errors ?? []).map(({ message }) => message),
        );
        return JSON.stringify(data);
      } finally {
        await engine.stop();
      }
    }),
  );
  if (answers.some((each) => each !== answers[0])) throw new NotConformant(`The databases answer differently: ${answers.join(' and ')}`);
}

async function seedsOnce({ id }: Plugin, all: readonly Plugin[]): Promise<void> {
  const written = await Promise.all(
    dialects.map(async (dialect) => {
      const engine = await testEngine(dialect, all, { now: () => new Date('2026-01-01T00:00:00Z') });
      try {
        const { rows } = await seedDemo(engine);
        const again = await seedDemo(engine);
        none(
          `Seeding ${dialect} a second time wrote rows`,
          Object.entries(again.rows).map(([entity, count]) => `${entity}: ${count}`),
        );
        return JSON.stringify(Object.entries(rows).filter(([entity]) => engine.model.entities.get(entity)?.plugin === id));
      } finally {
        await engine.stop();
      }
    }),
  );
  if (written.some((each) => each !== written[0]))
    throw new NotConformant(`The databases were seeded differently: ${written.join(' and ')}`);
}
