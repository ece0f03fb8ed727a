import type { Plugin, Role } from '../contract/plugin.ts';
import { assemble } from './create-engine.ts';
import { withRoles } from './link-roles.ts';

/** Every role that may be granted: core's, the plugins' and the deployment's. Errors: PluginFaults. */
export const rolesOf = (plugins: readonly Plugin[], roles: readonly Role[] = []): readonly Role[] => [
  ...withRoles(assemble(plugins).model, roles).values(),
];
