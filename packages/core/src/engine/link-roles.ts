import { builtInRoles, operatorRole } from '../access/roles.ts';
import type { Model } from '../contract/model.ts';
import type { Plugin, Role } from '../contract/plugin.ts';
import { type Fault, PluginFaults, type Report } from './faults.ts';

const deployment = 'deployment';
/** Core's roles, the plugins' and those that a deployment adds. Errors: PluginFaults, as for plugins. */
export function withRoles(model: Model, roles: readonly Role[]): ReadonlyMap<string, Role> {
  const faults: Fault[] = [];
  const all = linkRoles(
    [...model.plugins, { id: deployment, roles, permissions: [], roleAdditions: {} }],
    model.permissions,
    (code, plugin, message) => void faults.push({ code, plugin, message }),
  );
  if (faults.length > 0) throw new PluginFaults(faults);
  return all;
}

type HasRoles = Pick<Plugin, 'id' | 'roles' | 'permissions' | 'roleAdditions'>;
/** The roles by name; a permission that nothing asks for is a slip of the pen. */
export function linkRoles(plugins: readonly HasRoles[], asked: ReadonlySet<string>, report: Report): ReadonlyMap<string, Role> {
  const known = new Set([...asked, ...plugins.flatMap(({ permissions }) => permissions.map(({ name }) => name))]);
  const roles = new Map(builtInRoles.map((role): [string, Role] => [role.name, role]));
  const owners = new Map(builtInRoles.map(({ name }): [string, string] => [name, 'core']));
  for (const plugin of plugins) {
    for (const [name, permissions] of Object.entries(plugin.roleAdditions)) add(plugin, name, permissions);
    for (const role of plugin.roles) {
      const owner = owners.get(role.name);
      // A deployment may say for itself what its auditors and duty officers may do; who may do everything may do everything.
      const replaces = owner === 'core' && plugin.id === deployment && role.name !== operatorRole.name;
      if (owner !== undefined && !replaces)
        report('ROLE_TWICE', plugin.id, `the role ${role.name} is also declared by ${owner}; rename one`);
      for (const permission of role.permissions.filter((each) => !known.has(each)))
        report(
          'ROLE_PERMISSION',
          plugin.id,
          `the role ${role.name} names the permission ${permission}, which no type, command or root asks for; correct it, or declare it under permissions`,
        );
      owners.set(role.name, plugin.id);
      roles.set(role.name, role);
    }
  }
  return roles;

  function add({ id, permissions: own }: HasRoles, name: string, permissions: readonly string[]): void {
    const role = roles.get(name);
    if (role === undefined || owners.get(name) !== 'core' || name === operatorRole.name) {
      const names = builtInRoles.filter((each) => each !== operatorRole).map((each) => each.name);
      return report('ROLE_UNKNOWN', id, `it adds to the role ${name}; only core's ${names.join(' and ')} may be added to`);
    }
    // What another declares is that one's to give.
    for (const permission of permissions.filter((each) => !own.some((declared) => declared.name === each)))
      report('ROLE_PERMISSION', id, `it adds ${permission} to the role ${name}; add permissions that the plugin declares itself`);
    // Sorted: the order of plugins never shows.
    roles.set(name, { ...role, permissions: [...new Set([...role.permissions, ...permissions])].sort() });
  }
}
