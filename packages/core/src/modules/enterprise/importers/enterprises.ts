import { eventType } from '../../../contract/event.ts';
import { defineImporter, importCounts } from '../../../contract/importer.ts';
import { creditCode as readCreditCode } from '../../../rules/identifier/credit-code.ts';
import { areaCell, namedCell, numberCell, placeCells, zoneCell } from '../../../rules/kit/cells.ts';
import { check } from '../../../rules/kit/check.ts';
import { answer, refuse } from '../../../rules/kit/result.ts';
import { unitWords } from '../../../rules/kit/units.ts';
import { Enterprise } from '../entities/enterprise.ts';

export const EnterprisesImported = eventType('enterprise.imported', {
  about: Enterprise,
  description: '企业已批量导入。Enterprises were imported.',
  payload: importCounts,
});

const industries = {
  HAZARDOUS_CHEMICALS: ['危险化学品', '危化'],
  METALLURGY: ['冶金'],
  MACHINERY: ['机械'],
  LIGHT_INDUSTRY: ['轻工'],
  TEXTILE: ['纺织'],
  BUILDING_MATERIALS: ['建材'],
  TRADE: ['商贸'],
  WAREHOUSING: ['仓储'],
  OTHER: ['其他'],
} as const;
const colours = { RED: ['红', '红色'], ORANGE: ['橙', '橙色'], YELLOW: ['黄', '黄色'], BLUE: ['蓝', '蓝色'] } as const;

/** 企业导入: told apart by `externalId`, else by its credit code; a second file of the same source changes what differs. */
export const enterprisesImporter = defineImporter(Enterprise, {
  id: 'enterprises',
  description: '企业名册。A register of enterprises.',
  permission: 'enterprise.import',
  columns: {
    name: { description: '名称。Name.', required: true, also: ['企业名称', '名称'], writes: ['name'] },
    areaCode: {
      description: '所在区划代码。Code of the area it lies in.',
      required: true,
      also: ['区划代码', '所在区划'],
      writes: ['area'],
    },
    industry: { description: '行业监管类别。Category of supervision.', required: true, also: ['行业', '行业类别'], writes: ['industry'] },
    creditCode: {
      description: '统一社会信用代码。Unified social credit code.',
      also: ['统一社会信用代码', '信用代码'],
      writes: ['creditCode'],
    },
    externalId: {
      description: '来源系统中的编号；缺省为信用代码。Its id in its system; the credit code unless given.',
      also: ['编号'],
      writes: [],
    },
    source: { description: '来源系统，缺省 import。The system it comes from, import unless given.', also: ['来源'], writes: [] },
    employees: { description: '从业人数。Employees.', also: ['从业人数', '职工人数'], writes: ['employees'] },
    riskColour: { description: '风险四色。Colour of its risk.', also: ['风险颜色', '风险等级'], writes: ['riskColour'] },
    lon: { description: '经度，CGCS2000。Longitude.', also: ['经度'], writes: ['lon'] },
    lat: { description: '纬度，CGCS2000。Latitude.', also: ['纬度'], writes: ['lat'] },
    zoneCode: { description: '所在功能区编码。Code of its zone.', also: ['功能区', '功能区编码', '园区编码'], writes: ['zone'] },
  },
  emits: EnterprisesImported,
  read: (cells) => {
    const faults = check();
    const area = areaCell(faults, ['areaCode'], cells.areaCode);
    const zone = zoneCell(faults, ['zoneCode'], cells.zoneCode);
    const industry = namedCell(faults, ['industry'], cells.industry, industries);
    const riskColour = namedCell(faults, ['riskColour'], cells.riskColour, colours);
    const employees = numberCell(cells.employees);
    if (employees !== undefined) faults.integer(['employees'], employees, { min: 0, max: 1_000_000, unit: unitWords.people });
    const place = placeCells(faults, cells.lon, cells.lat);
    const code = cells.creditCode === undefined ? undefined : readCreditCode(cells.creditCode);
    const missing = (['name', 'industry'] as const).filter((name) => cells[name] === undefined);
    for (const name of missing) faults.refuse('MISSING', [name], { zh: `缺少 ${name}；请补上`, en: `${name} is missing; give it` });
    const externalId = cells.externalId ?? (code?.ok === true ? code.code : undefined);
    if (externalId === undefined && code?.ok !== false)
      faults.refuse('MISSING', ['externalId'], {
        zh: '缺少编号与信用代码，无从辨认同一企业；请补上其一',
        en: 'It has neither an id nor a credit code to be told by; give one of them',
      });
    if (
      code?.ok === false ||
      faults.failed ||
      area === undefined ||
      industry === undefined ||
      cells.name === undefined ||
      externalId === undefined
    )
      return refuse(
        ...faults.refusals,
        ...(code?.ok === false ? code.refusals.map((refusal) => ({ ...refusal, path: ['creditCode'] })) : []),
      );
    return answer(
      {
        row: {
          name: cells.name,
          area,
          zone: zone ?? null,
          industry,
          creditCode: code?.code ?? null,
          riskColour: riskColour ?? null,
          employees: employees ?? null,
          lon: place?.lon ?? null,
          lat: place?.lat ?? null,
          source: cells.source ?? 'import',
          externalId,
        },
      },
      { source: [], verified: true },
    );
  },
});
