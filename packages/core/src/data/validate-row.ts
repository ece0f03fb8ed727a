import type { ColumnModel, EntityModel } from '../contract/model.ts';
import type { Refusal } from '../rules/kit/result.ts';
import { fitsDecimal } from './values.ts';

/** Columns that core fills in. */
const own = new Set(['version', 'createdAt', 'updatedAt']);

/**
 * What is wrong with a row as the model declares it: a property that is not there or missing, a value of another type, text too long,
 * a value outside its enum. Bulk writers and importers ask here before the database does, because its message names no row.
 */
export function faultsOfRow(entity: EntityModel, row: Readonly<Record<string, unknown>>): readonly Refusal[] {
  const faults: Refusal[] = [];
  for (const property of Object.keys(row)) {
    if (!entity.columns.has(property))
      faults.push(
        fault(
          'NO_SUCH_PROPERTY',
          property,
          `${entity.name} 没有属性 ${property}；请删去`,
          `${entity.name} has no property ${property}; leave it out`,
        ),
      );
  }
  for (const column of entity.columns.values()) {
    const value = row[column.property];
    if (value === undefined || value === null) {
      const needed =
        !column.nullable &&
        column.default === undefined &&
        column !== entity.key &&
        column.property !== 'areaCode' &&
        !own.has(column.property);
      if (needed || (column === entity.key && entity.key.property !== 'id')) faults.push(missing(column));
    } else {
      const wrong = faultOfValue(column, value);
      if (wrong !== undefined) faults.push(wrong);
    }
  }
  return faults;
}
const fault = (code: string, property: string, zh: string, en: string): Refusal => ({ code, path: [property], message: { zh, en } });

export const missing = ({ property }: ColumnModel): Refusal =>
  fault('MISSING', property, `缺少 ${property}；请补上`, `${property} is missing; give it`);
/** What is wrong with a value that is there. */
export function faultOfValue(column: ColumnModel, value: unknown): Refusal | undefined {
  const expected = unlike(column, value);
  const { property } = column;
  return expected === undefined
    ? undefined
    : fault('WRONG_VALUE', property, `${property} 应为${expected.zh}；请核对`, `${property} must be ${expected.en}; check it`);
}

/** A day of the calendar: there is no 30th of February. */
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && Number.isFinite(day.getTime()) && day.toISOString().startsWith(text);
}

/** What was expected, when the value is not that. */
function unlike(column: ColumnModel, value: unknown): { readonly zh: string; readonly en: string } | undefined {
  switch (column.type) {
    case 'text': {
      const most = column.length ?? Infinity;
      // A text has at least as many units as characters: most need no counting.
      return typeof value === 'string' && (value.length <= most || [...value].length <= most) && !value.includes('\0')
        ? undefined
        : { zh: `至多 ${most} 字的文本`, en: `text of at most ${most} characters` };
    }
    case 'enum': {
      const values = Object.keys(column.enumType?.values ?? {});
      return typeof value === 'string' && values.includes(value) ? undefined : { zh: values.join('、'), en: `one of ${values.join(', ')}` };
    }
    case 'int':
      return Number.isSafeInteger(value) ? undefined : { zh: '整数', en: 'a whole number' };
    case 'double':
      return Number.isFinite(value) ? undefined : { zh: '有限数值', en: 'a finite number' };
    case 'decimal': {
      const { scale = 0 } = column;
      return fitsDecimal(String(value), scale)
        ? undefined
        : { zh: `小数点后至多 ${scale} 位的十进制数`, en: `a decimal number with at most ${scale} digits after the point` };
    }
    case 'boolean':
      return typeof value === 'boolean' ? undefined : { zh: '真或假', en: 'true or false' };
    case 'datetime':
      return value instanceof Date && Number.isFinite(value.getTime()) ? undefined : { zh: '时间', en: 'an instant' };
    case 'date':
      return typeof value === 'string' && isDay(value) ? undefined : { zh: '日期 YYYY-MM-DD', en: 'a date, YYYY-MM-DD' };
    case 'json':
      return undefined;
  }
}
