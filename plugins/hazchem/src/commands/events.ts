import { eventType } from '@fengsui/core';

export const ChemicalRegistered = eventType('hazchem.chemicalRegistered', '化学品已登记。A chemical was registered.');
export const SiteRegistered = eventType('hazchem.siteRegistered', '厂区已登记。A site was registered.');
export const PopulationRenewed = eventType(
  'hazchem.populationRenewed',
  '厂区边界外 500 m 人口已更新。The population within 500 m of a site was renewed.',
);
export const PopulationChecked = eventType(
  'hazchem.populationChecked',
  '厂区周边人口已与人口点核对。The population round a site was compared with population points.',
);
export const HazardUnitRegistered = eventType('hazchem.unitRegistered', '单元已登记。A unit was registered.');
export const InventoryDeclared = eventType('hazchem.inventoryDeclared', '设计最大量已申报。Design maxima were declared.');
export const StockRecorded = eventType('hazchem.stockRecorded', '当前存量已更新。Current stock was recorded.');
export const MajorHazardChanged = eventType(
  'hazchem.majorHazardChanged',
  '单元的重大危险源辨识或等级发生变化。A unit became or ceased to be a major hazard, or its level changed.',
);
