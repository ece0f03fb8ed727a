import { encode } from '../../../src/data/values.ts';
import { statement, type Database } from '../../../src/data/database.ts';
import { placeholders } from '../../../src/data/placeholders.ts';
import { entityOf, type Model } from '../../../src/contract/model.ts';

export type Row = Readonly<Record<string, unknown>>;
export type Tables = Readonly<Record<string, readonly Row[]>>;

/** A small, fixed generator (mulberry32): the same rows in every run. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const areaCodes = ['43', '4301', '430102', '430102001', '430102002', '430103', '4302', '44'] as const;
const levels: Readonly<Record<number, string>> = { 2: 'PROVINCE', 4: 'CITY', 6: 'COUNTY', 9: 'TOWNSHIP' };
const texts = [
  '甲',
  '乙"\\\n\t',
  'a',
  'a\u{10ffff}',
  'ab',
  'A',
  '\u{1f525}火',
  '\ue000',
  '\u0001\u001f\u007f',
  "O'Neil ?",
  '%_',
  'a/b</s>\u2028',
  '',
];
const numbers = [0, 1, -1, 3, 0.1, -0, 1e21, 1.5e-7, 123456789.123, 1e15, 999999999999999.9, 0.0001, 0.00009, -2.5, 5e-324, 1234567.125];
const instants = [
  '1969-12-31T23:59:59.999Z',
  '1970-01-01T00:00:00.000Z',
  '2026-03-01T15:59:59.001Z',
  '2026-03-01T16:00:00.000Z',
  '2024-02-29T12:00:00.120Z',
  '0001-01-02T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
];
const days = ['2026-03-01', '2024-02-29', '1969-12-31'];
const decimals = ['0.00', '-0.50', '12.50', '1234567890.12', '-3.00', '99999999999999.99'];
export const pools = { texts, numbers, instants, days, decimals };

/** The rows of every test: made once, kept in memory for the reference and written to each database. */
export function makeRows(seed = 7): Tables {
  const next = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const orNull = <T>(value: T): T | null => (next() < 0.25 ? null : value);
  const base = (at: number): Row => ({
    version: 1 + (at % 3),
    createdAt: new Date(Date.UTC(2026, 0, 1 + (at % 5), at % 24)),
    updatedAt: new Date(Date.UTC(2026, 1, 1, at)),
    source: at % 4 === 0 ? 'import' : null,
    externalId: at % 4 === 0 ? `x${at}` : null,
  });
  const Area = areaCodes.map((code, at): Row => ({
    code,
    name: `区${code}`,
    level: levels[code.length],
    parent: areaCodes.filter((other) => other !== code && code.startsWith(other)).at(-1) ?? null,
    population: orNull(at * 1000),
    validFrom: at === 1 ? '2024-02-29' : null,
    validTo: at === areaCodes.length - 1 ? '2026-03-01' : null,
    successor: at === areaCodes.length - 1 ? (areaCodes[1] ?? null) : null,
    boundary: at === 2 ? { type: 'Point', coordinates: [1, 2] } : null,
    ...base(at),
  }));
  const key = (kind: string, at: number): string => `${kind}${String(at).padStart(26 - kind.length, '0')}`;
  const depots = 24;
  const crates = 40;
  const Depot = Array.from({ length: depots }, (_none, at): Row => {
    const lon = orNull(113 + Math.floor(next() * 8) / 8);
    return {
      id: key('d', at),
      name: at < texts.length ? `${texts[at]}` : `库${at}`,
      kind: orNull(pick(['STORE', 'SHED', 'YARD'])),
      capacity: orNull(Math.floor(next() * 6) - 1),
      used: Math.floor(next() * 4),
      price: orNull(pick(decimals)),
      mass: orNull(pick(numbers)),
      openedOn: orNull(pick(days)),
      openedAt: orNull(new Date(pick(instants))),
      active: orNull(next() < 0.5),
      note: orNull(pick(texts)),
      extra: orNull(pick([{ a: 1, b: [null, 'x"'] }, [], 'text', 3.5, true, { __proto: 1 }])),
      phone: orNull('138****1234'),
      lon,
      lat: lon === null && next() < 0.8 ? null : 28 + Math.floor(next() * 8) / 8,
      crateKey: orNull(key('c', Math.floor(next() * (crates + 2)))),
      area: pick(areaCodes),
      parent: at === 0 ? null : orNull(key('d', Math.floor(next() * at))),
      deletedAt: next() < 0.12 ? new Date(Date.UTC(2026, 2, 1)) : null,
      ...base(at),
    };
  });
  const Crate = Array.from({ length: crates }, (_none, at): Row => {
    const depot = pick(Depot);
    return {
      id: key('c', at),
      label: pick(texts),
      weight: pick(numbers.slice(0, 6)),
      amount: `${Math.floor(next() * 9) - 4}.${String(Math.floor(next() * 1000)).padStart(3, '0')}`,
      pieces: orNull(Math.floor(next() * 5)),
      depot: depot['id'],
      areaCode: depot['area'],
      parentDeletedAt: depot['deletedAt'],
      ...base(at),
    };
  });
  const Notice = Array.from({ length: 12 }, (_none, at): Row => ({
    id: key('n', at),
    title: pick(texts),
    at: new Date(pick(instants)),
    area: pick(areaCodes),
    ...base(at),
  }));
  return { Area, Depot, Crate, Notice };
}

/** Writes the rows as the database keeps them. */
export async function writeRows(database: Database, model: Model, tables: Tables): Promise<void> {
  await database.write(async (transaction) => {
    for (const [name, rows] of Object.entries(tables)) {
      const entity = entityOf(model, name);
      const columns = [...entity.columns.values()];
      const insert = statement(
        `INSERT INTO "${entity.table}" (${columns.map(({ column }) => `"${column}"`).join(', ')}) VALUES (${placeholders(database.dialect, columns.length)})`,
      );
      for (const row of rows)
        await transaction.run(
          insert,
          columns.map((column) => encode(database.dialect, column, row[column.property])),
        );
    }
  });
}
