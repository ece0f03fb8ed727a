import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

/**
 * Run as a process: `node run-examples.ts FOLDER SEPARATOR` with the examples' code as a JSON array on the standard input.
 * Each is a module of its own in the package's folder, as if a reader had saved it there; the separator is printed after each.
 */
const [folder = '', separator = ''] = process.argv.slice(2);
const parts: Buffer[] = [];
for await (const part of process.stdin) parts.push(part as Buffer);
const codes = JSON.parse(Buffer.concat(parts).toString()) as readonly string[];
const modules = new Map(codes.map((code, at) => [pathToFileURL(`${folder}/readme-example-${at}.ts`).href, code]));

registerHooks({
  resolve: (specifier, context, next) => (modules.has(specifier) ? { url: specifier, shortCircuit: true } : next(specifier, context)),
  load: (url, context, next) => {
    const source = modules.get(url);
    return source === undefined ? next(url, context) : { format: 'module-typescript', source, shortCircuit: true };
  },
});
for (const url of modules.keys()) {
  await import(url).catch((error: unknown) => console.log(error));
  process.stdout.write(`${separator}\n`);
}
