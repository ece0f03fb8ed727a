import type { Principal } from './principal.ts';
import type { RoleGrant } from './roles.ts';

/** A key as it may be shown: never its secret. */
export interface ApiKey {
  readonly id: string;
  readonly principal: string;
  readonly label: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}
export interface NewKey {
  readonly label: string;
  /** Roles over area subtrees; an empty area is everywhere. */
  readonly grants: readonly RoleGrant[];
  readonly expiresAt?: Date | undefined;
}
/** A key just made: the one moment at which its token is known. */
export interface IssuedKey extends ApiKey {
  /** `fsk_<id>_<secret>`: stored hashed, shown once. */
  readonly token: string;
}
/** Who manages keys, for the audit; `system` unless told. */
export interface Manager {
  readonly principal: string;
  readonly requestId: string;
}

/** Who may ask: keys, tokens, roles and grants. */
export interface Access {
  /**
   * The principal behind an `Authorization` header; anonymous when there is none.
   * Errors: UNAUTHENTICATED for a key or token that is unknown, expired or revoked, all alike.
   */
  authenticate(authorization: string | undefined): Promise<Principal>;
  /** Errors: BAD_USER_INPUT for an unknown role or what is no area code; AREA_EXPIRED, naming the successor, and UNKNOWN_AREA. */
  createKey(key: NewKey, by?: Manager): Promise<IssuedKey>;
  listKeys(): Promise<readonly ApiKey[]>;
  /** A new secret for the same principal; the old key is revoked. Errors: NOT_FOUND when it is unknown or revoked. */
  rotateKey(id: string, by?: Manager): Promise<IssuedKey>;
  /** Errors: NOT_FOUND when it is unknown or revoked already. */
  revokeKey(id: string, by?: Manager): Promise<void>;
  /** What a key's principal was granted, expired grants included. */
  listGrants(principal: string): Promise<readonly RoleGrant[]>;
  /** Replaces what a key's principal is granted; its running work is told. Errors: as of `createKey`, but what it holds already it may keep. */
  setGrants(principal: string, grants: readonly RoleGrant[], by?: Manager): Promise<void>;
  /** Told within seconds when a principal's key or grant is withdrawn or expires, here or by another instance, so that what runs on it can be ended. */
  onRevoked(listener: (principal: string) => void): () => void;
  /** Forgets what is known of these principals and tells whoever runs on their behalf: their grants are other ones now. */
  withdrawn(principals: readonly string[]): void;
  /** Ends the watch for withdrawals. */
  stop(): void;
}
