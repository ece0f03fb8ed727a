import type { GraphQLResolveInfo } from 'graphql';
import type { Preview } from '../commands/pipeline.ts';

/** The way of a field through the operation, without list positions. */
export function wayOf(path: GraphQLResolveInfo['path']): readonly string[] {
  const keys: string[] = [];
  for (let at: GraphQLResolveInfo['path'] | undefined = path; at !== undefined; at = at.prev)
    if (typeof at.key === 'string') keys.push(at.key);
  return keys.reverse();
}

/** The row of a dry run for the field that asks; undefined when the payload is no preview. A promise, as any row that is read. */
export function previewed(value: unknown, { path }: GraphQLResolveInfo): Promise<unknown> | undefined {
  if (typeof value !== 'object' || value === null || !('preview' in value)) return undefined;
  return Promise.resolve((value as Preview).preview.get(wayOf(path).join('.')) ?? null);
}
