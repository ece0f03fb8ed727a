import type { Role } from '../contract/plugin.ts';
import type { Database } from '../data/database.ts';
import type { Access } from './access.ts';
import { currentAreas } from './current-areas.ts';
import { apiKeys } from './keys.ts';
import { oidcTokens, type OidcOptions } from './oidc.ts';
import { anonymous } from './principal.ts';
import { unauthenticated } from './token.ts';

export interface AccessOptions {
  readonly database: Database;
  readonly roles: ReadonlyMap<string, Role>;
  /** An identity provider whose tokens are accepted beside keys. */
  readonly oidc?: OidcOptions | undefined;
  readonly now: () => Date;
  /** Writes down outside the database what was withdrawn; see `keys.ts`. */
  readonly outlast: () => Promise<unknown>;
  readonly onError: (error: unknown, requestId: string) => void;
}
/** How often what other instances withdrew is looked up while somebody listens. */
const watchMilliseconds = 2_000;

/** Access over one database: API keys, and tokens of an identity provider where one is configured. */
export function createAccess({ database, roles, oidc, now, outlast, onError }: AccessOptions): Access {
  const listeners = new Set<(principal: string) => void>();
  const tell = (principal: string): void => listeners.forEach((listener) => listener(principal));
  const areas = currentAreas(database);
  const keys = apiKeys({ database, roles, now, revoked: tell, outlast });
  const tokens =
    oidc === undefined
      ? undefined
      : oidcTokens(
          oidc,
          roles,
          now,
          (error) => onError(error, 'oidc'),
          (codes) => areas.of(codes),
        );
  let seen = now();
  let timer: NodeJS.Timeout | undefined;
  const watch = async (): Promise<void> => {
    // Looked at twice over, so that a row that committed late is not missed; being told twice harms nobody.
    const [since, until] = [new Date(seen.getTime() - 2 * watchMilliseconds), now()];
    seen = until;
    const ended = await keys.ended(since, until);
    keys.forget(ended);
    ended.forEach(tell);
  };
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  return {
    ...keys,
    authenticate: async (authorization) => {
      if (authorization === undefined || authorization === '') return anonymous;
      const [, token] = /^Bearer +(\S+) *$/i.exec(authorization) ?? [];
      if (token === undefined) throw unauthenticated();
      // Two dots make a JWT; a key has none.
      return tokens !== undefined && token.includes('.') ? tokens(token) : keys.authenticate(token);
    },
    onRevoked: (listener) => {
      listeners.add(listener);
      timer ??= setInterval(() => void watch().catch((error: unknown) => onError(error, 'access')), watchMilliseconds).unref();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) stop();
      };
    },
    withdrawn: (principals) => {
      areas.forget();
      keys.forget(principals);
      principals.forEach(tell);
    },
    stop,
  };
}
