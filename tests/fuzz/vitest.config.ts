import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

/** Longer runs of what the tests only taste: hostile inputs, and operations answered three ways. `pnpm test:fuzz` */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['tests/fuzz/**/*.test.ts', 'packages/core/test/query/three-ways.test.ts'],
    env: { FENGSUI_FUZZ_RUNS: process.env['FENGSUI_FUZZ_RUNS'] ?? '1000' },
  },
});
