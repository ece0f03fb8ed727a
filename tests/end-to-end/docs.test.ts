import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { assemble } from '@fengsui/core';
import { parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import config from '../../fengsui.config.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const pages = globSync(['*.md', 'docs/**/*.md', '{packages,plugins}/*/README.md'], { cwd: root }).sort();
/** What a page leads to inside the repository, from its root. */
const linked = (page: string): readonly string[] =>
  [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)].map(([, target = '']) =>
    relative(root, resolve(root, dirname(page), target)),
  );

describe('the documentation', () => {
  it.each(pages)('%s leads nowhere that is not there', (page) => {
    expect(linked(page).filter((target) => !existsSync(join(root, target)))).toEqual([]);
  });

  it('is all reached from the README', () => {
    const reached = new Set(['README.md']);
    for (const page of reached) if (page.endsWith('.md')) for (const target of linked(page)) reached.add(target);
    expect(pages.filter((page) => page.startsWith('docs/') && !reached.has(page))).toEqual([]);
  });

  it('has a README that is read in a minute', () => {
    expect(read('README.md').split('\n').length).toBeLessThan(120);
  });

  it('names tests that are there', () => {
    const named = [...read('docs/reliability.md').matchAll(/`((?:tests|packages|plugins)\/[\w./-]+\.test\.ts)`/g)].map(
      ([, file = '']) => file,
    );
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('names commands that are there', () => {
    // as: the file is ours
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
    const named = ['README.md', 'CONTRIBUTING.md', 'docs/reliability.md', 'docs/benchmarks.md'].flatMap((page) =>
      [...read(page).matchAll(/pnpm@12 ([a-z][\w:]*)/g)].map(([, name = '']) => name),
    );
    const table = [...read('CONTRIBUTING.md').matchAll(/^\| `([\w:]+)` \|/gm)].map(([, name = '']) => name);
    expect(table.length).toBeGreaterThan(4);
    expect([...named, ...table].filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it('names every variable of the environment that the server reads', () => {
    const known = [...read('packages/server/src/config/read-config.ts').matchAll(/^ {2}([A-Z]+(?:_[A-Z]+)*): \{/gm)].map(
      ([, name = '']) => name,
    );
    expect(known.length).toBeGreaterThan(10);
    const page = read('packages/server/README.md');
    expect(known.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it('asks of events what the schema answers', () => {
    const { schema } = assemble(config.plugins ?? []);
    const documents = [...read('docs/events.md').matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, text = '']) => text);
    expect(documents).toHaveLength(1);
    expect(documents.flatMap((text) => validate(schema, parse(text)))).toEqual([]);
  });
});
