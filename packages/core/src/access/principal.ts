import { isZoneCode } from '../rules/zone-code.ts';

/** A half-open range of area codes: a subtree, since division codes nest. */
export interface CodeRange {
  readonly from: string;
  /** Exclusive. */
  readonly to: string;
}
/** The right to use a role's permissions over an area and all below it. */
export interface Grant {
  readonly permissions: readonly string[];
  /** Area code, or that of a zone beside the tree; empty for everywhere. */
  readonly area: string;
}
/** Who asks. Made once at authentication, then only read. */
export interface Principal {
  readonly id: string;
  /** Shown in the audit, never a person's name. */
  readonly label: string;
  readonly anonymous: boolean;
  readonly grants: readonly Grant[];
  has(permission: string): boolean;
  /** Where the permission holds: 'everywhere', or key ranges without overlap, in order, and after them zones. */
  scope(permission: string): Scope;
  /** When the first of what was shown at authentication ends, the key, token or one of its grants; a stream must end with it. */
  readonly expiresAt?: Date | undefined;
  /** Equal for principals whose plans may be shared: the same permissions with the same number of ranges. */
  readonly shape: string;
}
export type Scope = 'everywhere' | readonly Area[];
export interface Area extends CodeRange {
  readonly code: string;
  /** A zone beside the tree: told by a row's second code, and by that alone. */
  readonly zone: boolean;
}

/** Digits of a province, city, county, township, village or grid. */
export const isAreaCode = (code: string): boolean => /^(?:\d{2}|\d{4}|\d{6}|\d{9}|\d{12}|\d{15})$/.test(code);
/** The end of a subtree's key range: the next code of the same length, in binary order. */
export const subtree = (code: string): Area => ({
  code,
  from: code,
  to: `${code.slice(0, -1)}${String.fromCharCode(code.charCodeAt(code.length - 1) + 1)}`,
  zone: isZoneCode(code),
});
/** Whether a row with this area and zone lies in the scope. */
export const liesWithin = (scope: Scope, area: string | null, zone: string | null): boolean =>
  scope === 'everywhere' || scope.some((each) => (each.zone ? each.code === zone : area !== null && area.startsWith(each.code)));

/** Permissions that nobody is granted by name: who they are is enough. */
const byIdentity = new Set(['public', 'authenticated']);

export function principal(id: string, label: string, grants: readonly Grant[], expiresAt?: Date): Principal {
  const anonymous = id === 'anonymous';
  // '*' stands for every permission, so it widens each of them: a role for operators, granted like any other.
  const holding = (permission: string): readonly Grant[] =>
    grants.filter(({ permissions }) => byIdentity.has(permission) || permissions.includes(permission) || permissions.includes('*'));
  const scopes = new Map<string, Scope>();
  for (const permission of new Set([...grants.flatMap((grant) => grant.permissions), ...byIdentity]))
    scopes.set(permission, scopeOf(holding(permission)));
  const all = grants.some(({ permissions }) => permissions.includes('*')) ? scopes.get('*') : undefined;
  const named = new Set(grants.flatMap((grant) => grant.permissions));
  const scope = (permission: string): Scope => scopes.get(permission) ?? all ?? [];
  const has = (permission: string): boolean =>
    permission === 'public' || named.has(permission) || all !== undefined || (permission === 'authenticated' && !anonymous);
  const shape = `${anonymous ? '-' : ''}${[...scopes]
    .map(
      ([permission, where]) =>
        `${permission}:${where === 'everywhere' ? '*' : where.map(({ code, zone }) => `${zone ? 'z' : ''}${code.length}`).join('.')}`,
    )
    .sort()
    .join(',')}`;
  return { id, label, anonymous, grants, has, scope, shape, expiresAt };
}

function scopeOf(grants: readonly Grant[]): Scope {
  if (grants.some(({ area }) => area === '')) return 'everywhere';
  // A scope ends at a level: `43010` is no area, and must not reach into `430102`.
  const named = [...new Set(grants.map(({ area }) => area))].sort();
  const codes = named.filter(isAreaCode);
  // A subtree inside another one adds nothing. A zone does even beside its own county: some of its rows may lie in another.
  const trees = codes.filter((code) => !codes.some((other) => other !== code && code.startsWith(other)));
  return [...trees, ...named.filter(isZoneCode)].map(subtree);
}

export const anonymous: Principal = principal('anonymous', 'anonymous', []);

/** Whether a permission holds wherever another does: one granted for a street opens nothing of the rest of the city. */
export function reaches(who: Principal, permission: string, wherever: string): boolean {
  const [inner, outer] = [who.scope(wherever), who.scope(permission)];
  if (outer === 'everywhere') return true;
  return (
    inner !== 'everywhere' &&
    inner.every(({ code, zone }) => outer.some((area) => (zone ? code === area.code : code.startsWith(area.code))))
  );
}
