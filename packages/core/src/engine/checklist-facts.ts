import type { Checklist, Condition } from '../rules/index.ts';

/** The facts that a checklist's criteria ask for. */
export const factsOf = ({ rows }: Checklist): readonly string[] => [...new Set(rows.flatMap(({ needs }) => factsIn(needs)))];

function factsIn(asked: Condition): readonly string[] {
  if ('all' in asked) return asked.all.flatMap(factsIn);
  if ('any' in asked) return asked.any.flatMap(factsIn);
  if ('of' in asked) return asked.of.flatMap(factsIn);
  return 'not' in asked ? factsIn(asked.not) : [asked.fact];
}
