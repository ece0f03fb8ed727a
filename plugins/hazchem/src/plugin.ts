import { definePlugin, impactExposure, mapLayer, searchable } from '@fengsui/core';
import { blast } from './calculators/blast.ts';
import { blastTypes } from './calculators/blast-types.ts';
import { dispersion } from './calculators/dispersion.ts';
import { dispersionTypes } from './calculators/dispersion-types.ts';
import { majorHazard } from './calculators/major-hazard.ts';
import { checkSitePopulation } from './commands/check-population.ts';
import { declareInventory } from './commands/declare-inventory.ts';
import { registerChemical } from './commands/register-chemical.ts';
import { recordStock } from './commands/record-stock.ts';
import { registerHazardUnit } from './commands/register-hazard-unit.ts';
import { registerSite } from './commands/register-site.ts';
import { renewSitePopulation } from './commands/renew-population.ts';
import { Chemical } from './entities/chemical.ts';
import { HazardUnit, HazardUnitKind, InventoryLine } from './entities/hazard-unit.ts';
import { PopulationFrom, Site } from './entities/site.ts';
import { hazchemIndicators } from './indicators.ts';
import { hazchemMetrics } from './metrics.ts';
import { defaultOptions, type HazchemOptions } from './options.ts';
import { populationImported } from './subscribers/population-imported.ts';
import { ChemicalType } from './schema/chemical.ts';
import { EnterpriseHazards } from './schema/enterprise.ts';
import { HazardUnitType } from './schema/hazard-unit.ts';
import { InventoryLineType } from './schema/inventory-line.ts';
import {
  MajorHazard,
  MajorHazardAnswer,
  MajorHazardBasis,
  MajorHazardGrading,
  MajorHazardTerm,
  MajorHazardWhatIf,
  MajorHazardWhatIfAnswer,
} from './schema/major-hazard.ts';
import { SiteType } from './schema/site.ts';
import { CriticalQuantity, criticalQuantities, hazardCategories, HazardCategory } from './schema/tables.ts';

/** 危险化学品: what stands where, how grave it is, and what it would do; with choices of a deployment. */
export const hazchemWith = (options: Partial<HazchemOptions>) =>
  definePlugin({
    id: 'hazchem',
    version: '0.1.0',
    core: '^0.1',
    exports: {
      types: { Chemical: ChemicalType, HazardUnit: HazardUnitType, InventoryLine: InventoryLineType, Site: SiteType },
      entities: { Chemical, HazardUnit, InventoryLine, Site },
    },
    entities: [Chemical, Site, HazardUnit, InventoryLine],
    permissions: [
      { name: 'hazchem.read', description: '查看危险化学品单元与存量。Read units of hazardous chemicals and their inventory.' },
      { name: 'hazchem.write', description: '登记厂区、单元，申报设计最大量。Register sites and units, declare design maxima.' },
      { name: 'hazchem.register', description: '登记各地共用的化学品。Register chemicals, which all districts share.' },
      { name: 'hazchem.stock', description: '记录当前存量。Record current stock.' },
    ],
    // Who answers at night must know what stands where.
    roleAdditions: { duty_officer: ['hazchem.read'] },
    schema: [
      HazardUnitKind,
      PopulationFrom,
      ChemicalType,
      SiteType,
      HazardUnitType,
      InventoryLineType,
      EnterpriseHazards,
      MajorHazardBasis,
      MajorHazardTerm,
      MajorHazardGrading,
      MajorHazard,
      MajorHazardAnswer,
      MajorHazardWhatIf,
      MajorHazardWhatIfAnswer,
      CriticalQuantity,
      HazardCategory,
      criticalQuantities,
      hazardCategories,
      majorHazard,
      ...dispersionTypes,
      dispersion,
      ...blastTypes,
      blast,
      registerChemical,
      registerSite,
      renewSitePopulation,
      checkSitePopulation,
      registerHazardUnit,
      declareInventory,
      recordStock,
    ],
    layers: [
      mapLayer(HazardUnitType, {
        id: 'hazard-units',
        title: '危险化学品单元。Units of hazardous chemicals.',
        properties: ['name', 'kind', 'designLevel', 'stockLevel', 'majorHazard'],
      }),
    ],
    indicators: hazchemIndicators,
    metrics: hazchemMetrics,
    search: [
      searchable(ChemicalType, { columns: ['name', 'cas'] }),
      searchable(HazardUnitType, { columns: ['name'] }),
      searchable(SiteType, { columns: ['name'] }),
    ],
    subscribers: [populationImported({ ...defaultOptions, ...options })],
    // Loaded when the demo is asked for, and only then.
    seeds: [
      {
        id: 'units',
        description: '虚构的厂区、单元与存量。Made-up sites, units and inventories.',
        run: async (context) => (await import('./seed/units.ts')).seedUnits(context),
      },
    ],
    exposures: [impactExposure(HazardUnitType, { id: 'hazard-units', title: '危险化学品单元。Units of hazardous chemicals.' })],
  });

/** The plugin as most deployments run it. */
export const hazchem = hazchemWith({});
