import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

/** Faults take minutes and run apart from the tests, one file at a time, so that one's load is not another's: `pnpm test:faults`. */
export default defineConfig({
  ...base,
  // Merged by hand: vitest would add its list of files to the other one.
  test: { ...base.test, include: ['tests/faults/**/*.test.ts'], fileParallelism: false, isolate: true },
});
