export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

interface Timed {
  readonly target: string;
  /** Answers a second, round by round. */
  readonly rates: readonly number[];
}
/**
 * How many times another target's answers a target gave, the middle one of the rounds. Round by round: what the machine did meanwhile, it did to both.
 * NaN where one of them was not timed.
 */
export function ratioOf(rows: readonly Timed[], target: string, other: string): number {
  const rates = (name: string): readonly number[] => rows.find((row) => row.target === name)?.rates ?? [];
  const others = rates(other);
  return median(rates(target).map((rate, round) => rate / (others[round] ?? Number.NaN)));
}
