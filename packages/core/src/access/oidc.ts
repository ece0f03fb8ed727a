import { errors, jwtVerify, type JWTPayload } from 'jose';
import { FengsuiError } from '../contract/errors.ts';
import type { Role } from '../contract/plugin.ts';
import { isZoneCode } from '../rules/zone-code.ts';
import { remoteKeys } from './oidc-keys.ts';
import { isAreaCode, principal, type Principal } from './principal.ts';
import { grantsOf } from './roles.ts';
import { unauthenticated } from './token.ts';

/** A claim by its name, or by the way to it: `['realm_access', 'roles']`. */
export type Claim = string | readonly string[];
export interface OidcOptions {
  /** Exactly as in `iss`. */
  readonly issuer: string;
  /** Where the provider's keys are; https, or http on this machine. */
  readonly jwksUrl: string;
  readonly audience: string;
  /** Asymmetric ones alone: with a shared secret the provider's public key could sign. */
  readonly algorithms: readonly (
    | 'RS256'
    | 'RS384'
    | 'RS512'
    | 'PS256'
    | 'PS384'
    | 'PS512'
    | 'ES256'
    | 'ES384'
    | 'ES512'
    | 'EdDSA'
    | 'Ed25519'
  )[];
  /** The header's `typ`: `at+jwt` for access tokens of RFC 9068, so that an ID token is not taken for one. */
  readonly typ: string;
  readonly roles: {
    readonly claim: Claim;
    /** The provider's names to roles; without it a name is a role. A name that is in neither gives nothing. */
    readonly names?: Readonly<Record<string, string>> | undefined;
  };
  /** Area codes; a token without them sees no rows. `everywhere` gives every token the whole territory. */
  readonly areas: { readonly claim: Claim } | 'everywhere';
}
const asymmetric = /^(?:RS|PS|ES)(?:256|384|512)$|^Ed(?:DSA|25519)$/;
/** Clocks of two machines differ. */
const toleratedSeconds = 5;

/** Verifies tokens of one identity provider. Errors: UNAUTHENTICATED; UNAVAILABLE while its keys were never read. */
export function oidcTokens(
  options: OidcOptions,
  roles: ReadonlyMap<string, Role>,
  now: () => Date,
  onError: (error: unknown) => void,
  current: (codes: readonly string[]) => Promise<readonly string[]>,
): (token: string) => Promise<Principal> {
  checkOptions(options, roles);
  const keys = remoteKeys(new URL(options.jwksUrl), onError);
  return async (token) => {
    const payload = await verified(options, keys.key, token, now(), onError);
    const names = texts(claimOf(payload, options.roles.claim));
    const rename = options.roles.names;
    const granted = names.flatMap((name) => (rename === undefined ? [name] : texts(own(rename, name))));
    const areas =
      options.areas === 'everywhere'
        ? ['']
        : texts(claimOf(payload, options.areas.claim)).filter((code) => isAreaCode(code) || isZoneCode(code));
    const inForce = await current(areas);
    const grants = granted.flatMap((role) => inForce.map((area) => ({ role, area })));
    // The subject is the provider's own key for a person, never a name.
    const id = `oidc_${String(payload.sub)}`;
    return principal(id, id, grantsOf(roles, grants, now()), new Date(Number(payload.exp) * 1_000));
  };
}

async function verified(
  { issuer, audience, algorithms, typ }: OidcOptions,
  key: ReturnType<typeof remoteKeys>['key'],
  token: string,
  currentDate: Date,
  onError: (error: unknown) => void,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, key, {
      issuer,
      audience,
      typ,
      currentDate,
      algorithms: [...algorithms],
      requiredClaims: ['exp', 'sub'],
      clockTolerance: toleratedSeconds,
    });
    if (typeof payload.sub !== 'string' || payload.sub === '' || payload.sub.length > 200) throw unauthenticated();
    return payload;
  } catch (error) {
    if (error instanceof FengsuiError) throw error;
    if (refusals.some((refusal) => error instanceof refusal)) throw unauthenticated();
    onError(error);
    throw new FengsuiError(
      'UNAVAILABLE',
      '身份提供方暂不可用，无法核验令牌；请稍后重试。',
      'The identity provider cannot be reached, so the token cannot be checked; try again later.',
    );
  }
}
const refusals = [
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
] as const;

function checkOptions(
  { issuer, jwksUrl, audience, algorithms, typ, roles: { names = {} } }: OidcOptions,
  roles: ReadonlyMap<string, Role>,
): void {
  const refuse = (what: string): never => {
    throw new Error(`OIDC: ${what}`);
  };
  for (const [name, value] of Object.entries({ issuer, audience, typ }))
    if (value === '') refuse(`${name} must be given; without it any token of anybody passes`);
  if (algorithms.length === 0) refuse('algorithms must name at least one, for example RS256 or ES256');
  for (const algorithm of algorithms)
    if (!asymmetric.test(algorithm)) refuse(`the algorithm ${algorithm} is not allowed; use RS256, PS256, ES256 or EdDSA`);
  const { protocol, hostname } = new URL(jwksUrl);
  if (protocol !== 'https:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname)) refuse(`jwksUrl must be https, not ${jwksUrl}`);
  for (const role of Object.values(names))
    if (!roles.has(role)) refuse(`there is no role ${role}; there are: ${[...roles.keys()].join(', ')}`);
}

const own = (from: object, name: string): unknown => (Object.hasOwn(from, name) ? from[name as never] : undefined);
function claimOf(payload: JWTPayload, claim: Claim): unknown {
  let value: unknown = payload;
  for (const name of typeof claim === 'string' ? [claim] : claim)
    value = typeof value === 'object' && value !== null ? own(value, name) : undefined;
  return value;
}
/** A list of texts, or one text; anything else is nothing. */
const texts = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
