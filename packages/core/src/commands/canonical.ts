import { createHmac } from 'node:crypto';
import { derivedKey } from '../data/derived-key.ts';

/** Inputs as an author's schema expects them: instants as text, nothing without a prototype, nothing that is not there. */
export function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, item]) => item !== null && item !== undefined)
        .map(([name, item]) => [name, plain(item)]),
    );
  return value;
}
/** What is kept of a body under its idempotency key. */
export type BodyDigest = (owner: { readonly principal: string; readonly command: string }, body: unknown) => string;
/**
 * Equal for bodies that say the same, whatever the order of their members. Keyed: a body may hold a phone number, and with a bare
 * hash whoever reads the table could try all numbers. Its owner goes in too, so that equal bodies of two callers do not look alike.
 */
export function bodyDigest(secret: string): BodyDigest {
  const key = derivedKey(secret, 'idempotency body');
  return ({ principal, command }, body) =>
    createHmac('sha256', key)
      .update(canonical([principal, command, plain(body)]))
      .digest('base64url');
}
const canonical = (value: unknown): string =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? `{${Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`)
        .join(',')}}`
    : Array.isArray(value)
      ? `[${value.map(canonical).join(',')}]`
      : (JSON.stringify(value) ?? 'null');
