/** One part of a plan, as people read it: where it stands in the answer, and what is read there. */
export interface Step {
  readonly path: readonly (string | number)[];
  readonly reads: string;
}

/** The plan as a tree, a line a part: what stands inside another part is indented below it. */
export function printSteps(steps: readonly Step[]): readonly string[] {
  const printed: { readonly path: readonly (string | number)[]; readonly depth: number }[] = [];
  const inside = (path: readonly (string | number)[], outer: readonly (string | number)[]): boolean =>
    outer.length < path.length && outer.every((part, at) => path[at] === part);
  return steps.map(({ path, reads }) => {
    const outer = printed.findLast((each) => inside(path, each.path));
    const depth = outer === undefined ? 0 : outer.depth + 1;
    printed.push({ path, depth });
    return `${'  '.repeat(depth)}${path.slice(outer?.path.length ?? 0).join('.')}: ${reads}`;
  });
}
