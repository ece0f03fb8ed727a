import { liesWithin, subtree, type Scope } from '../access/principal.ts';
import type { Recoded } from '../contract/command.ts';
import type { Model } from '../contract/model.ts';
import type { SqlValue } from '../contract/sql.ts';
import { asCore } from '../data/as-core.ts';
import { changeCodes } from '../data/codes-lock.ts';
import { statement, type DialectName, type RawRow, type Transaction } from '../data/database.ts';
import { instant, placeholder } from '../data/placeholders.ts';
import { planRecode, type AreaMove, type KnownArea, type RecodePlan } from '../rules/area-recode.ts';
import { divisionAncestors } from '../rules/division-tree.ts';
import { areaColumns, type AreaColumn } from './area-columns.ts';
import type { Change } from './row-values.ts';
import { refusedBy, userError } from './user-error.ts';

export interface RecodeOptions {
  readonly model: Model;
  readonly dialect: DialectName;
  readonly transaction: Transaction;
  /** Where the caller may change codes. */
  readonly scope: Scope;
  readonly now: Date;
}
export interface RecodeDone {
  readonly recoded: Recoded;
  readonly changes: readonly Change[];
  /** Principals whose grants were moved. */
  readonly regranted: readonly string[];
}

/**
 * Moves everything that holds the codes, in the caller's transaction and under its ring: areas, rows of every plugin, and, as core's own
 * work, grants and the log. Which code becomes which is `planRecode`'s.
 */
export async function recodeAreas(options: RecodeOptions, moves: readonly AreaMove[], on: string): Promise<RecodeDone> {
  inside(options.scope, moves);
  await changeCodes(options.dialect, options.transaction);
  const plan = planRecode(moves, await knownAreas(options, moves));
  if (!plan.ok) throw refusedBy(plan.refusals);
  const run = runner(options);
  await makeAreas(options, run, plan, on);
  const rows: Recoded['rows'][number][] = [];
  for (const column of areaColumns(options.model)) {
    const moved = await moveRows(options, run, plan.steps, column);
    if (moved > 0)
      rows.push({
        entity: column.entity.name,
        property: column.copy ? column.column.property.replace('Code', '') : column.column.property,
        rows: moved,
      });
  }
  // By name: the order of plugins never shows.
  rows.sort((a, b) => (`${a.entity} ${a.property}` < `${b.entity} ${b.property}` ? -1 : 1));
  await expireAreas(options, run, plan, on);
  const told = await asCore(options.dialect, options.transaction, () => moveGrantsAndLog(options, run, plan.steps));
  const recoded: Recoded = {
    areasCreated: plan.created.length,
    areasExpired: plan.expired.length,
    areasRenamed: plan.renamed.length,
    rows,
    events: told.events,
    grants: told.grants,
    principals: told.principals.length,
    keys: told.keys,
  };
  return { recoded, changes: changesOf(moves, plan, recoded, told.principals, on), regranted: told.principals };
}

type Run = (text: (mark: (value: SqlValue) => string) => string) => Promise<number>;
/** Writes a statement; its parameters are numbered as they are marked, so they are marked in the order of the text. */
function runner({ dialect, transaction }: RecodeOptions): Run {
  return (text) => {
    const params: SqlValue[] = [];
    const written = text((value) => placeholder(dialect, params.push(value)));
    return transaction.run(statement(written), params);
  };
}
async function rowsOf(
  { dialect, transaction }: RecodeOptions,
  text: (mark: (value: SqlValue) => string) => string,
): Promise<readonly RawRow[]> {
  const params: SqlValue[] = [];
  const written = text((value) => placeholder(dialect, params.push(value)));
  return transaction.rows(statement(written), params);
}

/** Both codes of each move lie where the caller may change codes; what is outside is refused before it is looked at. */
function inside(scope: Scope, moves: readonly AreaMove[]): void {
  if (scope === 'everywhere') return;
  moves.forEach((move, at) => {
    for (const side of ['from', 'to'] as const)
      if (!liesWithin(scope, move[side], move[side]))
        throw userError(
          'OUTSIDE_SCOPE',
          `${move[side]} 不在您可变更代码的范围内；请由有权者办理。`,
          `${move[side]} lies outside the area in which you may change codes; ask who may there.`,
          ['moves', String(at), side],
        );
  });
}

/** The areas at and below each code, and those above the targets. */
async function knownAreas(options: RecodeOptions, moves: readonly AreaMove[]): Promise<ReadonlyMap<string, KnownArea>> {
  const known = new Map<string, KnownArea>();
  const add = (rows: readonly RawRow[]): void =>
    rows.forEach((row) => {
      const text = (name: string): string | null => (row[name] === null ? null : String(row[name]));
      const code = String(row['code']);
      known.set(code, { code, name: String(row['name']), parent: text('parent_code'), successor: text('successor') });
    });
  const columns = 'SELECT code, name, parent_code, successor FROM area WHERE';
  const codes = [...new Set(moves.flatMap(({ from, to }) => [from, to]))].filter((code) => code !== '').sort();
  for (const code of codes) {
    const { from, to } = subtree(code);
    add(await rowsOf(options, (mark) => `${columns} code >= ${mark(from)} AND code < ${mark(to)} ORDER BY code`));
  }
  for (const code of new Set(codes.flatMap((each) => divisionAncestors(each))))
    if (!known.has(code)) add(await rowsOf(options, (mark) => `${columns} code = ${mark(code)}`));
  return known;
}

async function makeAreas({ dialect, now }: RecodeOptions, run: Run, { created, renamed }: RecodePlan, on: string): Promise<void> {
  const at = instant(dialect, now);
  const cast = dialect === 'postgresql' ? { text: '::text', at: '::timestamptz' } : { text: '', at: '' };
  for (const { code, name, parent, of } of created)
    await run((mark) => {
      const [model] = of;
      // What was merged has no border yet, and as many people as its parts have, where that is known of all.
      const people = (): string =>
        `(SELECT CASE WHEN count(population) = count(*) THEN sum(population) END FROM area WHERE code IN (${of.map(mark).join(', ')}))`;
      return `INSERT INTO area (code, name, level, parent_code, population, boundary, valid_from, version, created_at, updated_at) SELECT ${mark(code)}${cast.text}, ${mark(name)}${cast.text}, level, ${mark(parent)}${cast.text}, ${people()}, ${of.length === 1 ? 'boundary' : 'NULL'}, ${mark(on)}${cast.text}, 1, ${mark(at)}${cast.at}, ${mark(at)}${cast.at} FROM area WHERE code = ${mark(model ?? '')}`;
    });
  for (const { code, name } of renamed)
    await run((mark) => `UPDATE area SET name = ${mark(name)}, version = version + 1, updated_at = ${mark(at)} WHERE code = ${mark(code)}`);
}

async function expireAreas({ dialect, now }: RecodeOptions, run: Run, { expired }: RecodePlan, on: string): Promise<void> {
  for (const { code, successor } of expired)
    await run(
      (mark) =>
        `UPDATE area SET valid_to = ${mark(on)}, successor = ${mark(successor)}, version = version + 1, updated_at = ${mark(instant(dialect, now))} WHERE code = ${mark(code)}`,
    );
}

/** `old…` becomes `new…`; a code and all below it are one range, so each step is one statement over an index. */
const recode = (mark: (value: SqlValue) => string, dialect: DialectName, column: string, { from, to }: AreaMove): string =>
  `${mark(to)}${dialect === 'postgresql' ? '::text' : ''} || substr(${column}, ${from.length + 1})`;
const below = (mark: (value: SqlValue) => string, column: string, code: string): string => {
  const range = subtree(code);
  return `${column} >= ${mark(range.from)} AND ${column} < ${mark(range.to)}`;
};

async function moveRows(
  options: RecodeOptions,
  run: Run,
  steps: RecodePlan['steps'],
  { entity, column, decides, copy }: AreaColumn,
): Promise<number> {
  const { dialect, now, scope } = options;
  const own = `"${column.column}"`;
  let moved = 0;
  for (const step of steps) {
    // A row's own area lies inside the caller's scope with the code; a row that only refers to it may lie elsewhere.
    if (!decides && scope !== 'everywhere') {
      const [found] = await rowsOf(options, (mark) => {
        const reached = (): string =>
          entity.areaColumn === undefined
            ? '1 = 0'
            : scope
                .map(
                  ({ code, zone }) => `(${below(mark, `"${zone ? (entity.zoneColumn ?? entity.areaColumn) : entity.areaColumn}"`, code)})`,
                )
                .join(' OR ');
        return `SELECT count(*) AS "n" FROM "${entity.table}" WHERE ${below(mark, own, step.from)} AND NOT (${reached()})`;
      });
      if (Number(found?.['n']) > 0)
        throw userError(
          'OUTSIDE_SCOPE',
          `您范围之外有 ${Number(found?.['n'])} 条 ${entity.name} 的 ${column.property} 为 ${step.from}；请由范围更大的人员办理。`,
          `${Number(found?.['n'])} rows of ${entity.name} outside your scope refer to ${step.from} by ${column.property}; let one with a wider scope do it.`,
          ['moves'],
        );
    }
    moved += await run(
      (mark) =>
        `UPDATE "${entity.table}" SET ${own} = ${recode(mark, dialect, own, step)}${copy ? '' : `, "version" = "version" + 1, "updated_at" = ${mark(instant(dialect, now))}`} WHERE ${below(mark, own, step.from)}`,
    );
  }
  return moved;
}

interface Told {
  readonly events: number;
  readonly grants: number;
  readonly principals: readonly string[];
  readonly keys: number;
}
async function moveGrantsAndLog(options: RecodeOptions, run: Run, steps: RecodePlan['steps']): Promise<Told> {
  const { dialect, now, model } = options;
  const records = [...model.entities.values()].filter(({ record, areaColumn }) => record && areaColumn !== undefined);
  const principals = new Set<string>();
  let [events, grants, keys] = [0, 0, 0];
  for (const step of steps) {
    const touched = await rowsOf(options, (mark) => `SELECT DISTINCT principal FROM fengsui_grant WHERE ${below(mark, 'area', step.from)}`);
    touched.forEach((row) => principals.add(String(row['principal'])));
    grants += await run(
      (mark) => `UPDATE fengsui_grant SET area = ${recode(mark, dialect, 'area', step)} WHERE ${below(mark, 'area', step.from)}`,
    );
    // What happened there is found where its rows are now. What an event says, and the sealed audit, stay as they were written.
    await run((mark) => `UPDATE fengsui_event SET zone = ${recode(mark, dialect, 'zone', step)} WHERE ${below(mark, 'zone', step.from)}`);
    // Records are core's own, and follow like events.
    for (const { table, areaColumn } of records)
      await run(
        (mark) =>
          `UPDATE "${table}" SET "${areaColumn}" = ${recode(mark, dialect, `"${areaColumn}"`, step)} WHERE ${below(mark, `"${areaColumn}"`, step.from)}`,
      );
    events += await run(
      (mark) => `UPDATE fengsui_event SET area = ${recode(mark, dialect, 'area', step)} WHERE ${below(mark, 'area', step.from)}`,
    );
  }
  for (const principal of principals) {
    await run((mark) => `UPDATE fengsui_principal SET changed_at = ${mark(instant(dialect, now))} WHERE id = ${mark(principal)}`);
    const [found] = await rowsOf(
      options,
      (mark) => `SELECT count(*) AS "n" FROM fengsui_api_key WHERE principal = ${mark(principal)} AND revoked_at IS NULL`,
    );
    keys += Number(found?.['n']);
  }
  return { events, grants, keys, principals: [...principals].sort() };
}

/** What the audit keeps: each code with its successor, and how many rows followed; the rows themselves are as many as there are. */
function changesOf(
  moves: readonly AreaMove[],
  { created, expired, renamed }: RecodePlan,
  recoded: Recoded,
  principals: readonly string[],
  on: string,
): readonly Change[] {
  const nothing = created.length + expired.length + renamed.length + recoded.rows.length + recoded.events + recoded.grants === 0;
  if (nothing) return [];
  const areas = moves.map(({ from, to }): Change => ({
    entity: 'Area',
    key: from,
    area: from,
    op: 'recode',
    after: { successor: to, on },
  }));
  const carried: Change = {
    entity: 'Area',
    key: '*',
    area: null,
    op: 'recode',
    after: {
      created: created.map(({ code, of }) => [code, of]),
      expired: expired.map(({ code, successor }) => [code, successor]),
      renamed,
    },
  };
  const rows = recoded.rows.map(({ entity, property, rows: count }): Change => ({
    entity,
    key: '*',
    area: null,
    op: 'recode',
    after: { property, rows: count },
  }));
  const grants: readonly Change[] =
    principals.length === 0 ? [] : [{ entity: 'Grant', key: '*', area: null, op: 'recode', after: { grants: recoded.grants, principals } }];
  return [...areas, carried, ...rows, ...grants];
}
