import type { Position } from '@fengsui/core/rules';
import type { Stability } from '@fengsui/plugin-hazchem/rules';

export const sets = ['briggs-open-country', 'briggs-urban', 'ccps', 'tno'] as const;
export const classes: readonly Stability[] = ['A', 'B', 'C', 'D', 'E', 'F'];
export const dongguan: Position = [113.7518, 23.0207];
