import { afterEach } from 'vitest';
import { createEngine, type Engine, type EngineOptions, type Plugin } from '@fengsui/core';
import { testEngine, type TestEngine } from '@fengsui/core/testing';
import { someAreas } from './register.ts';

const secret = 'a secret of the tests, 32 letters long';
export const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  for (const end = performance.now() + 8_000; !(await holds());) {
    if (performance.now() > end) throw new Error('It never came');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

export interface Instances {
  /** An engine with the plugin, over a database of its own with areas in it. */
  readonly start: (plugin: Plugin, options?: Partial<EngineOptions>) => Promise<TestEngine>;
  /** Another instance over the same database. */
  readonly second: (engine: TestEngine, plugin: Plugin, options?: Partial<EngineOptions>) => Promise<Engine>;
}
/** Engines of one test, which end with it. */
export function instances(dialect: 'sqlite' | 'postgresql'): Instances {
  const running: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const stop of running.splice(0).reverse()) await stop();
  });
  return {
    start: async (plugin, options = {}) => {
      const engine = await testEngine(dialect, [plugin], options);
      running.push(() => engine.stop());
      await someAreas(engine);
      return engine;
    },
    second: async (engine, plugin, options = {}) => {
      const other = await createEngine({ plugins: [plugin], database: engine.databaseUrl, secret, poolSize: 2, ...options });
      running.push(() => other.stop());
      return other;
    },
  };
}
