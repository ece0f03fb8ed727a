import type { GraphQLInputObjectType } from 'graphql';
import type { TypeModel } from '../../contract/model.ts';
import type { MatrixRun, Page } from './run.ts';
import { roots } from './names.ts';

/** Every order, both ways: it may sort rows and not add or hide one. */
export async function askOrders(run: MatrixRun, type: TypeModel): Promise<void> {
  const { plural } = roots(type);
  const input = run.engine.schema.getType(`${type.name}OrderBy`) as GraphQLInputObjectType;
  for (const name of Object.keys(input.getFields())) {
    const query = `{ ${['ASC', 'DESC'].map((direction) => `${direction}: ${plural}(first: 100, orderBy: [{ ${name}: ${direction} }]) { totalCount nodes { id } }`).join(' ')} }`;
    for (const page of Object.values(await run.data(query, run.filterable(type, name))) as readonly Page[]) run.same(type, query, page);
  }
}
