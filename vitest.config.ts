import { availableParallelism } from 'node:os';
import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

// graphql 16 ships two builds, and Node loads the one under `main`; vite would prefer `module` and the tree would hold two.
const graphql = createRequire(new URL('packages/core/package.json', import.meta.url)).resolve('graphql');

export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: graphql }] },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'plugins/*/test/**/*.test.ts', 'tests/{end-to-end,gates}/**/*.test.ts'],
    setupFiles: [new URL('tests/support/fast-check.ts', import.meta.url).pathname],
    globalSetup: [new URL('packages/core/src/testing/global-setup.ts', import.meta.url).pathname],
    // Nothing here is registered globally, so files share what their worker has imported: half the processor time of a run.
    isolate: false,
    // Half of a run is waiting, for databases and clocks: a second worker uses it, also where there are but two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
