import { FengsuiError } from '../contract/errors.ts';
import type { Role } from '../contract/plugin.ts';
import { isZoneCode } from '../rules/zone-code.ts';
import { isAreaCode, type Grant } from './principal.ts';

/** A role by its name over an area and all below it: how a grant is written down. */
export interface RoleGrant {
  readonly role: string;
  /** Area code, or that of a zone; empty for everywhere. */
  readonly area: string;
  readonly expiresAt?: Date | undefined;
}

/** May do everything. There in every deployment, so that somebody can make the first key. */
export const operatorRole: Role = {
  name: 'operator',
  description: '运维：全部权限。Operator: every permission.',
  permissions: ['*'],
};

/** Asked by the host of who sends documents that nobody registered, in production. */
export const arbitraryDocuments = 'document.arbitrary';
/**
 * Reads what was done, by whom and why, and changes nothing. The values before and after are not in it: they hold fields whatever those ask
 * for, and are granted by `audit.values` in a role of the deployment.
 */
export const auditorRole: Role = {
  name: 'auditor',
  description: '审计：只读审计条目，不含改动前后的值。Auditor: reads the audit and nothing else, without the values before and after.',
  permissions: ['audit.read', arbitraryDocuments],
};
/** Answers at night: sees everything of its area, telephones who is responsible, reports what is found. Plugins add what theirs is. */
export const dutyOfficerRole: Role = {
  name: 'duty_officer',
  description:
    '值班：查看本区划的一切，取电话明文（记入审计），上报隐患与附件。Duty officer: sees everything of the area, opens telephone numbers (audited), reports hidden dangers and files.',
  permissions: [
    'attachment.read',
    'attachment.write',
    'enterprise.read',
    'event.read',
    'hidden-danger.read',
    'hidden-danger.report',
    'organization.read',
    'person.read',
    'personal.reveal',
    'population.read',
  ],
};
/** In every deployment, so that its first keys need no configuration. */
export const builtInRoles: readonly Role[] = [operatorRole, auditorRole, dutyOfficerRole];

/** What the roles allow, as far as they are not over at `now`. A role that is gone allows nothing. */
export function grantsOf(roles: ReadonlyMap<string, Role>, granted: readonly RoleGrant[], now: Date): readonly Grant[] {
  return granted.flatMap(({ role, area, expiresAt }) => {
    const permissions = roles.get(role)?.permissions;
    return permissions === undefined || (expiresAt !== undefined && expiresAt <= now) ? [] : [{ permissions, area }];
  });
}

/** Errors: BAD_USER_INPUT for a role that nobody declares or an area that is no code. */
export function checkGrants(roles: ReadonlyMap<string, Role>, granted: readonly RoleGrant[]): void {
  for (const { role, area } of granted) {
    if (!roles.has(role))
      throw new FengsuiError(
        'BAD_USER_INPUT',
        `没有角色 ${role}；可用的有：${[...roles.keys()].join('、')}。`,
        `There is no role ${role}; there are: ${[...roles.keys()].join(', ')}.`,
      );
    if (area !== '' && !isAreaCode(area) && !isZoneCode(area))
      throw new FengsuiError(
        'BAD_USER_INPUT',
        `“${area}”不是区划编码；应为 2、4、6、9、12 或 15 位数字，或功能区编码（如 430102Z001），空为全部区划。`,
        `"${area}" is no area code; give 2, 4, 6, 9, 12 or 15 digits, a zone such as 430102Z001, or nothing for everywhere.`,
      );
  }
}
