import * as z from 'zod';
import {
  answerOf,
  answerType,
  Area,
  AreaType,
  calculator,
  defineCommand,
  defineSubscriber,
  definePlugin,
  entity,
  entityType,
  enumType,
  eventType,
  extendType,
  mapLayer,
  objectType,
  p,
  required,
  rootField,
  sql,
  type Entity,
  type RowOf,
} from '@fengsui/core';

/** What the compiler refuses an author: each line below an expectation must fail to type-check, or `tsc` fails here. */
const properties = {
  name: p.string().length(50),
  capacity: p.integer(),
  occupied: p.integer().default(0),
  openedAt: p.datetime().nullable(),
  area: () => p.manyToOne(Area).ref(),
};
interface Shelter extends RowOf<typeof properties> {}
const Shelter: Entity<Shelter, 'Shelter'> = entity('Shelter', { table: 'shelter', visibility: 'subtree', properties });
const stayProperties = { people: p.integer(), shelter: () => p.manyToOne(Shelter).ref() };
interface Stay extends RowOf<typeof stayProperties> {}
const Stay: Entity<Stay, 'Stay'> = entity('Stay', { table: 'shelter_stay', visibility: { via: 'shelter' }, properties: stayProperties });

const Grade = enumType('Grade', '等级。A grade.', { A: '甲。First.', B: '乙。Second.' });
const Needs = objectType('Needs', '需求。Needs.', {
  waterLitres: { type: 'Float', description: '水，升。Water, litres.' },
  grade: { type: Grade, description: '等级。A grade.' },
});
const NeedsAnswer = answerType(Needs);
const head = { prefix: 'shelter', permission: 'shelter.read', description: '安置点。A shelter.' };
export const ShelterType = entityType(Shelter, { ...head, fields: (t) => t.columns({ name: '名称。Name.' }) });
export const StayType = entityType(Stay, { ...head, prefix: 'stay', fields: (t) => t.columns({ people: '人数。People.' }) });
const Opened = eventType('shelter.opened', {
  about: Shelter,
  description: '已开放。Opened.',
  payload: z.object({ places: z.int(), note: z.string().optional() }),
});
const Closed = eventType('shelter.closed', { about: Shelter, description: '已关闭。Closed.', payload: z.object({}) });
// @ts-expect-error an event that is about nothing
eventType('shelter.moved', { description: 'x', payload: z.object({}) });
// @ts-expect-error an event whose payload has no shape
eventType('shelter.moved', { about: Shelter, description: 'x' });

export const parts = [
  entityType(Shelter, {
    ...head,
    fields: (t) => ({
      // @ts-expect-error a typo in a column's name
      capacity: t.column('capcity', 'x'),
      // @ts-expect-error a scalar used as a relation
      name: t.relation('name', 'x'),
      // @ts-expect-error an unknown column in an SQL expression
      free: t.sql('Int', 'x', ({ capacity, ocupied }) => sql`${capacity} - ${ocupied}`),
      // @ts-expect-error a resolver reads what it did not declare
      a: t.computed({ type: 'Int', needs: ['capacity'], description: 'x', resolve: (row) => row.capacity - row.occupied }),
      // @ts-expect-error a resolver gives the wrong type
      b: t.computed({ type: 'Int', needs: ['capacity'], description: 'x', resolve: (row) => `${row.capacity}` }),
      // @ts-expect-error a resolver's object misses a field
      c: t.computed({ type: Needs, needs: ['capacity'], description: 'x', resolve: (row) => ({ waterLitres: row.capacity }) }),
      // @ts-expect-error an enum's value that is not one
      d: t.computed({ type: Needs, needs: ['capacity'], description: 'x', resolve: (row) => ({ waterLitres: row.capacity, grade: 'C' }) }),
      e: t.computed({
        type: 'Int',
        needs: [],
        description: 'x',
        args: z.object({ days: z.int() }),
        // @ts-expect-error arguments are typed by their schema
        resolve: (_row, _context, args) => args.hours,
      }),
      // @ts-expect-error null where the field is not nullable
      f: t.batched({ type: 'String', needs: ['name'], description: 'x', load: (rows) => rows.map(() => null) }),
      // @ts-expect-error a need that is no column
      g: t.computed({ type: 'Int', needs: ['capcity'], description: 'x', resolve: () => 1 }),
      h: t.computed({
        type: 'Int',
        needs: ['id'],
        reads: [StayType],
        description: 'x',
        // @ts-expect-error rows read by a column that the other entity does not have
        resolve: async (row, { rowsOf }) => (await rowsOf(StayType, 'sheltr', row.id)).length,
      }),
      i: t.computed({
        type: 'Int',
        needs: ['id'],
        reads: [StayType],
        description: 'x',
        // @ts-expect-error a row that was read has no such property
        resolve: async (row, { rowsOf }) => (await rowsOf(StayType, 'shelter', row.id))[0]?.persons ?? 0,
      }),
    }),
  }),
  entityType(Shelter, {
    ...head,
    // @ts-expect-error a typo in columns({})
    fields: (t) => ({ ...t.columns({ name: 'x', capcity: 'x' }) }),
  }),
  extendType(AreaType, (t) => ({
    // @ts-expect-error an inverse over a relation that points elsewhere
    stays: t.inverse(Stay, 'shelter', 'x'),
    // @ts-expect-error a sum over text
    names: t.sum(Shelter, 'area', 'name', 'x'),
    // @ts-expect-error the least of a text
    least: t.min(Shelter, 'area', 'name', 'x'),
  })),
  defineCommand({
    name: 'openShelter',
    description: 'x',
    permission: 'shelter.open',
    input: z.object({ shelterId: z.string() }),
    // @ts-expect-error load names an input that is not there
    load: { shelter: { type: ShelterType, id: 'shelter' } },
    payload: { shelter: ShelterType },
    emits: [Opened],
    run: () => ({ shelter: undefined as never }),
  }),
  defineCommand({
    name: 'openShelter',
    description: 'x',
    permission: 'shelter.open',
    input: z.object({ shelterId: z.string() }),
    load: { shelter: { type: ShelterType, id: 'shelterId' } },
    errors: { FULL: { zh: '已满', en: 'Full' } },
    payload: { shelter: ShelterType },
    emits: [Opened],
    run: ({ loaded, fail, store, emit }) => {
      // @ts-expect-error an error code that is not declared
      if (loaded.shelter.capacity > 1) fail('FUL');
      // @ts-expect-error create misses a required property
      store.create(Stay, { people: 1 });
      // What is defaulted or nullable may be left out.
      store.create(Shelter, { name: 'x', capacity: 1, area: '43' });
      emit(Opened, loaded.shelter, { places: 1 });
      // @ts-expect-error an event that the command does not declare
      emit(Closed, loaded.shelter);
      // @ts-expect-error an event about a row of another entity
      emit(Opened, store.create(Stay, { people: 1, shelter: loaded.shelter.id }), { places: 1 });
      // @ts-expect-error a payload of the wrong type
      emit(Opened, loaded.shelter, { places: 'many' });
      // @ts-expect-error a payload that misses a member
      emit(Opened, loaded.shelter);
      // @ts-expect-error a payload with a member that is not declared
      emit(Opened, loaded.shelter, { places: 1, persons: 2 });
      // @ts-expect-error text is not added up
      void store.sumOver(Shelter, 'name', { west: 0, south: 0, east: 1, north: 1 }, () => true);
      return { shelter: loaded.shelter };
    },
  }),
  defineCommand({
    name: 'openShelter',
    description: 'x',
    permission: 'shelter.open',
    input: z.object({ shelterId: z.string() }),
    payload: { shelter: ShelterType },
    emits: [Opened],
    // @ts-expect-error a payload of the wrong kind
    run: ({ input }) => ({ shelter: input.shelterId }),
  }),
  rootField({
    name: 'x',
    type: 'Float',
    permission: 'public',
    description: 'x',
    // @ts-expect-error an input that is no Standard Schema with JSON Schema
    args: { tonnes: 'number' },
    resolve: () => 1,
  }),
  // An enum's literal stays one, so the right answer needs no cast.
  calculator({
    name: 'needs',
    type: NeedsAnswer,
    permission: 'public',
    description: 'x',
    args: z.object({ people: z.int() }),
    resolve: ({ people }) =>
      answerOf({ ok: true, source: [], verified: true, people }, (found) => ({ waterLitres: 3 * found.people, grade: 'A' })),
  }),
  calculator({
    name: 'needs',
    type: NeedsAnswer,
    permission: 'public',
    description: 'x',
    args: z.object({ people: z.int() }),
    // @ts-expect-error a rule's answer that misses a field of its type
    resolve: ({ people }) => answerOf({ ok: true, source: [], verified: true, people }, (found) => ({ waterLitres: 3 * found.people })),
  }),
];
export const subscriber = defineSubscriber({
  id: 'opened',
  on: [Opened, Closed],
  run: ({ type, payload }) => {
    if (type !== 'shelter.opened') return;
    void payload.places.toFixed();
    // @ts-expect-error a member that the event does not tell
    void payload.persons;
  },
});
// @ts-expect-error a layer over what is no column
export const layer = mapLayer(ShelterType, { id: 'x', title: 'x', properties: ['capcity'] });
// @ts-expect-error an entity without visibility
export const open: Entity<Shelter, 'Shelter'> = entity('Shelter', { table: 'shelter', properties });

const shelter = definePlugin({
  id: 'shelter',
  version: '0.1.0',
  core: '^0.1',
  exports: { types: { Shelter: ShelterType } },
  entities: [Shelter, Stay],
  schema: [ShelterType, StayType],
});
export const plugin = definePlugin({
  id: 'x',
  version: '0.1.0',
  core: '^0.1',
  requires: { shelter: required<typeof shelter>('shelter', '^0.1') },
  // @ts-expect-error a type that the required plugin does not export
  schema: ({ shelter: handles }) => [extendType(handles.types.Stay, () => ({}))],
});
// @ts-expect-error the wrong id for the required plugin's type
export const wrong = required<typeof shelter>('sheltr', '^0.1');
// @ts-expect-error a misspelt member of the contract
export const misspelt = definePlugin({ id: 'x', version: '0.1.0', core: '^0.1', entites: [Area] });
