import { eventType } from '@fengsui/core';
import * as z from 'zod';
import { Chemical } from '../entities/chemical.ts';
import { HazardUnit } from '../entities/hazard-unit.ts';
import { Site } from '../entities/site.ts';

const name = z.string().describe('名称。Name.');
const people = z.int();
const populationFrom = z.enum(['SURVEY', 'POPULATION_POINTS']).describe('人口数的来源。Where the number of people comes from.');
const s = z.number().describe('辨识指标 S。The indicator S.');
const level = z.int().min(1).max(4).nullable();
const levels = z.object({
  designLevel: level.describe('按设计最大量的等级。Level by design maxima.'),
  stockLevel: level.describe('按当前存量的等级。Level by current stock.'),
  majorHazard: z.boolean().describe('按设计最大量构成重大危险源。A major hazard by design maxima.'),
  majorHazardByStock: z.boolean().describe('按当前存量构成重大危险源。A major hazard by current stock.'),
});

export const ChemicalRegistered = eventType('hazchem.chemicalRegistered', {
  about: Chemical,
  description: '化学品已登记。A chemical was registered.',
  payload: z.object({ name, cas: z.string().nullable().describe('CAS 号。CAS number.') }),
});
export const SiteRegistered = eventType('hazchem.siteRegistered', {
  about: Site,
  description: '厂区已登记。A site was registered.',
  payload: z.object({
    name,
    populationWithin500m: people.describe('边界外 500 m 内人口。People within 500 m outside the boundary.'),
    populationFrom,
  }),
});
export const PopulationRenewed = eventType('hazchem.populationRenewed', {
  about: Site,
  description: '厂区边界外 500 m 人口已更新。The population within 500 m of a site was renewed.',
  payload: z.object({
    before: people.describe('更新前人数。People before.'),
    after: people.describe('更新后人数。People after.'),
    from: populationFrom,
  }),
});
export const PopulationChecked = eventType('hazchem.populationChecked', {
  about: Site,
  description: '厂区周边人口已与人口点核对。The population round a site was compared with population points.',
  payload: z.object({
    used: people.describe('α 所用人数。People from whom α is read.'),
    byPoints: people.describe('现有人口点的人数。People by the points there are now.'),
    stale: z.boolean().describe('两者不符。The two differ.'),
  }),
});
export const HazardUnitRegistered = eventType('hazchem.unitRegistered', {
  about: HazardUnit,
  description: '单元已登记。A unit was registered.',
  payload: z.object({ name, kind: z.enum(['PRODUCTION', 'STORAGE']).describe('单元类别。Kind.') }),
});
export const InventoryDeclared = eventType('hazchem.inventoryDeclared', {
  about: HazardUnit,
  description: '设计最大量已申报。Design maxima were declared.',
  payload: z.object({
    substances: z.int().describe('物质种数。How many substances.'),
    s,
    level: level.describe('按设计最大量的等级。Level by design maxima.'),
  }),
});
export const StockRecorded = eventType('hazchem.stockRecorded', {
  about: HazardUnit,
  description: '当前存量已更新。Current stock was recorded.',
  payload: z.object({
    s,
    level: level.describe('按当前存量的等级。Level by current stock.'),
    aboveDesignMaximum: z.array(z.string()).describe('存量超过设计最大量的物质。Substances of which more is there than the design allows.'),
  }),
});
export const MajorHazardChanged = eventType('hazchem.majorHazardChanged', {
  about: HazardUnit,
  description: '单元的重大危险源辨识或等级发生变化。A unit became or ceased to be a major hazard, or its level changed.',
  payload: z.object({ before: levels.describe('变化前。Before.'), after: levels.describe('变化后。After.') }),
});
