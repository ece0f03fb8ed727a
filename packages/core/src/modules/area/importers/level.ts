import type { DivisionLevel } from '../../../rules/division-tree.ts';
import { plainText } from '../../../rules/kit/plain-text.ts';

/** How tables write a level, beside its English name. */
const names: Readonly<Record<string, AreaKind>> = {
  省: 'province',
  省级: 'province',
  市: 'city',
  地级: 'city',
  县: 'county',
  县级: 'county',
  区县: 'county',
  乡镇: 'township',
  乡级: 'township',
  街道: 'township',
  村: 'village',
  村级: 'village',
  社区: 'village',
  网格: 'grid',
  功能区: 'zone',
  园区: 'zone',
};
/** A level of the tree, or a zone beside it. */
export type AreaKind = DivisionLevel | 'zone';
const levels = ['province', 'city', 'county', 'township', 'village', 'grid'] as const;
export const levelNames: readonly string[] = [...levels, 'zone', ...Object.keys(names)];

/** The level that a cell names; undefined for what is none. */
export function readLevel(cell: string): AreaKind | undefined {
  const text = plainText(cell).trim().toLowerCase();
  return text === 'zone' ? text : (levels.find((level) => level === text) ?? names[text]);
}
export const levelAbove = (level: DivisionLevel): DivisionLevel | undefined => levels[levels.indexOf(level) - 1];
