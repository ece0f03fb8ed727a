import { z } from 'zod';
import {
  AreaType,
  Area,
  definePlugin,
  entity,
  entityType,
  enumColumn,
  enumType,
  extendType,
  impactExposure,
  Located,
  mapLayer,
  objectType,
  p,
  personal,
  rootField,
  searchable,
  sql,
  via,
  type Entity,
  type RowOf,
} from '@fengsui/core';

/** A small plugin that uses every kind of field, column and visibility there is: what the compiler is tried on. */
export const DepotKind = enumType('DepotKind', '库种。Kind of depot.', { STORE: '库。Store.', SHED: '棚。Shed.', YARD: '场。Yard.' });

const depotProperties = {
  name: p.string().length(100).index(),
  kind: enumColumn(DepotKind).nullable().index(),
  capacity: p.integer().nullable().index(),
  used: p.integer().default(0),
  price: p.decimal().precision(20).scale(2).$type<string>().nullable().index(),
  mass: p.double().$type<number>().nullable().index(),
  openedOn: p.date().$type<string>().nullable().index(),
  openedAt: p.datetime().nullable().index(),
  active: p.boolean().nullable().index(),
  note: p.text().nullable().index(),
  extra: p.json().nullable(),
  phone: personal('phone', { length: 30 }).nullable(),
  lon: p.double().$type<number>().nullable(),
  lat: p.double().$type<number>().nullable(),
  crateKey: p.string().length(26).nullable(),
  area: () => p.manyToOne(Area).ref(),
  parent: () => p.manyToOne(Depot).ref().nullable(),
};
export interface Depot extends RowOf<typeof depotProperties> {}
export const Depot: Entity<Depot, 'Depot'> = entity('Depot', {
  table: 'test_depot',
  visibility: 'subtree',
  properties: depotProperties,
  point: { lon: 'lon', lat: 'lat' },
  softDelete: true,
});

const crateProperties = {
  label: p.string().length(100).index(),
  weight: p.double().$type<number>().index(),
  amount: p.decimal().precision(20).scale(3).$type<string>().index(),
  pieces: p.integer().nullable().index(),
  depot: () => p.manyToOne(Depot).ref(),
};
export interface Crate extends RowOf<typeof crateProperties> {}
export const Crate: Entity<Crate, 'Crate'> = entity('Crate', {
  table: 'test_crate',
  visibility: via('depot'),
  properties: crateProperties,
});

const noticeProperties = {
  title: p.string().length(100).index(),
  at: p.datetime().index(),
  area: () => p.manyToOne(Area).ref(),
};
export interface Notice extends RowOf<typeof noticeProperties> {}
export const Notice: Entity<Notice, 'Notice'> = entity('Notice', {
  table: 'test_notice',
  visibility: 'covering',
  properties: noticeProperties,
});

export const Doubled = objectType('Doubled', '加倍。Doubled.', {
  value: { type: 'Float', nullable: true, description: '值。Value.' },
  at: { type: 'DateTime', nullable: true, description: '时间。Time.' },
});

export const CrateType = entityType(Crate, {
  prefix: 'crate',
  permission: 'depot.read',
  description: '箱。A crate.',
  fields: (t) => ({
    ...t.columns({ label: '签。Label.', weight: '重。Weight.', amount: '量。Amount.', pieces: '件。Pieces.' }),
    depot: t.relation('depot', '所在库。Its depot.'),
  }),
});
export const DepotType = entityType(Depot, {
  prefix: 'depot',
  permission: 'depot.read',
  interfaces: [Located],
  naturalKeys: ['name'],
  description: '库。A depot.',
  fields: (t) => ({
    ...t.columns({
      name: '名。Name.',
      kind: '种。Kind.',
      capacity: '容量。Capacity.',
      used: '已用。Used.',
      price: '价。Price.',
      mass: '质量。Mass.',
      openedOn: '开库日。Opened on.',
      openedAt: '开库时刻。Opened at.',
      active: '在用。Active.',
      note: '注。Note.',
      extra: '其他。Extra.',
      phone: '电话。Phone.',
    }),
    area: t.relation('area', '所在地。Where.'),
    parent: t.relation('parent', '上级库。Depot above.'),
    children: t.inverse(Depot, 'parent', '下级库。Depots below.'),
    crates: t.inverse(Crate, 'depot', '箱。Crates.'),
    crateCount: t.count(Crate, 'depot', '箱数。How many crates.'),
    crateWeight: t.sum(Crate, 'depot', 'weight', '总重。Total weight.'),
    cratePieces: t.sum(Crate, 'depot', 'pieces', '总件。Total pieces.'),
    crateAmount: t.sum(Crate, 'depot', 'amount' as never, '总量。Total amount.'),
    firstCrate: t.link('crateKey', CrateType, '首箱。First crate.'),
    free: t.sql('Int', '空余。Free.', ({ capacity, used }) => sql`${capacity} - ${used}`, { nullable: true }),
    share: t.sql('Float', '占比。Share.', ({ capacity, used }) => sql`${used} * 1.0 / nullif(${capacity}, 0)`, { nullable: true }),
    title: t.sql('String', '题。Title.', ({ name, note }) => sql`${name} || coalesce(${note}, ${'?'})`),
    full: t.sql('Boolean', '满。Full.', ({ capacity, used }) => sql`${used} >= ${capacity}`, { nullable: true }),
    since: t.sql('DateTime', '起。Since.', ({ openedAt, createdAt }) => sql`coalesce(${openedAt}, ${createdAt})`),
    doubled: t.computed({
      type: Doubled,
      needs: ['capacity', 'mass', 'openedAt'],
      args: z.object({ times: z.int().min(1).max(9).default(2) }),
      description: '加倍。Doubled.',
      resolve: (row, _context, { times }) => ({
        value: row.capacity === null ? row.mass : row.capacity * times,
        at: row.openedAt,
      }),
    }),
    whereabouts: t.computed({
      type: 'String',
      needs: ['name', 'area.name', 'parent.openedAt', 'parent.capacity'],
      description: '所在与上级。Where it is and what is above.',
      resolve: (row) => {
        const opened: Date | null = row['parent.openedAt'];
        return [row.name, row['area.name'] ?? '-', opened?.toISOString() ?? '-', row['parent.capacity'] ?? '-'].join('|');
      },
    }),
    words: t.batched({
      type: ['String'],
      needs: ['name', 'price'],
      description: '词。Words.',
      load: (rows) => rows.map((row) => [row.name, row.price ?? '-']),
    }),
    above: t.computed({
      type: { part: 'entity', name: 'Depot' } as never,
      needs: ['parent'],
      nullable: true,
      description: '上级，经由函数。Above, by function.',
      resolve: (row) => (row.parent === null ? null : { key: row.parent }) as never,
    }),
    around: t.batched({
      type: [{ part: 'entity', name: 'Depot' }] as never,
      needs: ['id', 'parent'],
      description: '自身与上级。Itself and what is above.',
      load: (rows) => rows.map((row) => [{ key: row.id }, ...(row.parent === null ? [] : [{ key: row.parent }])]) as never,
    }),
    fragile: t.computed({
      type: 'Int',
      needs: ['capacity'],
      description: '有时失败。Fails at times.',
      resolve: (row) => {
        if (row.capacity === null) throw new Error('no capacity in the secret place');
        return row.capacity;
      },
    }),
  }),
});
export const NoticeType = entityType(Notice, {
  prefix: 'notice',
  permission: 'notice.read',
  description: '通告。A notice.',
  fields: (t) => ({ ...t.columns({ title: '题。Title.', at: '时刻。At.' }), area: t.relation('area', '范围。Area.') }),
});
const AreaDepots = extendType(
  AreaType,
  (t) => ({
    depots: t.inverse(Depot, 'area', '库。Depots.'),
    depotCount: t.count(Depot, 'area', '库数。How many depots.'),
  }),
  { permission: 'depot.read' },
);
/** An unplanned root: beside it, an operation goes through graphql-js. */
const probe = rootField({
  name: 'probe',
  type: 'String',
  args: z.object({}),
  permission: 'public',
  description: '探针。A probe.',
  resolve: () => 'p',
});

export const depotPlugin = definePlugin({
  id: 'depot',
  version: '0.1.0',
  core: '^0.1',
  exports: { types: { Depot: DepotType } },
  entities: [Depot, Crate, Notice],
  layers: [mapLayer(DepotType, { id: 'depots', title: '库', properties: ['name', 'kind', 'price'] })],
  search: [searchable(DepotType, { columns: ['name', 'note'] }), searchable(NoticeType, { columns: ['title'] })],
  exposures: [impactExposure(DepotType, { id: 'test-depots', title: '库', sums: { places: 'capacity', tonnes: 'mass' } })],
  schema: [DepotKind, Doubled, DepotType, CrateType, NoticeType, AreaDepots, probe],
});
