import * as z from 'zod';
import {
  defineCommand,
  definePlugin,
  entity,
  entityType,
  eventType,
  extendType,
  p,
  personal,
  sql,
  via,
  Area,
  AreaType,
  type Entity,
  type RowOf,
} from '@fengsui/core';

/** A small plugin with one entity of each visibility, personal data, a stricter field, relations that may lead outside, and soft deletion. */
const itemProperties = { name: p.string().length(50).index() };
export interface Item extends RowOf<typeof itemProperties> {}
export const Item: Entity<Item, 'Item'> = entity('Item', { table: 'item', visibility: 'everyone', properties: itemProperties });

const noticeProperties = { title: p.string().length(50).index(), area: () => p.manyToOne(Area).ref() };
export interface Notice extends RowOf<typeof noticeProperties> {}
export const Notice: Entity<Notice, 'Notice'> = entity('Notice', { table: 'notice', visibility: 'covering', properties: noticeProperties });

const depotProperties = {
  name: p.string().length(50).index(),
  code: p.string().length(40).nullable().unique(),
  gateCode: p.string().length(50).index(),
  capacity: p.integer().index(),
  lon: p.double().$type<number>().nullable(),
  lat: p.double().$type<number>().nullable(),
  twin: () => p.manyToOne(Depot).ref().nullable(),
  area: () => p.manyToOne(Area).ref(),
};
export interface Depot extends RowOf<typeof depotProperties> {}
export const Depot: Entity<Depot, 'Depot'> = entity('Depot', {
  table: 'depot',
  visibility: 'subtree',
  properties: depotProperties,
  softDelete: true,
  point: { lon: 'lon', lat: 'lat' },
});

const lineProperties = {
  quantity: p.decimal().precision(12).scale(3).index(),
  depot: () => p.manyToOne(Depot).ref(),
  item: () => p.manyToOne(Item).ref(),
};
export interface Line extends RowOf<typeof lineProperties> {}
export const Line: Entity<Line, 'Line'> = entity('Line', { table: 'line', visibility: via('depot'), properties: lineProperties });

const keeperProperties = {
  name: personal('name').index(),
  phone: personal('phone', { lookup: true }).nullable().index(),
  since: p.datetime().index(),
  depot: () => p.manyToOne(Depot).ref().nullable(),
  area: () => p.manyToOne(Area).ref(),
};
export interface Keeper extends RowOf<typeof keeperProperties> {}
export const Keeper: Entity<Keeper, 'Keeper'> = entity('Keeper', { table: 'keeper', visibility: 'subtree', properties: keeperProperties });

export const ItemType = entityType(Item, {
  prefix: 'item',
  permission: 'depot.read',
  description: '物资。An item.',
  fields: (t) => ({
    ...t.columns({ name: '名称。Name.' }),
    lines: t.inverse(Line, 'item', '库存。Stock.'),
    lineCount: t.count(Line, 'item', '条数。Lines.'),
  }),
});
export const NoticeType = entityType(Notice, {
  prefix: 'notice',
  permission: 'notice.read',
  description: '通知。A notice.',
  fields: (t) => ({ ...t.columns({ title: '标题。Title.' }), area: t.relation('area', '区划。Area.') }),
});
export const DepotType = entityType(Depot, {
  prefix: 'depot',
  permission: 'depot.read',
  naturalKeys: ['code'],
  description: '仓库。A depot.',
  fields: (t) => ({
    ...t.columns({ name: '名称。Name.', code: '编号。Code.', capacity: '容量。Capacity.' }),
    gateCode: t.column('gateCode', '门禁码。Gate code.', { permission: 'depot.secret' }),
    twin: t.relation('twin', '互备仓库。Its twin.'),
    area: t.relation('area', '区划。Area.'),
    lines: t.inverse(Line, 'depot', '库存。Stock.'),
    stock: t.sum(Line, 'depot', 'version', '库存合计。Sum of stock.'),
    keepers: t.inverse(Keeper, 'depot', '保管员。Keepers.'),
    keeperCount: t.count(Keeper, 'depot', '保管员数。Keepers.'),
    double: t.sql('Int', '两倍。Twice.', ({ capacity }) => sql`${capacity} * 2`),
  }),
});
export const LineType = entityType(Line, {
  prefix: 'line',
  permission: 'depot.read',
  description: '库存。A line of stock.',
  fields: (t) => ({
    ...t.columns({ quantity: '数量。Quantity.' }),
    depot: t.relation('depot', '仓库。Depot.'),
    item: t.relation('item', '物资。Item.'),
  }),
});
export const KeeperType = entityType(Keeper, {
  prefix: 'keeper',
  permission: 'keeper.read',
  description: '保管员。A keeper.',
  fields: (t) => ({
    ...t.columns({ name: '姓名。Name.', phone: '电话。Phone.', since: '起始。Since.' }),
    depot: t.relation('depot', '仓库。Depot.'),
    area: t.relation('area', '区划。Area.'),
    seen: t.computed({
      type: 'String',
      needs: ['name', 'phone'],
      description: '所见。What code sees.',
      resolve: ({ name, phone }) => `${name}/${phone ?? ''}`,
    }),
    depotOf: t.computed({
      type: DepotType,
      nullable: true,
      needs: ['depot'],
      description: '仓库。Depot.',
      resolve: ({ depot }) => (depot === null ? null : { key: depot }),
    }),
  }),
});

const changed = { description: '有变更。Something changed.', payload: z.object({}) };
export const DepotChanged = eventType('depot.changed', { ...changed, about: Depot });
const LineAdded = eventType('depot.lineAdded', { ...changed, about: Line });
const ItemNamed = eventType('depot.itemNamed', { ...changed, about: Item });
const KeeperChanged = eventType('depot.keeperChanged', {
  about: Keeper,
  description: '有变更。Something changed.',
  payload: z.object({
    name: z.string().optional().describe('姓名。Name.'),
    text: z.string().optional().describe('文本。Text.'),
    nested: z
      .array(z.object({ phone: z.string().nullable().describe('电话。Phone.') }))
      .optional()
      .describe('内层。Nested.'),
  }),
});
export const createDepot = defineCommand({
  name: 'createDepot',
  description: '建仓库。Makes a depot.',
  permission: 'depot.write',
  input: z.object({ name: z.string(), areaId: z.string() }),
  load: { area: { type: AreaType, id: 'areaId' } },
  payload: { depot: DepotType },
  emits: [DepotChanged],
  run: ({ input, loaded: { area }, store, emit }) => {
    const depot = store.create(Depot, { name: input.name, gateCode: '0', capacity: 1, area: area.code });
    emit(DepotChanged, depot);
    return { depot };
  },
});
export const moveDepot = defineCommand({
  name: 'moveDepot',
  description: '迁移仓库。Moves a depot.',
  permission: 'depot.write',
  input: z.object({ depotId: z.string(), areaId: z.string() }),
  load: { depot: { type: DepotType, id: 'depotId' }, area: { type: AreaType, id: 'areaId' } },
  payload: { depot: DepotType },
  emits: [DepotChanged],
  run: ({ loaded: { depot, area }, emit }) => {
    depot.area = area.code;
    emit(DepotChanged, depot);
    return { depot };
  },
});
export const closeDepot = defineCommand({
  name: 'closeDepot',
  description: '撤销仓库。Closes a depot.',
  permission: 'depot.write',
  input: z.object({ depotId: z.string() }),
  load: { depot: { type: DepotType, id: 'depotId' } },
  payload: {},
  emits: [DepotChanged],
  run: ({ loaded: { depot }, store, emit }) => {
    store.remove(Depot, depot);
    emit(DepotChanged, depot);
    return {};
  },
});
export const addLine = defineCommand({
  name: 'addLine',
  description: '入库。Adds a line.',
  permission: 'depot.write',
  input: z.object({ depotId: z.string(), itemId: z.string() }),
  load: { depot: { type: DepotType, id: 'depotId' }, item: { type: ItemType, id: 'itemId' } },
  payload: { line: LineType },
  emits: [LineAdded],
  run: ({ loaded: { depot, item }, store, emit }) => {
    const line = store.create(Line, { quantity: '1.5', depot: depot.id, item: item.id });
    emit(LineAdded, line);
    return { line };
  },
});
export const nameItem = defineCommand({
  name: 'nameItem',
  description: '登记物资。Names an item.',
  permission: 'depot.write',
  input: z.object({ name: z.string() }),
  payload: { item: ItemType },
  emits: [ItemNamed],
  run: ({ input, store, emit }) => {
    const item = store.create(Item, input);
    emit(ItemNamed, item);
    return { item };
  },
});
const people = z.object({ name: z.string().min(1), phone: z.string().optional() });
export const hireKeeper = defineCommand({
  name: 'hireKeeper',
  description: '聘用保管员。Hires a keeper.',
  permission: 'keeper.write',
  input: z.object({ areaId: z.string(), ...people.shape }),
  load: { area: { type: AreaType, id: 'areaId' } },
  errors: { KNOWN: { zh: '电话已登记', en: 'This phone is known' } },
  payload: { keeper: KeeperType },
  emits: [KeeperChanged],
  run: async ({ input, loaded: { area }, store, fail, emit, now }) => {
    if (input.phone != null && (await store.find(Keeper, { phone: input.phone })).length > 0) fail('KNOWN', ['phone']);
    const keeper = store.create(Keeper, { name: input.name, phone: input.phone ?? null, since: now(), area: area.code });
    // Careless on purpose: core must not let a clear value into the log.
    emit(KeeperChanged, keeper, {
      name: keeper.name,
      text: `${keeper.name} ${keeper.phone ?? ''}`,
      nested: [{ phone: keeper.phone ?? null }],
    });
    return { keeper };
  },
});
export const changeKeeper = defineCommand({
  name: 'changeKeeper',
  description: '修改保管员。Changes a keeper.',
  permission: 'keeper.write',
  input: z.object({ keeperId: z.string(), phone: z.string().optional() }),
  load: { keeper: { type: KeeperType, id: 'keeperId' } },
  payload: { keeper: KeeperType },
  emits: [KeeperChanged],
  run: ({ input, loaded: { keeper }, emit }) => {
    keeper.phone = input.phone ?? null;
    emit(KeeperChanged, keeper);
    return { keeper };
  },
});
export const dismissKeeper = defineCommand({
  name: 'dismissKeeper',
  description: '辞退保管员。Dismisses a keeper.',
  permission: 'keeper.write',
  input: z.object({ keeperId: z.string() }),
  load: { keeper: { type: KeeperType, id: 'keeperId' } },
  payload: {},
  emits: [KeeperChanged],
  run: ({ loaded: { keeper }, store, emit }) => {
    store.remove(Keeper, keeper);
    emit(KeeperChanged, keeper);
    return {};
  },
});

export const depots = definePlugin({
  id: 'depots',
  version: '0.1.0',
  core: '^0.1',
  entities: [Item, Notice, Depot, Line, Keeper],
  schema: [
    ItemType,
    NoticeType,
    DepotType,
    LineType,
    KeeperType,
    extendType(
      AreaType,
      (t) => ({ depots: t.inverse(Depot, 'area', '仓库。Depots.'), depotCount: t.count(Depot, 'area', '仓库数。Depots.') }),
      { permission: 'depot.read' },
    ),
    createDepot,
    moveDepot,
    closeDepot,
    addLine,
    nameItem,
    hireKeeper,
    changeKeeper,
    dismissKeeper,
  ],
});
