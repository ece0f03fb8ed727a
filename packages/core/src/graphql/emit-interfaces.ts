import type { Model } from '../contract/model.ts';
import type { Emission, FieldConfig } from './builder.ts';
import { locationField, nameOf, pageArgs } from './emit-entity.ts';
import { coordinateSystem } from './emit-filters.ts';

/** The interfaces that plugins declare; their fields take the arguments that core gives such a field everywhere. */
export function emitInterfaces(emission: Emission, model: Model): void {
  for (const { name, description, fields } of model.interfaces.values()) {
    emission.interface(
      name,
      description,
      Object.fromEntries(
        Object.entries(fields).map(([field, { type, nullable = false, description: text }]): [string, FieldConfig] => {
          const output = nameOf(type);
          return [field, { type: output, nullable, description: text, ...argsOf(emission, field, output) }];
        }),
      ),
    );
  }
}

function argsOf(emission: Emission, field: string, output: string | readonly [string]): Pick<FieldConfig, 'args'> | object {
  if (field === 'location' && output === 'GeoJSON') {
    coordinateSystem(emission);
    return { args: locationField.args };
  }
  const connection = typeof output === 'string' ? /^(\w+)Connection$/.exec(output)?.[1] : undefined;
  return connection === undefined ? {} : { args: pageArgs(connection) };
}
