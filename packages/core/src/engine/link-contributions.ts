import type { CapabilityChecklist } from '../contract/checklist.ts';
import type { Indicator } from '../contract/indicator.ts';
import type { Contributed, Model, SearchModel, TypeModel } from '../contract/model.ts';
import type { SearchIndex } from '../contract/search.ts';
import { areaOf } from '../query/area-of.ts';
import { factsOf } from './checklist-facts.ts';
import type { Report } from './faults.ts';

type Contributions<T> = readonly Contributed<T>[];

/** Contributions by their id, in its order; one id twice, or one of another plugin's, is a fault. */
export function byId<T extends { readonly id: string }>(
  what: string,
  all: Contributions<T>,
  report: Report,
): ReadonlyMap<string, Contributed<T>> {
  const found = new Map<string, Contributed<T>>();
  for (const each of all) {
    const { id } = each.value;
    const other = found.get(id);
    if (other !== undefined)
      report('CONTRIBUTION_TWICE', each.plugin, `the ${what} ${id} is also contributed by ${other.plugin}; rename one`);
    if (!id.startsWith(`${each.plugin}.`) || !/^[a-z][a-z\d-]*\.[a-z][a-z\d-]*$/.test(id))
      report('CONTRIBUTION_ID', each.plugin, `the ${what} "${id}" must be named like "${each.plugin}.open-places"`);
    found.set(id, each);
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Contributions that go by a short id, which no other plugin may have too. */
export function once<T extends { readonly id: string }>(what: string, all: Contributions<T>, report: Report): Contributions<T> {
  const found = new Map<string, string>();
  for (const { value, plugin } of all) {
    const other = found.get(value.id);
    if (other !== undefined) report('CONTRIBUTION_TWICE', plugin, `the ${what} ${value.id} is also contributed by ${other}; rename one`);
    found.set(value.id, plugin);
  }
  return all;
}

type Types = ReadonlyMap<string, TypeModel>;
const unknownType = (plugin: string, what: string, type: string, report: Report): void =>
  report('CONTRIBUTION_TYPE', plugin, `${what} is over the type ${type}, which no plugin declares; put it into the plugin's schema`);

/** Indicators stand over declared types with an area, and read columns that are there and not personal. */
export function checkIndicators(indicators: Contributions<Indicator>, types: Types, report: Report): void {
  for (const { value, plugin } of indicators) {
    const { id, measure, where } = value;
    const type = types.get(value.type.name);
    if (type === undefined) {
      unknownType(plugin, `the indicator ${id}`, value.type.name, report);
      continue;
    }
    if (areaOf(type.entity) === undefined)
      report('INDICATOR_AREA', plugin, `the indicator ${id} is over ${type.name}, whose rows belong to no area; choose a type with one`);
    for (const property of [...Object.keys(where), ...(measure.kind === 'count' ? [] : [measure.column])])
      checkColumn(`the indicator ${id}`, plugin, type, property, report);
  }
}

function checkColumn(what: string, plugin: string, type: TypeModel, property: string, report: Report): boolean {
  const column = type.entity.columns.get(property);
  if (column === undefined) report('NO_SUCH_PROPERTY', plugin, `${what} reads ${type.name}.${property}, which the entity does not have`);
  else if (column.personal !== undefined)
    report('CONTRIBUTION_PERSONAL', plugin, `${what} reads ${type.name}.${property}, which is personal; leave it out`);
  else return true;
  return false;
}

/** A fact is an indicator of any plugin: of one that is listed it must be there, of another it is unknown until that plugin is. */
export function checkChecklists(
  checklists: Contributions<CapabilityChecklist>,
  indicators: Model['indicators'],
  plugins: readonly { readonly id: string }[],
  report: Report,
): void {
  for (const { value, plugin } of checklists) {
    for (const fact of factsOf(value.table)) {
      const owner = fact.split('.')[0];
      if (indicators.has(fact)) continue;
      if (!fact.includes('.') || plugins.some(({ id }) => id === owner))
        report(
          'CHECKLIST_FACT',
          plugin,
          `the checklist ${value.id} asks for the fact ${fact}, which is no indicator of the plugin ${owner}; use one of ${[...indicators.keys()].join(', ')}`,
        );
    }
  }
}

/** Columns that search looks into are text, fields of their type, and not personal; a type is declared searchable once. */
export function linkSearch(all: Contributions<SearchIndex>, types: Types, report: Report): ReadonlyMap<string, SearchModel> {
  const found = new Map<string, SearchModel>();
  for (const { value, plugin } of all) {
    const type = types.get(value.type.name);
    if (type === undefined) {
      unknownType(plugin, 'a search', value.type.name, report);
      continue;
    }
    const other = found.get(type.name);
    if (other !== undefined)
      report('SEARCH_TWICE', plugin, `${type.name} is also made searchable by ${other.plugin}; let one of them do it`);
    if (value.columns.length === 0) report('SEARCH_COLUMN', plugin, `the search over ${type.name} names no column; name one`);
    const columns = value.columns.flatMap((property) => {
      if (!checkColumn('the search', plugin, type, property, report)) return [];
      const column = type.entity.columns.get(property);
      const shown = [...type.fields.values()].some(({ field }) => field.kind === 'column' && field.property === property);
      if (column?.type !== 'text' || !shown)
        report('SEARCH_COLUMN', plugin, `search looks into ${type.name}.${property}, which must be a text column and a field of the type`);
      return column === undefined ? [] : [column];
    });
    found.set(type.name, { type, columns, plugin });
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}
