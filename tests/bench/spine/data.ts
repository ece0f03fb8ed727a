import { createEngine, type Engine } from '@fengsui/core';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { typeidUnboxed } from 'typeid-js';
import config from '../../../fengsui.config.ts';

export interface Size {
  readonly enterprises: number;
  readonly units: number;
  readonly dangers: number;
}
export const fullSize: Size = { enterprises: 20_000, units: 60_000, dangers: 200_000 };
/** A run that only shows that the bench works. */
export const smokeSize: Size = { enterprises: 500, units: 1_500, dangers: 5_000 };

export interface Filled {
  readonly token: string;
  /** Enterprises to ask for one by one. */
  readonly ids: readonly string[];
}

const colours = ['RED', 'ORANGE', 'YELLOW', 'YELLOW', 'BLUE', 'BLUE', 'BLUE', 'BLUE'];
const statuses = ['FOUND', 'ASSIGNED', 'RECTIFIED', ...Array.from({ length: 17 }, () => 'CLOSED')];

/** The same made-up rows on every machine, in both databases: townships of one city, enterprises spread over them. */
export async function fill(database: string, size: Size): Promise<Filled> {
  const engine = await createEngine({ plugins: config.plugins ?? [], database, secret: 'a secret of the bench, 32 letters long' });
  const postgres = engine.database.dialect === 'postgresql';
  const at = (milliseconds: number): string => (postgres ? `'${new Date(milliseconds).toISOString()}'` : String(milliseconds));
  const base = `1, ${at(1_760_000_000_000)}, ${at(1_760_000_000_000)}`;
  let state = 42;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const townships = Array.from(
    { length: 200 },
    (_none, n) => `4301${String(2 + (n % 9)).padStart(2, '0')}${String(1 + Math.floor(n / 9)).padStart(3, '0')}`,
  );
  const counties = [...new Set(townships.map((code) => code.slice(0, 6)))];
  const areas = [
    ['43', '省', 'PROVINCE', null],
    ['4301', '市', 'CITY', '43'],
    ...counties.map((code) => [code, `区${code}`, 'COUNTY', '4301']),
    ...townships.map((code) => [code, `街道${code}`, 'TOWNSHIP', code.slice(0, 6)]),
  ];
  await insert(
    engine,
    'area (code, name, level, parent_code, version, created_at, updated_at)',
    areas.map(([code, name, level, parent]) => `('${code}', '${name}', '${level}', ${parent === null ? 'NULL' : `'${parent}'`}, ${base})`),
  );

  const enterprises = Array.from({ length: size.enterprises }, (_none, n) => ({
    id: typeidUnboxed(''),
    area: townships[random(townships.length)] as string,
    n,
  }));
  await insert(
    engine,
    'enterprise (id, name, credit_code, industry, employees, risk_colour, lon, lat, area_code, version, created_at, updated_at)',
    enterprises.map(
      ({ id, area, n }) =>
        `('${id}', '测试企业${String((n * 7919) % size.enterprises).padStart(6, '0')}', '91430100${String(n).padStart(10, '0')}', 'TRADE', ${random(900)}, '${colours[random(8)]}', ${(113 + random(10_000) / 20_000).toFixed(5)}, ${(28 + random(10_000) / 20_000).toFixed(5)}, '${area}', ${base})`,
    ),
  );
  const pick = (): (typeof enterprises)[number] => enterprises[random(enterprises.length)] as (typeof enterprises)[number];
  await insertUnits(engine, size.units, pick, base, at(1_760_000_000_000));
  await insertDangers(engine, size.dangers, pick, random, at, base);
  if (postgres) await vacuum(database);
  else await indexed(engine);
  const { token } = await engine.access.createKey({ label: 'bench', grants: [{ role: 'operator', area: '43' }] });
  await engine.stop();
  return { token, ids: enterprises.slice(0, 200).map(({ id }) => `enterprise_${id}`) };
}

/** What autovacuum would do within a minute to what was filled: the planner's statistics, and which pages an index may answer for by itself. */
async function vacuum(database: string): Promise<void> {
  const client = new Client({ connectionString: database });
  await client.connect();
  await client.query('VACUUM ANALYZE area, enterprise, hazchem_unit, hazchem_site, hidden_danger');
  await client.end();
}

/** Rows that came past the commands are searched by looking at them until they are indexed, which must not happen while somebody is timed. */
async function indexed(engine: Engine): Promise<void> {
  await engine.database.optimize();
  await engine.workers.start();
  const due = { text: 'SELECT (SELECT count(*) FROM enterprise_search_due) + (SELECT count(*) FROM hazchem_unit_search_due) AS due' };
  while (Number((await engine.database.rows(due, []))[0]?.['due'] ?? 0) > 0) await pause(200);
}

type Pick = () => { readonly id: string; readonly area: string };
async function insertUnits(engine: Engine, count: number, pick: Pick, base: string, at: string): Promise<void> {
  const sites = new Map<string, { readonly site: string; readonly area: string }>();
  const units = Array.from({ length: count }, (_none, n) => {
    const { id, area } = pick();
    const { site } = sites.get(id) ?? { site: typeidUnboxed('') };
    sites.set(id, { site, area });
    return `('${typeidUnboxed('')}', '单元${n}', 'STORAGE', '${id}', '${site}', '${area}', ${base})`;
  });
  const polygon = '{"type":"Polygon","coordinates":[[[113,28],[113.01,28],[113.01,28.01],[113,28]]]}';
  await insert(
    engine,
    'hazchem_site (id, name, enterprise_id, polygon, population_within500m, population_as_of, area_code, version, created_at, updated_at)',
    [...sites].map(([id, { site, area }]) => `('${site}', '厂区', '${id}', '${polygon}', 0, ${at}, '${area}', ${base})`),
  );
  await insert(engine, 'hazchem_unit (id, name, kind, enterprise_id, site_id, area_code, version, created_at, updated_at)', units);
}
function insertDangers(
  engine: Engine,
  count: number,
  pick: Pick,
  random: (below: number) => number,
  at: (milliseconds: number) => string,
  base: string,
): Promise<void> {
  return insert(
    engine,
    'hidden_danger (id, description, status, found_at, due_at, enterprise_id, area_code, version, created_at, updated_at)',
    Array.from({ length: count }, (_none, n) => {
      const { id, area } = pick();
      const found = 1_780_000_000_000 + random(400) * 86_400_000;
      return `('${typeidUnboxed('')}', '隐患${n}', '${statuses[random(statuses.length)]}', ${at(found)}, ${at(found + 30 * 86_400_000)}, '${id}', '${area}', ${base})`;
    }),
  );
}

async function insert(engine: Engine, into: string, values: readonly string[]): Promise<void> {
  for (let from = 0; from < values.length; from += 500)
    await engine.database.script([`INSERT INTO ${into} VALUES ${values.slice(from, from + 500).join(', ')}`]);
}
