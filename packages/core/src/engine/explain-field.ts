import type { Model, TypeModel } from '../contract/model.ts';
import { FengsuiError } from '../contract/errors.ts';
import type { Field } from '../contract/types.ts';
import { neededColumn } from '../query/needs.ts';
import { filterable } from '../graphql/emit-filters.ts';

/** Where a field of the API comes from and what it costs to read. */
export interface ExplainedField {
  readonly field: string;
  /** The plugin that made it; core's modules are plugins too. */
  readonly plugin: string;
  readonly permission: string;
  readonly description: string;
  /** `planned` is read in the operation's one statement; `resolved` runs a function over what it needs. */
  readonly way: 'planned' | 'resolved';
  readonly kind: string;
  /** Columns and tables that it reads. */
  readonly reads: readonly string[];
  readonly filterable: boolean;
  readonly personal: string | undefined;
  readonly deprecated: string | undefined;
}

/** `Shelter.capacity` → who made it, what it reads and what it needs. Errors: NOT_FOUND, with the names that there are. */
export function explainField(model: Model, name: string): ExplainedField {
  const [typeName = '', fieldName = ''] = name.split('.');
  const type = model.types.get(typeName);
  if (type === undefined) throw unknown(`类型 ${typeName}`, `type ${typeName}`, [...model.types.keys()]);
  const own = type.fields.get(fieldName);
  if (own === undefined)
    throw unknown(
      `字段 ${name}`,
      `field ${name}`,
      [...type.fields.keys()].map((each) => `${typeName}.${each}`),
    );
  const { field, plugin, permission } = own;
  const property = 'property' in field && (field.kind === 'column' || field.kind === 'relation') ? field.property : undefined;
  const column = property === undefined ? undefined : type.entity.columns.get(property);
  return {
    field: name,
    plugin,
    permission,
    description: field.description,
    way: field.kind === 'custom' ? 'resolved' : 'planned',
    kind: field.kind,
    reads: readsOf(model, type, field),
    filterable: column !== undefined && filterable(type).includes(column),
    personal: column?.personal,
    deprecated: field.deprecated,
  };
}

function readsOf(model: Model, type: TypeModel, field: Field): readonly string[] {
  const { entity } = type;
  const of = (property: string): string => `${entity.table}.${entity.columns.get(property)?.column ?? property}`;
  switch (field.kind) {
    case 'column':
    case 'relation':
    case 'link':
      return [of(field.property)];
    case 'inverse':
    case 'aggregate': {
      const target = model.entities.get(field.entity.name);
      const columns = [field.property, ...('column' in field && field.column !== undefined ? [field.column] : [])];
      return columns.map((each) => `${target?.table ?? field.entity.name}.${target?.columns.get(each)?.column ?? each}`);
    }
    case 'sql': {
      const named = new Set<string>();
      const columns = new Proxy({}, { get: (_none, property) => (named.add(String(property)), { text: '', params: [] }) });
      field.expression(columns);
      return [...named].map(of);
    }
    case 'custom':
      return field.needs.map((need) => {
        const { column, behind } = neededColumn(model, type, need);
        return behind === undefined ? of(need) : `${behind.type.entity.table}.${column.column}`;
      });
  }
}

const unknown = (zh: string, en: string, names: readonly string[]): FengsuiError =>
  new FengsuiError('NOT_FOUND', `没有${zh}；有：${names.join('、')}。`, `There is no ${en}; there are ${names.join(', ')}.`);
