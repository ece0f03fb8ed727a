import { divisionAncestors, divisionLevel } from './division-tree.ts';
import { check, type Check } from './kit/check.ts';
import { answer, refuse, type RuleResult } from './kit/result.ts';
import { isZoneCode, zoneHost } from './zone-code.ts';

/** One change of the yearly announcement: what had the code `from` has the code `to`. A target that is not there yet is named. */
export interface AreaMove {
  readonly from: string;
  readonly to: string;
  readonly name?: string | undefined;
}
/** An area as far as a change of codes depends on it. */
export interface KnownArea {
  readonly code: string;
  readonly name: string;
  readonly parent: string | null;
  /** The code that took its place; null while it is in force. */
  readonly successor: string | null;
}
export interface RecodePlan {
  /** `from` and all below it become `to` and the same below that; deepest first, so that what is named apart has left before its whole moves. */
  readonly steps: readonly { readonly from: string; readonly to: string }[];
  /** Areas to be made, those above first; `of` are the ones whose place they take. */
  readonly created: readonly {
    readonly code: string;
    readonly name: string;
    readonly parent: string | null;
    readonly of: readonly string[];
  }[];
  readonly expired: readonly { readonly code: string; readonly successor: string }[];
  /** Same code, new name. */
  readonly renamed: readonly { readonly code: string; readonly name: string }[];
}
const kindOf = (code: string): string | undefined =>
  divisionLevel(code) ?? (isZoneCode(code) ? `zone of ${zoneHost(code)?.length}` : undefined);
/** The area above in the tree; nothing stands above a zone. */
const above = (code: string): string | undefined => divisionAncestors(code).at(-1);

/**
 * Plans merges (several `from` with one `to`), splits (the townships of a county named one by one), new codes and new names.
 * `known` holds every area at, below and above each code. What was moved in the same way before is left as it is.
 *
 * Errors, all at once: WRONG_CODE, LEVEL_MISMATCH, NAMED_TWICE, NOTHING_CHANGES, UNKNOWN_SOURCE, ALREADY_EXPIRED, UNKNOWN_TARGET,
 * TARGET_EXPIRED, UNKNOWN_PARENT, CYCLE, COLLISION.
 */
export function planRecode(moves: readonly AreaMove[], known: ReadonlyMap<string, KnownArea>): RuleResult<RecodePlan> {
  const faults = check();
  const steps = moves.filter(({ from, to }) => from !== to).sort((a, b) => b.from.length - a.from.length || (a.from < b.from ? -1 : 1));
  moves.forEach((move, at) => checkMove(faults, moves, move, at, known));
  if (faults.failed) return refuse(...faults.refusals);
  const target = (code: string): string | undefined => {
    const step = steps.find(({ from }) => code.startsWith(from));
    return step === undefined ? undefined : step.to + code.slice(step.from.length);
  };
  const sources = new Map<string, KnownArea[]>();
  for (const area of known.values()) {
    const to = area.successor === null ? target(area.code) : undefined;
    if (to !== undefined) sources.set(to, [...(sources.get(to) ?? []), area]);
  }
  const created: RecodePlan['created'][number][] = [];
  const named = new Map(moves.map((move, at) => [move.from, { ...move, at }]));
  for (const [code, from] of [...sources].sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))) {
    const there = known.get(code);
    const carried = from.filter((area) => !named.has(area.code));
    const same = there !== undefined && carried.every(({ name }) => name === there.name);
    // Villages that happen to have the same last digits are not the same village: only what is named merges.
    if (carried.length > 0 && (there === undefined ? from.length > 1 : !same)) collide(faults, code, from, there);
    if (there !== undefined) continue;
    const parent = parentOf(code, from, known, sources);
    const at = moves.findIndex(({ to }) => code.startsWith(to));
    if (parent === undefined)
      faults.refuse('UNKNOWN_PARENT', ['moves', at, 'to'], {
        zh: `${code} 的上级 ${above(code)} 不存在；请先导入，或一并列出`,
        en: `${above(code)}, which stands above ${code}, is not there; import it first, or name it too`,
      });
    const name = moves.find((move) => move.to === code && move.name !== undefined)?.name ?? from[0]?.name ?? code;
    created.push({ code, name, parent: parent ?? null, of: from.map((area) => area.code) });
  }
  if (faults.failed) return refuse(...faults.refusals);
  const expired = [...sources].flatMap(([successor, from]) => from.map(({ code }) => ({ code, successor })));
  const renamed = moves.flatMap(({ to, name }) => {
    const there = known.get(to);
    return name !== undefined && there !== undefined && there.name !== name ? [{ code: to, name }] : [];
  });
  const provenance = { source: [{ standard: '行政区划变更公告', note: '代码变更 (announced changes of codes)' }], verified: true };
  return answer({ steps: steps.map(({ from, to }) => ({ from, to })), created, expired, renamed }, provenance);
}

function checkMove(faults: Check, moves: readonly AreaMove[], move: AreaMove, at: number, known: ReadonlyMap<string, KnownArea>): void {
  const { from, to, name } = move;
  const wrong = (code: string, side: 'from' | 'to', zh: string, en: string): void => faults.refuse(code, ['moves', at, side], { zh, en });
  const [kind, other] = [kindOf(from), kindOf(to)];
  for (const [side, code, is] of [
    ['from', from, kind],
    ['to', to, other],
  ] as const)
    if (is === undefined)
      wrong('WRONG_CODE', side, `“${code}”不是区划或功能区编码；请核对`, `"${code}" is no code of an area or zone; check it`);
  if (kind === undefined || other === undefined) return;
  if (kind !== other)
    return wrong(
      'LEVEL_MISMATCH',
      'to',
      `${from} 与 ${to} 不同级；只能改为同级代码`,
      `${from} and ${to} are not of one level; a code changes within its level`,
    );
  if (moves.findIndex((each) => each.from === from) < at)
    return wrong('NAMED_TWICE', 'from', `${from} 列出两次；请只留一项`, `${from} is named twice; leave one`);
  const [source, there] = [known.get(from), known.get(to)];
  if (source === undefined) return wrong('UNKNOWN_SOURCE', 'from', `没有区划 ${from}；请核对`, `There is no area ${from}; check the code`);
  if (from === to) {
    if (name === undefined)
      wrong('NOTHING_CHANGES', 'to', `${from} 的新旧代码相同，也未给出新名称`, `${from} keeps its code and is given no new name`);
    return;
  }
  if (source.successor !== null && source.successor !== to)
    return wrong(
      'ALREADY_EXPIRED',
      'from',
      `${from} 已改为 ${source.successor}；请用现行代码`,
      `${from} became ${source.successor} before; use the code in force`,
    );
  if (moves.some((each) => each.from !== each.to && to.startsWith(each.from)))
    return wrong('CYCLE', 'to', `${to} 本身也在变更之列；请直接写最终代码`, `${to} is itself being changed; name the final code`);
  if (there === undefined && name === undefined && moves.every((each) => each.to !== to || each.name === undefined))
    return wrong(
      'UNKNOWN_TARGET',
      'to',
      `没有区划 ${to}；请先导入，或给出 name 新建`,
      `There is no area ${to}; import it first, or give its name so that it is made`,
    );
  if (there !== undefined && there.successor !== null)
    wrong(
      'TARGET_EXPIRED',
      'to',
      `${to} 已失效，改为 ${there.successor}；请用现行代码`,
      `${to} has expired and become ${there.successor}; use the code in force`,
    );
}

function collide(faults: Check, code: string, from: readonly KnownArea[], there: KnownArea | undefined): void {
  const shown = [...from.map((area) => `${area.code} ${area.name}`), ...(there === undefined ? [] : [`${code} ${there.name}`])];
  faults.refuse('COLLISION', ['moves'], {
    zh: `${shown.join('、')} 将同为 ${code}；请逐一列出各自的去向`,
    en: `${shown.join(', ')} would all be ${code}; name where each of them goes`,
  });
}

/** The area above a new one: in force or made with it; none where the old one had none; undefined where it should be and is not. */
function parentOf(
  code: string,
  from: readonly KnownArea[],
  known: ReadonlyMap<string, KnownArea>,
  sources: ReadonlyMap<string, unknown>,
): string | null | undefined {
  const parent = above(code);
  if (parent === undefined) return null;
  if (sources.has(parent) || known.get(parent)?.successor === null) return parent;
  return from.every((area) => area.parent === null) ? null : undefined;
}
