import { fengsuiBodies } from './bodies.ts';
import type { Filled } from './data.ts';
import { type Measured, load } from './load.ts';
import type { Target } from './process.ts';

/** How look-ups fare beside aggregates: the same load twice a round, once alone and once with two readers that ask for aggregates without pause. */
export interface Mixed {
  readonly alone: Measured;
  readonly beside: Measured;
  readonly aggregatesPerSecond: number;
}

export async function mixed(
  target: Target,
  filled: Filled,
  { rounds, seconds, connections }: { readonly rounds: number; readonly seconds: number; readonly connections: number },
): Promise<Mixed> {
  const of = (name: 'byId' | 'grouped', own: number): Promise<Measured> =>
    load({ url: target.url, headers: target.headers, next: fengsuiBodies(name, filled), connections: own, seconds });
  await of('byId', connections);
  const pairs: (readonly [Measured, Measured, Measured])[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const alone = await of('byId', connections);
    const [beside, aggregates] = await Promise.all([of('byId', connections), of('grouped', 2)]);
    pairs.push([alone, beside, aggregates]);
  }
  const middle = pairs.sort((a, b) => a[1].perSecond / a[0].perSecond - b[1].perSecond / b[0].perSecond)[Math.floor(pairs.length / 2)];
  if (middle === undefined) throw new Error('At least one round');
  const [alone, beside, { perSecond }] = middle;
  return { alone, beside, aggregatesPerSecond: perSecond };
}
