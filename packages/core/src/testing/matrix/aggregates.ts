import { isEnumType, type GraphQLEnumType } from 'graphql';
import type { TypeModel } from '../../contract/model.ts';
import type { MatrixRun } from './run.ts';
import { roots } from './names.ts';

/** Counts by nothing and by every group, with and without `having`. */
export async function askAggregates(run: MatrixRun, type: TypeModel): Promise<void> {
  const { plural } = roots(type);
  const expected = run.visible(type).length;
  const group = run.engine.schema.getType(`${type.name}Group`);
  const values = isEnumType(group) ? (group satisfies GraphQLEnumType).getValues() : [];
  const bare = `{ a: ${plural}Aggregate { count } }`;
  const { a } = (await run.data(bare)) as unknown as { a?: readonly { count: number }[] };
  run.check(a?.[0]?.count === expected, bare, expected, a);
  const byProperty = Map.groupBy(values, ({ value }) => String(value).split('@')[0] as string);
  for (const [property, groups] of byProperty) {
    const query = `{ ${groups.map(({ name }) => `${name}: ${plural}Aggregate(groupBy: [${name}], having: { count: { gt: 0 } }) { count }`).join(' ')} }`;
    for (const found of Object.values(await run.data(query, run.filterable(type, property))) as readonly (readonly {
      count: number;
    }[])[]) {
      const total = found.reduce((sum, { count }) => sum + count, 0);
      run.check(total === expected, query, expected, found);
    }
  }
}
