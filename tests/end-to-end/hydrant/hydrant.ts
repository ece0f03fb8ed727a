import {
  Area,
  AreaType,
  defineCommand,
  defineIndicator,
  definePlugin,
  defineSubscriber,
  entity,
  entityType,
  eventType,
  mapLayer,
  p,
  sql,
  type Entity,
  type RowOf,
} from '@fengsui/core';
import * as z from 'zod';

// A table. Who sees a row is decided here: those whose area holds it.
const properties = {
  name: p.string().length(100).index(),
  pressureKpa: p.integer().nullable().index(),
  checkedAt: p.datetime().nullable().index(),
  lon: p.double().$type<number>(),
  lat: p.double().$type<number>(),
  area: () => p.manyToOne(Area).ref(),
};
export interface Hydrant extends RowOf<typeof properties> {}
export const Hydrant: Entity<Hydrant, 'Hydrant'> = entity('Hydrant', {
  table: 'hydrant',
  visibility: 'subtree',
  properties,
  point: { lon: 'lon', lat: 'lat' },
});

// Its face: `hydrant(id)`, `hydrants(where, orderBy, …)`, `hydrantsAggregate`, filters and pages come by themselves.
export const HydrantType = entityType(Hydrant, {
  prefix: 'hydrant',
  permission: 'hydrant.read',
  description: '消火栓。A fire hydrant.',
  fields: (t) => ({
    ...t.columns({
      name: '名称。Name.',
      pressureKpa: '上次所测压力，kPa。Pressure when last checked, kPa.',
      checkedAt: '上次检查。Last check.',
    }),
    area: t.relation('area', '所在区划。Its area.'),
    pressureMpa: t.sql('Float', '上次所测压力，MPa。Pressure, MPa.', ({ pressureKpa }) => sql`${pressureKpa} / 1000.0`, { nullable: true }),
  }),
});

// What happens, and what is told of it: checked where it is told, typed for whoever listens.
export const HydrantInstalled = eventType('hydrant.installed', {
  about: Hydrant,
  description: '消火栓已登记。A hydrant was registered.',
  payload: z.object({}),
});
export const HydrantChecked = eventType('hydrant.checked', {
  about: Hydrant,
  description: '消火栓已检查。A hydrant was checked.',
  payload: z.object({
    pressureKpa: z.int().describe('所测压力，kPa。Pressure, kPa.'),
    enough: z.boolean().describe('压力足够。Whether it is enough.'),
  }),
});

// Changes are commands: scope, versions, idempotency, audit and bulk forms are around `run` already.
export const installHydrant = defineCommand({
  name: 'installHydrant',
  description: '登记消火栓。Registers a hydrant.',
  permission: 'hydrant.write',
  input: z.object({ areaId: z.string(), name: z.string().min(1).max(100), lon: z.number(), lat: z.number() }),
  load: { area: { type: AreaType, id: 'areaId' } },
  payload: { hydrant: HydrantType },
  emits: [HydrantInstalled],
  run: ({ input: { name, lon, lat }, loaded: { area }, store, emit }) => {
    const hydrant = store.create(Hydrant, { name, lon, lat, area: area.code });
    emit(HydrantInstalled, hydrant);
    return { hydrant };
  },
});
const enoughKpa = 140;
export const checkHydrant = defineCommand({
  name: 'checkHydrant',
  description: '记录一次检查。Records a check.',
  permission: 'hydrant.write',
  input: z.object({ hydrantId: z.string(), pressureKpa: z.int().min(0).max(2_000) }),
  load: { hydrant: { type: HydrantType, id: 'hydrantId', versioned: true } },
  errors: { TWICE_A_MINUTE: { zh: '一分钟内已检查过；请核对', en: 'It was checked within this minute; look again' } },
  payload: { hydrant: HydrantType },
  emits: [HydrantChecked],
  run: ({ input: { pressureKpa }, loaded: { hydrant }, fail, emit, now }) => {
    if (hydrant.checkedAt && now().getTime() - hydrant.checkedAt.getTime() < 60_000) fail('TWICE_A_MINUTE', ['hydrantId']);
    hydrant.pressureKpa = pressureKpa;
    hydrant.checkedAt = now();
    emit(HydrantChecked, hydrant, { pressureKpa, enough: pressureKpa >= enoughKpa });
    return { hydrant };
  },
});

/** Told once of each weak hydrant: what a deployment does with it is its own. */
export const hydrants = (weak: (hydrantId: string) => void) =>
  definePlugin({
    id: 'hydrant',
    version: '0.1.0',
    core: '^0.1',
    entities: [Hydrant],
    schema: [HydrantType, installHydrant, checkHydrant],
    layers: [mapLayer(HydrantType, { id: 'hydrants', title: '消火栓。Hydrants.', properties: ['name', 'pressureKpa'] })],
    indicators: [defineIndicator(HydrantType, { id: 'hydrant.count', title: '消火栓数。Hydrants.', unit: '个' })],
    subscribers: [
      defineSubscriber({
        id: 'weak',
        on: [HydrantChecked],
        run: ({ subjectId, payload }) => {
          if (!payload.enough) weak(subjectId);
        },
      }),
    ],
  });
