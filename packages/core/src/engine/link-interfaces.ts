import type { InterfaceType } from '../contract/interface.ts';
import { columnOf, type TypeModel } from '../contract/model.ts';
import { nameOf } from '../graphql/emit-entity.ts';
import { outputOf } from '../graphql/emit-filters.ts';
import type { Report } from './faults.ts';

/** A type that implements an interface has each of its fields, and gives what the interface promises. */
export function linkInterfaces(
  interfaces: ReadonlyMap<string, InterfaceType>,
  types: ReadonlyMap<string, TypeModel>,
  report: Report,
): ReadonlyMap<string, InterfaceType> {
  for (const type of types.values()) {
    for (const name of type.type.interfaces) {
      const declared = interfaces.get(name);
      if (declared === undefined) {
        report('INTERFACE_MISSING', type.plugin, `${type.name} implements ${name}, which is in no plugin's schema; put it there`);
        continue;
      }
      for (const [field, { type: promised, nullable = false }] of Object.entries(declared.fields)) {
        const given = outputOfField(type, field);
        if (given === undefined)
          report('INTERFACE_FIELD', type.plugin, `${type.name} implements ${name} and has no field ${field}; add it`);
        else if (given !== String(nameOf(promised)))
          report(
            'INTERFACE_FIELD',
            type.plugin,
            `${type.name}.${field} gives ${given}, and ${name} promises ${String(nameOf(promised))}; let them agree`,
          );
        else if (!nullable && mayBeNull(type, field))
          report(
            'INTERFACE_FIELD',
            type.plugin,
            `${type.name}.${field} may be null, and ${name} promises a value; make it required, or ${name}.${field} nullable`,
          );
      }
    }
  }
  return interfaces;
}

function mayBeNull({ entity, fields }: TypeModel, name: string): boolean {
  const field = fields.get(name)?.field;
  if (name === 'location' && field === undefined) return true;
  switch (field?.kind) {
    case 'column':
    case 'relation':
      return entity.columns.get(field.property)?.nullable ?? false;
    case 'sql':
      return field.nullable;
    // A link may lead nowhere, and a function may fail.
    case 'link':
    case 'custom':
      return true;
    case 'aggregate':
      return field.fn === 'min' || field.fn === 'max';
    default:
      return false;
  }
}

/** The name of the type that a field gives; a list is named by its item. */
function outputOfField({ entity, fields }: TypeModel, name: string): string | undefined {
  if (name === 'location' && entity.point !== undefined) return 'GeoJSON';
  const field = fields.get(name)?.field;
  switch (field?.kind) {
    case undefined:
      return undefined;
    case 'column':
      return entity.columns.has(field.property) ? outputOf(columnOf(entity, field.property)) : undefined;
    case 'relation':
      return entity.columns.get(field.property)?.target;
    case 'link':
      return field.target.name;
    case 'inverse':
      return `${field.entity.name}Connection`;
    case 'aggregate':
      return field.fn === 'count' ? 'Int' : 'Float';
    case 'sql':
      return field.type;
    case 'custom':
      return String(nameOf(field.type));
  }
}
