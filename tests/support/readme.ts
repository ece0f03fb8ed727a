import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Example {
  /** The heading it stands under. */
  readonly title: string;
  readonly code: string;
  /** What the README says it prints: the ```text block that follows the ```ts block. */
  readonly prints: string;
}

/** Every ```ts block of a package's README together with the ```text block that follows it. */
export function readmeExamples(packageDirectory: string): readonly Example[] {
  const readme = readFileSync(join(packageDirectory, 'README.md'), 'utf8');
  const examples: Example[] = [];
  for (const match of readme.matchAll(/```ts\n([\s\S]*?)```\s*```text\n([\s\S]*?)```/g)) {
    const title = [...readme.slice(0, match.index).matchAll(/^#+ (.*)$/gm)].at(-1)?.[1] ?? 'README';
    examples.push({ title, code: match[1] ?? '', prints: (match[2] ?? '').trim() });
  }
  return examples;
}

/** What each example of a package printed, by its code: all run in one process, since starting one costs more than any example. */
const printed = new Map<string, ReadonlyMap<string, string>>();

/** Runs an example as a reader would, from the package's own folder, and gives what it printed. */
export function runExample(packageDirectory: string, { code }: Example): string {
  const outputs = printed.get(packageDirectory) ?? runExamples(packageDirectory);
  printed.set(packageDirectory, outputs);
  return outputs.get(code) ?? '';
}

function runExamples(packageDirectory: string): ReadonlyMap<string, string> {
  const codes = readmeExamples(packageDirectory).map(({ code }) => code);
  const separator = `--- ${randomUUID()} ---`;
  const output = execFileSync(
    process.execPath,
    ['--no-warnings', join(import.meta.dirname, 'run-examples.ts'), packageDirectory, separator],
    {
      cwd: packageDirectory,
      encoding: 'utf8',
      input: JSON.stringify(codes),
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    },
  );
  const outputs = output.split(`${separator}\n`);
  return new Map(codes.map((code, at) => [code, (outputs[at] ?? '').trim()]));
}
