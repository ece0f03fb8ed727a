/** Named things in the lists of an input, however deep. A polygon is one value, whatever its corners: its coordinates are numbers in lists. */
export function entriesIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((count, each) => count + (isNamed(each) ? 1 : 0) + entriesIn(each), 0);
  return inside(value, entriesIn);
}
const isNamed = (value: unknown): boolean =>
  typeof value === 'string' || (typeof value === 'object' && value !== null && !Array.isArray(value));

/** The same with numbers, for what computes with each of them; a position of two or three is one. */
export function figuresIn(value: unknown): number {
  if (!Array.isArray(value)) return inside(value, figuresIn);
  if (value.length > 0 && value.length <= 3 && value.every((each) => typeof each === 'number')) return 1;
  return value.reduce<number>((count, each) => count + (Array.isArray(each) ? 0 : 1) + figuresIn(each), 0);
}

const inside = (value: unknown, count: (value: unknown) => number): number =>
  typeof value === 'object' && value !== null ? Object.values(value).reduce<number>((sum, each) => sum + count(each), 0) : 0;
