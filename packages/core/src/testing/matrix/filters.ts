import { getNamedType, isInputObjectType, type GraphQLInputObjectType } from 'graphql';
import type { TypeModel } from '../../contract/model.ts';
import { relationTo } from '../scope-rows.ts';
import type { MatrixRun, Page } from './run.ts';
import { idOf, roots, sample } from './names.ts';

/** Every condition that the filter offers, with values of rows outside the scope, by themselves, negated, and through relations. */
export async function askFilters(run: MatrixRun, type: TypeModel): Promise<void> {
  const { plural } = roots(type);
  const input = run.engine.schema.getType(`${type.name}Where`) as GraphQLInputObjectType;
  const foreign = run.of(type).find((row) => !run.sees(type, row)) ?? run.of(type)[0];
  for (const [name, { type: given }] of Object.entries(input.getFields())) {
    const named = getNamedType(given);
    if (!isInputObjectType(named) || ['and', 'or', 'not', 'location'].includes(name)) continue;
    const conditions = [
      `{ ${name}: { isNull: false } }`,
      `{ not: { ${name}: { isNull: true } } }`,
      `{ or: [{ ${name}: { isNull: true } }, { ${name}: { isNull: false } }] }`,
    ];
    if (named.name.endsWith('RelationFilter')) {
      const target = run.engine.model.types.get(named.name.slice(0, -'RelationFilter'.length)) as TypeModel;
      for (const other of sample(run.of(target), 5)) {
        const query = `{ p: ${plural}(first: 100, where: { ${name}: { id: { eq: "${idOf(target, other)}" } } }) { totalCount nodes { id } } }`;
        const expected = run.sees(target, other) ? run.visible(type, (row) => relationTo(row, name) === other.key) : [];
        await comparePage(run, type, name, query, expected, target);
      }
      const within = `{ p: ${plural}(first: 100, where: { ${name}: { not: { id: { eq: "none" } } } }) { totalCount nodes { id } } }`;
      await comparePage(
        run,
        type,
        name,
        within,
        run.visible(type, (row) => run.of(target).some((each) => each.key === relationTo(row, name) && run.sees(target, each))),
        target,
      );
      continue;
    }
    const value = foreign?.values[name];
    if (typeof value === 'string' && named.name === 'StringFilter')
      conditions.push(
        `{ ${name}: { eq: ${JSON.stringify(value)} } }`,
        `{ ${name}: { startsWith: ${JSON.stringify(value)} } }`,
        `{ ${name}: { in: [${JSON.stringify(value)}] } }`,
      );
    if (typeof value === 'number') conditions.push(`{ ${name}: { eq: ${value} } }`, `{ ${name}: { gte: ${value} } }`);
    const query = `{ ${conditions.map((where, at) => `p${at}: ${plural}(first: 100, where: ${where}) { totalCount nodes { id } }`).join(' ')} }`;
    const visible = new Set(run.visible(type));
    for (const page of Object.values(await run.data(query, run.filterable(type, name))) as readonly Page[])
      run.check(
        page.totalCount === page.nodes.length && page.nodes.every(({ id }) => visible.has(String(id))),
        query,
        'visible rows',
        page,
      );
  }
}

async function comparePage(
  run: MatrixRun,
  type: TypeModel,
  name: string,
  query: string,
  expected: readonly string[],
  target: TypeModel,
): Promise<void> {
  const { p } = (await run.data(query, run.filterable(type, name) && run.who.has(target.permission))) as unknown as { p?: Page };
  if (p !== undefined)
    run.equal(
      query,
      expected,
      p.nodes.map(({ id }) => String(id)),
      p.totalCount,
    );
}
