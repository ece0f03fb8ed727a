import { createHash } from 'node:crypto';
import { fromUUIDBytes } from 'typeid-js';
import type { Random } from '../contract/seed.ts';

/** Mulberry32: 32 bits of state, the same on every machine; for made-up data, never for secrets or draws. */
export function seededRandom(name: string): Random & { readonly key: () => string } {
  let state = createHash('sha256').update(name).digest().readUInt32LE(0);
  const float = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (least: number, most: number): number => least + Math.floor(float() * (most - least + 1));
  let keys = 0;
  return {
    float,
    integer,
    pick: (list) => {
      if (list.length === 0) throw new Error('Nothing to pick from: the list is empty');
      // as: the index lies inside the list
      return list[integer(0, list.length - 1)] as (typeof list)[number];
    },
    chance: (share) => float() < share,
    normal: () => Math.sqrt(-2 * Math.log(1 - float())) * Math.cos(2 * Math.PI * float()),
    // A UUIDv7 of a fixed day: sorted as made, and equal in every run.
    key: () => {
      const bytes = createHash('sha256')
        .update(`${name} ${(keys += 1)}`)
        .digest()
        .subarray(0, 16);
      bytes.writeUIntBE(Date.UTC(2026, 0, 1) + keys, 0, 6);
      bytes[6] = 0x70 | ((bytes[6] as number) & 0x0f);
      bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f);
      return fromUUIDBytes('', bytes);
    },
  };
}
