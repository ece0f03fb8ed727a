import type { Refusal, Text } from './result.ts';

type Path = readonly (string | number)[];
/** Bounds of a number, with the unit that messages print: a symbol, or a word in both languages. `above`/`below` exclude the number itself. */
export interface Bounds {
  readonly unit?: string | Text;
  readonly min?: number;
  readonly max?: number;
  readonly above?: number;
  readonly below?: number;
}

/** Collects refusals, so that a caller is told of every fault at once. */
export interface Check {
  readonly refusals: readonly Refusal[];
  readonly failed: boolean;
  refuse(code: string, path: Path, message: Text): void;
  /** `true` when the value is a finite number inside the bounds; otherwise it is refused as NOT_A_NUMBER or OUT_OF_RANGE. */
  number(path: Path, value: unknown, bounds?: Bounds): value is number;
  integer(path: Path, value: unknown, bounds?: Bounds): value is number;
  oneOf<const V extends string>(path: Path, value: unknown, allowed: readonly V[]): value is V;
}

export function check(): Check {
  const refusals: Refusal[] = [];
  const refuse = (code: string, path: Path, message: Text): false => {
    refusals.push({ code, path, message });
    return false;
  };
  const number = (path: Path, value: unknown, bounds: Bounds = {}): value is number => {
    const name = path.join('.');
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      return refuse('NOT_A_NUMBER', path, {
        zh: `${name} 应为有限数值，实为 ${shown(value)}；请给出数字`,
        en: `${name} must be a finite number but is ${shown(value)}; give a number`,
      });
    }
    if (inside(value, bounds)) return true;
    return refuse('OUT_OF_RANGE', path, {
      zh: `${name} 为 ${value}，超出允许范围 ${rangeText(bounds, 'zh')}；请核对数值与单位`,
      en: `${name} is ${value}, outside ${rangeText(bounds, 'en')}; check the value and its unit`,
    });
  };
  return {
    refusals,
    get failed() {
      return refusals.length > 0;
    },
    refuse,
    number,
    integer: (path, value, bounds = {}): value is number =>
      number(path, value, bounds) &&
      (Number.isSafeInteger(value) ||
        refuse('NOT_AN_INTEGER', path, {
          zh: `${path.join('.')} 应为整数，实为 ${value}；请给出整数`,
          en: `${path.join('.')} must be a whole number but is ${value}; give a whole number`,
        })),
    oneOf: <const V extends string>(path: Path, value: unknown, allowed: readonly V[]): value is V =>
      (allowed as readonly unknown[]).includes(value) ||
      refuse('UNKNOWN_VALUE', path, {
        zh: `${path.join('.')} 不识别 ${shown(value)}；可用：${allowed.join('、')}`,
        en: `${path.join('.')} does not know ${shown(value)}; use one of ${allowed.join(', ')}`,
      }),
  };
}

const inside = (value: number, { min, max, above, below }: Bounds): boolean =>
  !(value < (min ?? -Infinity) || value > (max ?? Infinity) || value <= (above ?? -Infinity) || value >= (below ?? Infinity));

function rangeText({ min, max, above, below, unit }: Bounds, language: keyof Text): string {
  const low = above === undefined ? (min === undefined ? '' : `≥ ${min}`) : `> ${above}`;
  const high = below === undefined ? (max === undefined ? '' : `≤ ${max}`) : `< ${below}`;
  const word = typeof unit === 'object' ? unit[language] : unit;
  return `${[low, high].filter(Boolean).join(', ')}${word === undefined ? '' : ` ${word}`}`;
}

/** A value as a message shows it: short, and never a dump of somebody's object. */
function shown(value: unknown): string {
  if (typeof value === 'string') return `"${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`;
  return value === null || typeof value !== 'object' ? String(value) : Array.isArray(value) ? 'a list' : 'an object';
}
