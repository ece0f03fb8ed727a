import { defineIndicator, type Indicator } from '@fengsui/core';
import { HazardUnitType } from './schema/hazard-unit.ts';

/** What an area holds of hazardous chemicals: facts of indices and checklists. */
export const hazchemIndicators: readonly Indicator[] = [
  defineIndicator(HazardUnitType, { id: 'hazchem.units', title: '危险化学品单元。Units of hazardous chemicals.', unit: '个' }),
  defineIndicator(HazardUnitType, {
    id: 'hazchem.major-hazards',
    title: '重大危险源（按设计最大量）。Major hazards by design maximum.',
    unit: '个',
    where: { majorHazard: { eq: true } },
  }),
  defineIndicator(HazardUnitType, {
    id: 'hazchem.gravest-major-hazards',
    title: '一、二级重大危险源。Major hazards of levels 1 and 2.',
    unit: '个',
    where: { designLevel: { in: [1, 2] } },
  }),
  defineIndicator(HazardUnitType, {
    id: 'hazchem.graver-than-declared',
    title: '现存量构成、而设计最大量未构成重大危险源的单元。Units that are a major hazard by stock and not by design maximum.',
    unit: '个',
    where: { majorHazardByStock: { eq: true }, majorHazard: { eq: false } },
  }),
];
