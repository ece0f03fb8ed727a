import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `docs/decisions/README.md`: every decision by its title, in the order of their numbers. */
export function decisionsPage(folder: string): string {
  const pages = readdirSync(folder)
    .filter((name) => /^\d{4}-.*\.md$/.test(name))
    .sort();
  const titles = pages.map((name) => {
    const [, title] = /^# (\d{4} .+)$/m.exec(readFileSync(join(folder, name), 'utf8')) ?? [];
    if (title === undefined) throw new Error(`${name} must begin with "# ${name.slice(0, 4)} Its title"`);
    return `- [${title}](${name})`;
  });
  return [
    '# Decisions',
    '',
    'A page each, where building taught something or another would have chosen otherwise: what was decided, why, and what it gave. `generate` writes this list.',
    '',
    ...titles,
    '',
  ].join('\n');
}
