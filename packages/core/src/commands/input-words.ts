import * as z from 'zod';

type Words = z.core.$ZodErrorMap;
type Issue = Parameters<Words>[0];
type Bounded = Extract<Issue, { readonly code?: 'too_small' | 'too_big' }>;

/** What is wrong with an input, for who filled it in; zod's own words know types and signs, and are kept for what is rare. */
export const inputWords: { readonly zh: Words; readonly en: Words } = {
  zh: (issue) => (isBounded(issue) ? (inChinese(issue) ?? zodZh(issue)) : zodZh(issue)),
  en: (issue) => (isBounded(issue) ? (inEnglish(issue) ?? zodEn(issue)) : zodEn(issue)),
};
const zodZh = z.locales.zhCN().localeError;
const zodEn = z.locales.en().localeError;
const isBounded = (issue: Issue): issue is Bounded => issue.code === 'too_small' || issue.code === 'too_big';

interface Bound {
  readonly of: 'text' | 'list' | 'number' | undefined;
  readonly least: boolean;
  readonly value: string;
  readonly inclusive: boolean;
}
function boundOf(issue: Bounded): Bound {
  const of = { string: 'text', array: 'list', set: 'list', number: 'number', int: 'number', bigint: 'number' } as const;
  const least = issue.code === 'too_small';
  return {
    of: of[issue.origin as keyof typeof of],
    least,
    value: String(least ? issue.minimum : issue.maximum),
    inclusive: issue.inclusive ?? true,
  };
}
function inChinese(issue: Bounded): string | undefined {
  const { of, least, value, inclusive } = boundOf(issue);
  if (of === undefined) return undefined;
  if (of === 'number') return `应${least ? (inclusive ? '不小于' : '大于') : inclusive ? '不大于' : '小于'} ${value}`;
  if (least && value === '1') return of === 'text' ? '不能为空；请填写' : '不能为空；请至少给出一项';
  return `应${least ? '至少' : '至多'} ${value} ${of === 'text' ? '个字符' : '项'}`;
}
function inEnglish(issue: Bounded): string | undefined {
  const { of, least, value, inclusive } = boundOf(issue);
  if (of === undefined) return undefined;
  if (of === 'number') return `give ${inclusive ? (least ? 'at least' : 'at most') : least ? 'more than' : 'less than'} ${value}`;
  if (least && value === '1') return of === 'text' ? 'it is empty; fill it in' : 'it is empty; give one entry at least';
  return `give ${least ? 'at least' : 'at most'} ${value} ${of === 'text' ? 'characters' : 'entries'}`;
}
