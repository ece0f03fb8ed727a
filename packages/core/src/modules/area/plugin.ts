import { definePlugin } from '../../contract/plugin.ts';
import { searchable } from '../../contract/search.ts';
import { Area, AreaLevel } from './entities/area.ts';
import { PopulationPoint } from './entities/population-point.ts';
import { areasImporter } from './importers/areas.ts';
import { populationPointsImporter } from './importers/population-points.ts';
import { AreaRecodingType, recodeAreas, RecodedRowsType } from './commands/recode-areas.ts';
import { AreaSuccessor, AreaType } from './schema/area.ts';
import { Located } from './schema/located.ts';
import { AreaPopulationPoints, PopulationPointType } from './schema/population-point.ts';

export const area = definePlugin({
  id: 'area',
  version: '0.1.0',
  core: 'self',
  exports: { types: { Area: AreaType, PopulationPoint: PopulationPointType }, entities: { Area, PopulationPoint } },
  entities: [Area, PopulationPoint],
  schema: [
    AreaLevel,
    Located,
    AreaType,
    AreaSuccessor,
    PopulationPointType,
    AreaPopulationPoints,
    RecodedRowsType,
    AreaRecodingType,
    recodeAreas,
  ],
  search: [searchable(AreaType, { columns: ['name'] })],
  importers: [areasImporter, populationPointsImporter],
  // Loaded when the demo is asked for, and only then.
  seeds: [
    {
      id: 'areas',
      description: '四个区（县、市）的真实区划与边界。Real divisions and borders of four districts.',
      run: async (context) => (await import('./seed/areas.ts')).seedAreas(context),
    },
    {
      id: 'zones',
      description: '虚构的园区，每区一个。Made-up parks, one in each district.',
      after: ['areas'],
      run: async (context) => (await import('./seed/zones.ts')).seedZones(context),
    },
    {
      id: 'population-points',
      description: '虚构的人口点。Made-up population points.',
      after: ['areas'],
      run: async (context) => (await import('./seed/population-points.ts')).seedPopulationPoints(context),
    },
  ],
});
