import { join } from 'node:path';
import { apolloBody, fengsuiBodies, handwrittenBodies, postgraphileBody } from './bodies.ts';
import type { CaseName } from './cases.ts';
import type { Asked } from './compare.ts';
import type { Filled } from './data.ts';
import { startTarget, type Target } from './process.ts';
import { nothingShared } from './report.ts';

const script = (name: string): string => join(import.meta.dirname, 'targets', `${name}.ts`);

/** Whom ours is compared with. */
export interface Others {
  readonly bar: Target;
  /** The same target twice: what the two differ by is the noise of this run. */
  readonly again: Target;
  readonly apollo: Target;
  readonly postgraphile: Target | undefined;
}

/** The programs of a run, each a process of its own. */
export class Lineup {
  readonly #filled: Filled;
  readonly #running = new Map<string, Target>();
  constructor(filled: Filled) {
    this.#filled = filled;
  }
  ours(url: string): Promise<Target> {
    return this.#start('fengsui', 'fengsui', url);
  }
  /** Ours, each reading for itself. */
  unshared(url: string): Promise<Target> {
    return this.#start(nothingShared, 'fengsui', url, 'unshared');
  }
  async others(url: string): Promise<Others> {
    return {
      bar: await this.#start('hand-written SQL', 'handwritten', url),
      again: await this.#start('hand-written SQL again', 'handwritten', url),
      apollo: await this.#start('Apollo Server + DataLoader', 'apollo', url),
      postgraphile: url.startsWith('postgres') ? await this.#start('PostGraphile 5', 'postgraphile', url) : undefined,
    };
  }
  /** What each is asked, the bar first. */
  loads(name: CaseName, ours: Target, { bar, again, apollo, postgraphile }: Others, unshared?: Target): readonly Asked[] {
    const filled = this.#filled;
    return [
      { target: bar, next: handwrittenBodies(name, filled) },
      { target: ours, next: fengsuiBodies(name, filled) },
      ...(unshared === undefined ? [] : [{ target: unshared, next: fengsuiBodies(name, filled) }]),
      { target: again, next: handwrittenBodies(name, filled) },
      { target: apollo, next: apolloBody(name, filled) },
      // Without a further plugin PostGraphile cannot group; a bare total would only look fast.
      ...(postgraphile === undefined || name === 'grouped' ? [] : [{ target: postgraphile, next: postgraphileBody(name, filled) }]),
    ];
  }
  async stopAllBut(kept?: Target): Promise<void> {
    for (const [name, target] of this.#running) {
      if (name === kept?.name) continue;
      await target.stop();
      this.#running.delete(name);
    }
  }
  async #start(name: string, file: string, url: string, ...more: readonly string[]): Promise<Target> {
    const { token } = this.#filled;
    const target = await startTarget(name, script(file), [url, token, ...more]);
    this.#running.set(name, target);
    return { ...target, headers: { authorization: `Bearer ${token}` } };
  }
}
