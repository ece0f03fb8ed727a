import QuickLru from 'quick-lru';
import { FengsuiError } from '../contract/errors.ts';
import type { Role } from '../contract/plugin.ts';
import type { Database, Transaction } from '../data/database.ts';
import { writeAudit } from '../commands/audit-row.ts';
import type { Access, IssuedKey, Manager, NewKey } from './access.ts';
import { checkGrantedAreas } from './grant-areas.ts';
import { keyRows, type StoredKey } from './key-rows.ts';
import { principal, type Principal } from './principal.ts';
import { checkGrants, grantsOf, type RoleGrant } from './roles.ts';
import { isSecret, newToken, randomId, readHash, readToken, unauthenticated } from './token.ts';

export interface KeyOptions {
  readonly database: Database;
  readonly roles: ReadonlyMap<string, Role>;
  readonly now: () => Date;
  /** Told of a withdrawal made here. */
  readonly revoked: (principal: string) => void;
  /** Writes down outside the database what was withdrawn, as far as it goes: a restore does not take it back. */
  readonly outlast: () => Promise<unknown>;
}
/** A key is read again after so long: what another instance withdrew holds on for no longer. */
const cachedMilliseconds = 3_000;
const cachedAtMost = 10_000;
interface Cached {
  readonly hash: Buffer;
  readonly principal: Principal;
  readonly until: number;
}
const system: Manager = { principal: 'system', requestId: 'system' };

/** API keys: made, listed, rotated, revoked, and told apart at every request. */
export type Keys = Pick<Access, 'authenticate' | 'createKey' | 'listKeys' | 'rotateKey' | 'revokeKey' | 'listGrants' | 'setGrants'> & {
  readonly ended: (since: Date, until: Date) => Promise<readonly string[]>;
  /** Forgets what is cached of these principals. */
  readonly forget: (principals: readonly string[]) => void;
};

export function apiKeys({ database, roles, now, revoked, outlast }: KeyOptions): Keys {
  const rows = keyRows(database);
  const cache = new QuickLru<string, Cached>({ maxSize: cachedAtMost });
  let withdrawals = 0;
  const forget = (principals: readonly string[]): void => {
    if (principals.length > 0) withdrawals += 1;
    for (const [id, entry] of cache) if (principals.includes(entry.principal.id)) cache.delete(id);
  };
  const over = async (owner: string): Promise<void> => {
    forget([owner]);
    revoked(owner);
    await outlast();
  };
  /** Changes keys with an audit row in the same transaction: no audit, no change. */
  const managed = <T>(
    command: string,
    { principal: by, requestId }: Manager,
    work: (transaction: Transaction, at: Date) => Promise<{ readonly result: T; readonly change: Readonly<Record<string, unknown>> }>,
  ): Promise<T> =>
    database.write(async (transaction) => {
      const at = now();
      const { result, change } = await work(transaction, at);
      const changes = [{ entity: 'ApiKey', key: String(change['key']), area: null, op: 'update', after: change }] as const;
      await writeAudit(database.dialect, transaction, { at, principal: by, request: requestId, command, changes });
      return result;
    });
  const issue = async (
    transaction: Transaction,
    of: Pick<StoredKey, 'principal' | 'label' | 'expiresAt'>,
    at: Date,
  ): Promise<IssuedKey> => {
    const { principal: owner, label, expiresAt } = of;
    const id = randomId();
    const { token, hash } = newToken(id);
    const key = { id, principal: owner, label, createdAt: at, expiresAt, revokedAt: null };
    await rows.addKey(transaction, { ...key, hash, principalLabel: label });
    return { ...key, token };
  };
  const revoke = async (transaction: Transaction, id: string, at: Date): Promise<StoredKey> => {
    const key = await rows.find(transaction, id);
    if (key === undefined || !(await rows.revoke(transaction, id, at))) throw noKey(id);
    return key;
  };

  return {
    forget,
    ended: (since, until) => rows.ended(since, until),
    authenticate: async (token = '') => {
      const given = readToken(token);
      if (given === undefined) throw unauthenticated();
      const at = now();
      const before = withdrawals;
      let known = cache.get(given.id);
      if (known === undefined || known.until <= at.getTime()) {
        known = await load(given.id, at);
        if (known === undefined) throw unauthenticated();
      }
      if (!isSecret(given.secret, known.hash)) throw unauthenticated();
      // What was read while something was withdrawn may be from before it.
      if (before === withdrawals) cache.set(given.id, known);
      return known.principal;
    },
    createKey: async ({ label, grants, expiresAt }: NewKey, by = system) => {
      checkGrants(roles, grants);
      return managed('createKey', by, async (transaction, at) => {
        await checkGrantedAreas(
          database.dialect,
          transaction,
          grants.map(({ area }) => area),
        );
        const owner = `key_${randomId()}`;
        await rows.addPrincipal(transaction, owner, label, at);
        for (const grant of grants) await rows.addGrant(transaction, owner, grant, at);
        const result = await issue(transaction, { principal: owner, label, expiresAt: expiresAt ?? null }, at);
        return { result, change: { key: result.id, principal: owner, label, grants, expiresAt } };
      });
    },
    listKeys: async () => (await rows.list()).map(({ hash: _hash, principalLabel: _label, ...key }) => key),
    rotateKey: async (id, by = system) => {
      const issued = await managed('rotateKey', by, async (transaction, at) => {
        const old = await revoke(transaction, id, at);
        const result = await issue(transaction, old, at);
        return { result, change: { key: id, principal: old.principal, replacedBy: result.id } };
      });
      await over(issued.principal);
      return issued;
    },
    revokeKey: async (id, by = system) => {
      const { principal: owner } = await managed('revokeKey', by, async (transaction, at) => {
        const result = await revoke(transaction, id, at);
        return { result, change: { key: id, principal: result.principal } };
      });
      await over(owner);
    },
    listGrants: (owner) => rows.grants(owner),
    setGrants: async (owner: string, grants: readonly RoleGrant[], by = system) => {
      checkGrants(roles, grants);
      const held = new Set((await rows.grants(owner)).map(({ area }) => area));
      const added = grants.map(({ area }) => area).filter((area) => !held.has(area));
      await managed('setGrants', by, async (transaction, at) => {
        await checkGrantedAreas(database.dialect, transaction, added);
        if (!(await rows.replaceGrants(transaction, owner, at))) throw noKey(owner);
        for (const grant of grants) await rows.addGrant(transaction, owner, grant, at);
        return { result: undefined, change: { key: owner, grants } };
      });
      await over(owner);
    },
  };

  async function load(id: string, at: Date): Promise<Cached | undefined> {
    const key = await rows.find(database, id);
    if (key === undefined || key.revokedAt !== null || (key.expiresAt !== null && key.expiresAt <= at)) return undefined;
    const granted = await rows.grants(key.principal);
    const ends = [key.expiresAt, ...granted.map(({ expiresAt }) => expiresAt)].flatMap((end) =>
      end != null && end > at ? [end.getTime()] : [],
    );
    // The first of them: what is left then is asked for anew.
    const ending = ends.length === 0 ? undefined : new Date(Math.min(...ends));
    return {
      hash: readHash(key.hash),
      principal: principal(key.principal, key.principalLabel, grantsOf(roles, granted, at), ending),
      until: Math.min(at.getTime() + cachedMilliseconds, ...ends),
    };
  }
}

const noKey = (id: string): FengsuiError =>
  new FengsuiError('NOT_FOUND', `没有可用的密钥 ${id}；用 key list 查看。`, `There is no key ${id} in use; see the list of keys.`);
