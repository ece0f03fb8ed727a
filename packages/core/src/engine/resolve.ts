import { satisfies, validRange } from 'semver';
import type { Plugin } from '../contract/plugin.ts';
import type { Report } from './faults.ts';

/** Orders plugins by what they require, then by id: the order they were listed in never matters. */
export function resolvePlugins(plugins: readonly Plugin[], coreVersion: string, report: Report): readonly Plugin[] {
  const byId = new Map<string, Plugin>();
  for (const plugin of plugins) {
    if (!/^[a-z][a-z0-9-]*$/.test(plugin.id)) report('PLUGIN_ID', plugin.id, 'the id must be lower case letters, digits and hyphens');
    if (byId.has(plugin.id)) report('PLUGIN_TWICE', plugin.id, 'is listed twice; list each plugin once');
    byId.set(plugin.id, plugin);
    // Core's own modules move with core.
    if (plugin.core !== 'self') checkRange(plugin.id, 'core', plugin.core, coreVersion, report);
  }
  for (const plugin of byId.values()) {
    for (const { id, range } of Object.values(plugin.requires)) {
      const other = byId.get(id);
      if (other === undefined)
        report('PLUGIN_MISSING', plugin.id, `requires the plugin "${id}" ${range}, which is not listed; add it to the plugins`);
      else checkRange(plugin.id, `plugin "${id}"`, range, other.version, report);
    }
  }
  return sort(byId, report);
}

function checkRange(plugin: string, what: string, range: string, version: string, report: Report): void {
  if (validRange(range) === null)
    report('VERSION_RANGE', plugin, `the range "${range}" for ${what} is not a version range; write one like "^0.1"`);
  else if (!satisfies(version, range, { includePrerelease: true }))
    report('VERSION_MISMATCH', plugin, `needs ${what} ${range}, but ${version} is there; use versions that fit`);
}

/** Depth first over ids in order; a cycle is reported with the way it takes. */
function sort(byId: ReadonlyMap<string, Plugin>, report: Report): readonly Plugin[] {
  const ordered: Plugin[] = [];
  const done = new Set<string>();
  const visit = (id: string, way: readonly string[]): void => {
    const plugin = byId.get(id);
    if (plugin === undefined || done.has(id)) return;
    if (way.includes(id))
      return report(
        'PLUGIN_CYCLE',
        id,
        `requires itself: ${[...way.slice(way.indexOf(id)), id].join(' → ')}; let one of them contribute through an extension point instead`,
      );
    for (const required of Object.values(plugin.requires)
      .map((each) => each.id)
      .sort())
      visit(required, [...way, id]);
    done.add(id);
    ordered.push(plugin);
  };
  // Core's modules first, so that everything may stand on them without naming them.
  const core = (id: string): boolean => byId.get(id)?.core === 'self';
  const ids = [...byId.keys()].sort();
  for (const id of [...ids.filter(core), ...ids.filter((each) => !core(each))]) visit(id, []);
  return ordered;
}
