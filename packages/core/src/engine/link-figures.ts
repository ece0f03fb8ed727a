import type { EnumType } from '../contract/enum.ts';
import type { Model, TypeModel } from '../contract/model.ts';
import type { ObjectType } from '../contract/types.ts';
import type { Report } from './faults.ts';
import { figureParts } from './figure-fields.ts';

interface Linking extends Pick<Model, 'indicators' | 'checklists'> {
  readonly types: Map<string, TypeModel>;
  readonly typeOfEntity: Map<string, TypeModel>;
  readonly objects: Map<string, ObjectType>;
  readonly enums: Map<string, EnumType>;
}
/** Hangs what indicators and checklists answer on Area, as fields like any other. */
export function addFigures(linking: Linking, report: Report): void {
  const { types, typeOfEntity, objects, enums } = linking;
  const area = types.get('Area');
  const parts = figureParts(linking);
  if (area === undefined || parts.fields.size === 0) return;
  for (const [into, made] of [
    [enums, parts.enums],
    [objects, parts.objects],
  ] as const) {
    for (const each of made) {
      if (enums.has(each.name) || objects.has(each.name) || types.has(each.name))
        report('NAME_TWICE', 'core', `a plugin declares ${each.name}, which core makes of what plugins contribute; rename it`);
      // as: each list goes into the map of its kind
      into.set(each.name, each as never);
    }
  }
  for (const name of parts.fields.keys()) {
    const other = area.fields.get(name);
    if (other !== undefined) report('FIELD_TWICE', other.plugin, `adds Area.${name}, which core has already; rename it`);
  }
  const more = { ...area, fields: new Map([...area.fields, ...parts.fields]) };
  types.set('Area', more);
  typeOfEntity.set(more.entity.name, more);
}
