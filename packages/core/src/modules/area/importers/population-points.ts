import { eventType } from '../../../contract/event.ts';
import { defineImporter, importCounts } from '../../../contract/importer.ts';
import { areaCell, numberCell, placeCells } from '../../../rules/kit/cells.ts';
import { check } from '../../../rules/kit/check.ts';
import { answer, refuse } from '../../../rules/kit/result.ts';
import { unitWords } from '../../../rules/kit/units.ts';
import { PopulationPoint } from '../entities/population-point.ts';

export const PopulationPointsImported = eventType('population.imported', {
  about: PopulationPoint,
  description: '人口点已批量导入。Population points were imported.',
  payload: importCounts,
});

/** 人口点导入: told apart by `externalId`, else by its place to the sixth decimal, some 0.1 m. */
export const populationPointsImporter = defineImporter(PopulationPoint, {
  id: 'population-points',
  description: '人口点。Population points.',
  permission: 'population.import',
  columns: {
    lon: { description: '经度，CGCS2000。Longitude.', required: true, also: ['经度'], writes: ['lon'] },
    lat: { description: '纬度，CGCS2000。Latitude.', required: true, also: ['纬度'], writes: ['lat'] },
    people: { description: '人数。People.', required: true, also: ['人数', '人口'], writes: ['people'] },
    areaCode: {
      description: '所在区划代码。Code of the area it lies in.',
      required: true,
      also: ['区划代码', '所在区划'],
      writes: ['area'],
    },
    externalId: { description: '编号；缺省为位置。Its id; its place unless given.', also: ['编号'], writes: [] },
    source: { description: '来源，缺省 import。Where it comes from, import unless given.', also: ['来源'], writes: [] },
  },
  emits: PopulationPointsImported,
  read: (cells) => {
    const faults = check();
    const area = areaCell(faults, ['areaCode'], cells.areaCode);
    const place = placeCells(faults, cells.lon ?? '', cells.lat ?? '');
    const people = numberCell(cells.people ?? '') ?? Number.NaN;
    faults.integer(['people'], people, { min: 0, max: 10_000_000, unit: unitWords.people });
    if (faults.failed || area === undefined || place === undefined) return refuse(...faults.refusals);
    const externalId = cells.externalId ?? `${place.lon.toFixed(6)},${place.lat.toFixed(6)}`;
    return answer({ row: { ...place, people, area, source: cells.source ?? 'import', externalId } }, { source: [], verified: true });
  },
});
