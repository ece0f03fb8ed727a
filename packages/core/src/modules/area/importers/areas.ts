import { eventType } from '../../../contract/event.ts';
import { defineImporter, importCounts } from '../../../contract/importer.ts';
import { readDivisionCode } from '../../../rules/division-code.ts';
import { parentDivisionCode, type DivisionLevel } from '../../../rules/division-tree.ts';
import { isZoneCode } from '../../../rules/zone-code.ts';
import { plainText } from '../../../rules/kit/plain-text.ts';
import { check } from '../../../rules/kit/check.ts';
import { answer, refuse, type RuleResult } from '../../../rules/kit/result.ts';
import { unitWords } from '../../../rules/kit/units.ts';
import { Area, type AreaLevel } from '../entities/area.ts';
import { levelAbove, levelNames, readLevel } from './level.ts';

export const AreasImported = eventType('area.imported', {
  about: Area,
  description: '区划已批量导入。Areas were imported.',
  payload: importCounts,
});

/** 区划导入: `code,name,level,parentCode,population`; codes in any of their clothes become the significant digits of the level they declare. */
export const areasImporter = defineImporter(Area, {
  id: 'areas',
  description: '行政区划与网格。Administrative areas and grids.',
  permission: 'area.import',
  columns: {
    code: {
      description: '代码，有效位或补零。Code, significant digits or padded.',
      required: true,
      also: ['代码', '区划代码'],
      writes: ['code', 'parent'],
    },
    name: { description: '名称。Name.', required: true, also: ['名称'], writes: ['name'] },
    level: { description: '级别。Level.', required: true, also: ['级别'], writes: ['level'] },
    parentCode: { description: '上级代码。Code of the area above.', also: ['上级代码', 'parent'], writes: ['parent'] },
    population: { description: '常住人口。Resident population.', also: ['人口', '常住人口'], writes: ['population'] },
  },
  emits: AreasImported,
  read: ({ code, name, level, parentCode, population }) => {
    const faults = check();
    const known = level === undefined ? undefined : readLevel(level);
    if (known === undefined)
      faults.refuse('WRONG_LEVEL', ['level'], {
        zh: `级别“${level ?? ''}”不识别；可用：${levelNames.join('、')}`,
        en: `The level "${level ?? ''}" is not known; use one of ${levelNames.join(', ')}`,
      });
    if (name === undefined) faults.refuse('MISSING', ['name'], { zh: '缺少名称；请补上', en: 'The name is missing; give it' });
    const people = population === undefined ? undefined : Number(population);
    if (people !== undefined) faults.integer(['population'], people, { min: 0, max: 2_000_000_000, unit: unitWords.people });
    if (known === undefined) return refuse(...faults.refusals);
    const own = known === 'zone' ? readZone(code ?? '') : readDivisionCode(code ?? '', known);
    const above = known === 'zone' ? besideTree : parentOf(own.ok ? own.code : undefined, known, parentCode);
    if (!own.ok || !above.ok || faults.failed || name === undefined)
      return refuse(...faults.refusals, ...(own.ok ? [] : own.refusals), ...(above.ok ? [] : above.refusals));
    // as: the upper case of a level is its value in the enum
    const value = known.toUpperCase() as keyof (typeof AreaLevel)['values'] & ('PROVINCE' | 'GRID' | 'ZONE');
    return answer(
      { row: { code: own.code, name, level: value, parent: above.parent, ...(people === undefined ? {} : { population: people }) } },
      own,
    );
  },
});

type Above = { readonly parent: string | null };
/** A zone has no parent in the tree; its code names the division that runs it. */
const besideTree: RuleResult<Above> = answer({ parent: null }, { source: [], verified: true });
function readZone(code: string): RuleResult<{ readonly code: string }> {
  const text = plainText(code).trim().toUpperCase();
  if (isZoneCode(text)) return answer({ code: text }, { source: [], verified: true });
  return refuse({
    code: 'WRONG_ZONE_CODE',
    path: ['code'],
    message: {
      zh: `“${code}”不是功能区编码；应为省、市、县编码加 Z 与 3 位数字，如 430102Z001`,
      en: `"${code}" is no code of a zone; write the code of a province, city or county, Z and three digits, such as 430102Z001`,
    },
  });
}
/** The area above, which the code says itself; a parent that a table gives beside it must be the same. */
function parentOf(code: string | undefined, level: DivisionLevel, given: string | undefined): RuleResult<Above> {
  const own = code === undefined ? undefined : (parentDivisionCode(code) ?? null);
  const provenance = { source: [], verified: true };
  const above = levelAbove(level);
  if (given === undefined) return answer({ parent: own ?? null }, provenance);
  if (above === undefined)
    return refuse({
      code: 'WRONG_PARENT',
      path: ['parentCode'],
      message: {
        zh: `省级之上没有上级，却给出 ${given}；请留空`,
        en: `Nothing stands above a province but the parent is ${given}; leave it empty`,
      },
    });
  const read = readDivisionCode(given, above);
  if (!read.ok) return refuse(...read.refusals.map((refusal) => ({ ...refusal, path: ['parentCode'] })));
  if (own !== undefined && own !== read.code)
    return refuse({
      code: 'WRONG_PARENT',
      path: ['parentCode'],
      message: {
        zh: `上级 ${given} 不是 ${code} 的上级 ${own}；请核对`,
        en: `The parent ${given} is not ${own}, which stands above ${code}; check both codes`,
      },
    });
  return answer({ parent: read.code }, provenance);
}
