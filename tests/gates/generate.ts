import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { generate } from '@graphql-codegen/cli';
import { assemble } from '@fengsui/core';
import { printSchema } from 'graphql';
import config from '../../fengsui.config.ts';
import codegen from '../../packages/sdk/codegen.ts';
import { decisionsPage } from './decisions-page.ts';
import { eventsPage } from './events-page.ts';

/**
 * Writes what is generated: the released schema, the SDK made from it, the page of events, the list of decisions, and the code in the page for authors.
 * With --check it writes nothing and fails when a file is not what it would write.
 */
const root = resolve(import.meta.dirname, '../..');
const schemaFile = join(root, 'packages/sdk/schema.graphql');
const check = process.argv.includes('--check');
const stale: string[] = [];

const { model, schema } = assemble(config.plugins ?? []);
const pages = new Map([
  [schemaFile, `${printSchema(schema)}\n`],
  [join(root, 'docs/events.md'), eventsPage(model)],
  [join(root, 'docs/plugins.md'), withCode(join(root, 'docs/plugins.md'), join(root, 'tests/end-to-end/hydrant/hydrant.ts'))],
  [join(root, 'docs/decisions/README.md'), decisionsPage(join(root, 'docs/decisions'))],
]);
for (const [file, text] of pages) {
  if (check && read(file) !== text) stale.push(file);
  if (!check) writeFileSync(file, text);
}

const files = (await generate({ ...codegen, silent: true, errorsOnly: true }, false)) as readonly {
  readonly filename: string;
  readonly content: string;
}[];
for (const { filename, content } of files) {
  // index.ts only repeats what the SDK's own door exports.
  if (filename.endsWith('index.ts') || filename.endsWith('gql.ts')) continue;
  if (check && read(filename) !== content) stale.push(filename);
  if (check) continue;
  mkdirSync(join(filename, '..'), { recursive: true });
  writeFileSync(filename, content);
}
if (stale.length > 0) {
  console.error(`Not what \`pnpm generate\` writes: ${stale.join(', ')}. Run it and commit the result.`);
  process.exitCode = 1;
}

/** A page with the code of a file that runs in its block of TypeScript. */
function withCode(page: string, file: string): string {
  return readFileSync(page, 'utf8').replace(/```ts\n[^]*?```/, () => `\`\`\`ts\n${readFileSync(file, 'utf8')}\`\`\``);
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
