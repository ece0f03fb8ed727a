import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { Area, AreaType, defineCommand, definePlugin, entity, entityType, eventType, p, type Entity, type RowOf } from '@fengsui/core';
import { conformance } from '@fengsui/core/testing';
import { coreModules } from '../../src/modules/index.ts';

describe.each(coreModules.map((plugin) => [plugin.id, plugin] as const))('%s keeps what every plugin keeps', (_id, plugin) => {
  // The demo's seeds stand on each other and have a test of their own.
  it.each(conformance({ ...plugin, seeds: () => [] }))('$name', ({ run }) => run());
});

describe('a plugin that keeps nothing is told so', () => {
  const properties = { name: p.string().length(50), area: () => p.manyToOne(Area).ref() };
  interface Depot extends RowOf<typeof properties> {}
  const Depot: Entity<Depot, 'Depot'> = entity('Depot', { table: 'depot', visibility: 'subtree', properties });
  const DepotType = entityType(Depot, {
    prefix: 'De-pot',
    permission: 'read',
    description: 'A depot',
    fields: (t) => t.columns({ name: '名称' }),
  });
  const closeDepot = defineCommand({
    name: 'closeDepot',
    description: '关闭仓库。Closes a depot.',
    permission: 'authenticated',
    input: z.object({ areaId: z.string() }),
    load: { area: { type: AreaType, id: 'areaId' } },
    payload: { area: AreaType },
    emits: [],
    run: ({ loaded: { area } }) => ({ area }),
  });
  const Moved = eventType('depotMoved', {
    about: Depot,
    description: '已迁移。Moved.',
    payload: z.object({ to: z.string(), by: z.object({ who: z.string() }).describe('经办。By whom.') }),
  });
  const moveDepot = defineCommand({
    name: 'moveDepot',
    description: '迁移仓库。Moves a depot.',
    permission: 'depot.move',
    input: z.object({ depotId: z.string() }),
    load: { depot: { type: DepotType, id: 'depotId' } },
    payload: { depot: DepotType },
    emits: [Moved],
    run: ({ loaded: { depot } }) => ({ depot }),
  });
  const careless = definePlugin({
    id: 'careless',
    version: '1',
    core: '^0.1',
    exports: { types: { Store: DepotType } },
    entities: [Depot],
    schema: [DepotType, closeDepot, moveDepot],
  });
  const checks = new Map(conformance(careless).map(({ name, run }) => [name, run]));

  it.each([
    [
      'has an id, a version and prefixes that are well formed',
      ['the version 1 must', 'the prefix De-pot', 'the table depot must begin with careless_'],
    ],
    ['exports what it declares, under its own name', ['types.Store is Depot']],
    [
      'gives every entity a visibility and every type and command a permission',
      ['Depot: the permission "read"', 'closeDepot: a command needs a permission'],
    ],
    [
      'names the events of every command and import, and each says what it is about and what it tells',
      ['closeDepot emits nothing', 'moveDepot: the event "depotMoved" must be like', 'must begin with careless.'],
    ],
    [
      'describes everything in Chinese and English',
      ['Depot: "A depot"', 'Depot.name: "名称"', 'depotMoved.to: ""', 'depotMoved.by.who: ""'],
    ],
  ])('%s', async (name, messages) => {
    const failure = await Promise.resolve()
      .then(() => checks.get(name)?.())
      .then(
        () => '',
        (error: unknown) => String(error),
      );
    for (const message of messages) expect(failure).toContain(message);
  });

  it('an event that does not say what it tells fails before everything else', async () => {
    // as: written in plain JavaScript, or for an earlier version
    const silent = { ...careless, schema: () => [DepotType, { ...moveDepot, emits: [{ ...Moved, payload: undefined as never }] }] };
    for (const { run } of conformance(silent)) {
      const failure = await Promise.resolve()
        .then(run)
        .then(() => '', String);
      expect(failure).toContain('EVENT_PAYLOAD: the payload of the event depotMoved cannot be told: there is none; give `payload`');
    }
  });
});
