/** A gate of the tree: what runs on every commit beside the tests. */
export interface Gate {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** A violation that the gate must find: proof that it can fail. `only` narrows the look to the part of the tree that holds it. */
  readonly seeded: { readonly file: string; readonly text: string; readonly found: RegExp; readonly only?: string };
}

/** A file of its own for each, so that all can be seeded at once. */
const rule = (name: string): string => `plugins/hazchem/src/rules/seeded-${name}.ts`;
export const gates: readonly Gate[] = [
  {
    name: 'format',
    command: 'oxfmt',
    args: ['--check'],
    seeded: { file: rule('format'), text: 'export   const seeded=1\n', found: /seeded-format/ },
  },
  {
    name: 'lint: import cycle',
    command: 'oxlint',
    args: ['--type-aware'],
    seeded: {
      file: rule('cycle'),
      text: "import { seeded as again } from './seeded-cycle.ts';\nexport const seeded: number = again;\n",
      found: /no-cycle|no-self-import/,
      only: 'plugins/hazchem/src',
    },
  },
  {
    name: 'lint: walls between packages',
    command: 'oxlint',
    args: ['--type-aware'],
    seeded: {
      file: rule('wall'),
      text: "import { readFileSync } from 'node:fs';\nexport const seeded: string = readFileSync('x', 'utf8');\n",
      found: /Rules are pure/,
      only: 'plugins/hazchem/src',
    },
  },
  {
    name: 'lint: type-aware',
    command: 'oxlint',
    args: ['--type-aware'],
    seeded: {
      file: rule('promise'),
      text: 'const seed = async (): Promise<number> => 1;\nexport const seeded = (): void => {\n  seed();\n};\n',
      found: /no-floating-promises/,
      only: 'plugins/hazchem/src',
    },
  },
  {
    name: 'types',
    command: 'tsc',
    args: ['-b'],
    seeded: { file: rule('type'), text: "export const seeded: number = 'text';\n", found: /seeded-type.*TS2322/, only: 'plugins/hazchem' },
  },
  {
    name: 'declarations of engine folders stand alone',
    command: 'node',
    args: ['tests/gates/isolated-declarations.ts'],
    seeded: {
      file: 'packages/core/src/query/seeded-declaration.ts',
      text: 'export const seeded = [1].map(String);\n',
      found: /seeded-declaration.*TS9/,
    },
  },
  {
    name: 'unused code and libraries',
    command: 'knip',
    args: [],
    seeded: { file: rule('unused'), text: 'export const seeded = 1;\n', found: /seeded-unused/ },
  },
  {
    name: 'the released schema only grows',
    command: 'node',
    args: ['tests/gates/schema-diff.ts'],
    seeded: {
      file: 'packages/sdk/released.graphql',
      text: 'type Query { area(id: ID!): Area leftWithoutNotice: Int } type Area { id: ID! }',
      found: /breaking: Query.leftWithoutNotice/,
    },
  },
  {
    name: 'generated files are unchanged',
    command: 'node',
    args: ['tests/gates/generate.ts', '--check'],
    seeded: {
      file: 'packages/sdk/src/operations/seeded-violation.graphql',
      text: 'query SeededViolation { areas { totalCount } }',
      found: /Not what `pnpm generate` writes/,
    },
  },
];
