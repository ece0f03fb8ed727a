import type { Principal } from '../access/principal.ts';
import { whoAsks } from '../access/token.ts';
import type { Command } from '../contract/command.ts';
import { FengsuiError } from '../contract/errors.ts';

/** Errors: UNAUTHENTICATED for a stranger, FORBIDDEN for who lacks the command's permission, or that to read what it discloses. */
export function authorizeCommand(command: Command, principal: Principal): void {
  const read = Object.values(command.load).flatMap(({ readable, type }) => (readable === true ? [type.permission] : []));
  const missing = [command.permission, ...read].find((permission) => !principal.has(permission));
  if (missing === undefined) return;
  if (principal.anonymous) throw whoAsks([command.name]);
  throw new FengsuiError(
    'FORBIDDEN',
    `缺少权限 ${missing}；请向管理员申请。`,
    `The permission ${missing} is missing; ask an administrator for it.`,
    [command.name],
  );
}
