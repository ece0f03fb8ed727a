import { type ApiKey, builtInRoles, type IssuedKey, type Role, type RoleGrant, rolesOf } from '@fengsui/core';
import { Command, InvalidArgumentError } from 'commander';
import { settingsOf } from '../settings.ts';
import { print, say } from '../terminal.ts';
import { withEngine, withExisting } from '../with-engine.ts';

/** Who did it, for the audit: whoever may run commands on this machine. */
const by = { principal: 'cli', requestId: 'cli' } as const;
interface CreateOptions {
  readonly grant: readonly RoleGrant[];
  readonly expires?: Date;
}

/** `fengsui key create|roles|list|rotate|revoke`. */
export function keyCommand(): Command {
  const key = new Command('key').description('API 密钥 API keys');
  key
    .command('create <label>')
    .description('新建密钥；令牌只显示一次 make a key; its token is shown once')
    .requiredOption(
      '-g, --grant <role[@area]>',
      '角色及区划，可多次给出；无区划即全部 a role over an area, repeatable; everywhere without one',
      grant,
      [],
    )
    .addHelpText(
      'after',
      `
角色 roles:
${listed(builtInRoles)}
插件与配置中的其他角色 those of plugins and of the configuration: fengsui key roles
例 for example: fengsui key create 值班室 -g duty_officer@430102    fengsui key create 审计 -g auditor`,
    )
    .option('--expires <date>', '到期日 the day it ends, e.g. 2027-01-01', day)
    .action((label: string, { grant: grants, expires }: CreateOptions, command: Command) =>
      withEngine(command, async ({ access }) => issued(await access.createKey({ label, grants, expiresAt: expires }, by))),
    );
  key
    .command('roles')
    .description('列出可授予的角色 list the roles that may be granted')
    .option('--json', '输出 JSON，含各角色的权限 print JSON, with their permissions')
    .action(async (options: { readonly json?: boolean }, command: Command) => {
      const { plugins, roles } = await settingsOf(command);
      const all = rolesOf(plugins, roles);
      print(options.json === true ? JSON.stringify(all, null, 2) : listed(all));
    });
  key
    .command('list')
    .description('列出密钥 list the keys')
    .option('--json', '输出 JSON print JSON')
    .action((options: { readonly json?: boolean }, command: Command) =>
      withExisting(command, async ({ access }) => {
        const keys = await access.listKeys();
        print(options.json === true ? JSON.stringify(keys, null, 2) : table(keys));
      }),
    );
  key
    .command('rotate <id>')
    .description('换新密钥，旧的随即失效 a new secret; the old key ends at once')
    .action((id: string, _options, command: Command) =>
      withExisting(command, async ({ access }) => issued(await access.rotateKey(id, by))),
    );
  key
    .command('revoke <id>')
    .description('撤销密钥 end a key')
    .action((id: string, _options, command: Command) =>
      withExisting(command, async ({ access }) => {
        await access.revokeKey(id, by);
        say(`已撤销 revoked: ${id}`);
      }),
    );
  return key;
}

const listed = (roles: readonly Role[]): string => roles.map(({ name, description }) => `  ${name.padEnd(14)}${description}`).join('\n');

/** `reader@430102` or `operator`. */
function grant(text: string, before: readonly RoleGrant[]): readonly RoleGrant[] {
  const [, role, area = ''] = /^([^@]+)(?:@([\dZ]+))?$/.exec(text) ?? [];
  if (role === undefined) throw new InvalidArgumentError('应为 角色 或 角色@区划编码 expected role or role@areaCode');
  return [...before, { role, area }];
}
function day(text: string): Date {
  const at = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00+08:00` : text);
  if (Number.isNaN(at.getTime())) throw new InvalidArgumentError('应为日期 expected a date, e.g. 2027-01-01');
  return at;
}

function issued({ id, token }: IssuedKey): void {
  say(`密钥 ${id} 的令牌只显示这一次。The token of key ${id} is shown this once:`);
  print(token);
}
const date = (at: Date | null): string => at?.toISOString().slice(0, 16) ?? '-';
function table(keys: readonly ApiKey[]): string {
  const rows = keys.map(({ id, label, createdAt, expiresAt, revokedAt }) => [id, label, date(createdAt), date(expiresAt), date(revokedAt)]);
  return [['id', 'label', 'created', 'expires', 'revoked'], ...rows].map((row) => row.join('\t')).join('\n');
}
