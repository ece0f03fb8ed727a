import { Kind } from 'graphql';
import { bilingualError } from './bilingual-error.ts';

interface Scalar {
  readonly description: string;
  readonly parseValue: (value: unknown) => unknown;
  readonly serialize: (value: unknown) => unknown;
}

const refuse = (zh: string, en: string): never => {
  throw bilingualError('BAD_USER_INPUT', zh, en);
};

/** RFC 3339 with an offset; a leap second and an instant outside the years 1 to 9999 of UTC are refused, since no database here keeps them. */
const instant =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const day = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

const [earliest, latest] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')];
function parseInstant(value: unknown): Date {
  if (typeof value === 'string' && instant.test(value)) {
    const parsed = new Date(value);
    // 30 February would roll over into March.
    if (parsed.getTime() >= earliest && parsed.getTime() <= latest && isDay(value.slice(0, 10))) return parsed;
  }
  return refuse(
    `时间应为带时区的 RFC 3339，如 2026-05-01T08:00:00+08:00，实为 ${shown(value)}。`,
    `A time is RFC 3339 with an offset, like 2026-05-01T08:00:00+08:00, not ${shown(value)}.`,
  );
}
const isDay = (value: string): boolean => day.test(value) && new Date(`${value}T00:00:00Z`).toISOString().slice(0, 10) === value;
const shown = (value: unknown): string => (typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : typeof value);

export const scalars: Readonly<Record<string, Scalar>> = {
  DateTime: {
    description: '时间，RFC 3339，带时区。A time, RFC 3339, with an offset.',
    parseValue: parseInstant,
    serialize: (value) => (value instanceof Date ? value.toISOString() : value),
  },
  Date: {
    description: '日期，YYYY-MM-DD。A calendar day, YYYY-MM-DD.',
    parseValue: (value) =>
      typeof value === 'string' && isDay(value)
        ? value
        : refuse(`日期应为 YYYY-MM-DD，实为 ${shown(value)}。`, `A date is YYYY-MM-DD, not ${shown(value)}.`),
    serialize: (value) => value,
  },
  Decimal: {
    description: '十进制数，以文本给出，逐位精确。A decimal number as text, exact to its last digit.',
    parseValue: (value) =>
      /^-?\d{1,20}(\.\d{1,12})?$/.test(String(value))
        ? String(value)
        : refuse(`十进制数应形如 "12.50"，实为 ${shown(value)}。`, `A decimal is like "12.50", not ${shown(value)}.`),
    serialize: (value) => value,
  },
  GeoJSON: {
    description: 'GeoJSON 几何（RFC 7946，经度在前，CGCS2000）。A GeoJSON geometry (RFC 7946, longitude first, CGCS2000).',
    parseValue: (value) =>
      isGeometry(value)
        ? value
        : refuse(
            '应为 GeoJSON 几何，如 {"type":"Point","coordinates":[113.04,28.18]}。',
            'Expected a GeoJSON geometry, like {"type":"Point","coordinates":[113.04,28.18]}.',
          ),
    serialize: (value) => value,
  },
  JSON: { description: '任意 JSON。Any JSON.', parseValue: (value) => value, serialize: (value) => value },
};
const isGeometry = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as { type?: unknown }).type === 'string' &&
  Array.isArray((value as { coordinates?: unknown }).coordinates);

/** Literals of structured scalars, read without prototype so that no key can reach one. */
export function literalValue(
  node: { readonly kind: string; readonly [key: string]: unknown },
  variables: Readonly<Record<string, unknown>> | null | undefined,
): unknown {
  switch (node.kind) {
    case Kind.OBJECT:
      return Object.fromEntries(
        (node['fields'] as readonly { name: { value: string }; value: never }[]).map((field) => [
          field.name.value,
          literalValue(field.value, variables),
        ]),
      );
    case Kind.LIST:
      return (node['values'] as readonly never[]).map((value) => literalValue(value, variables));
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node['value']);
    case Kind.VARIABLE:
      return variables?.[(node['name'] as { value: string }).value];
    case Kind.NULL:
      return null;
    default:
      return node['value'];
  }
}
