import type { FieldModel, TypeModel } from '../../contract/model.ts';
import { relationTo, type MatrixRow } from '../scope-rows.ts';
import type { MatrixRun, Page } from './run.ts';
import { idOf, roots, select } from './names.ts';

interface Edges {
  readonly edges: readonly { readonly node: { readonly id: string } }[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
}

/** The connection forwards and backwards, with every relation, inverse connection, count and sum that the caller may select. */
export async function askPages(run: MatrixRun, type: TypeModel): Promise<void> {
  const { plural } = roots(type);
  const fields = [...type.fields].filter(([, field]) => run.allowed(type, field));
  const selection = fields.map(([name, field]) => select(name, field)).join(' ');
  const query = `{ f: ${plural}(first: 40) { totalCount nodes { id ${selection} } } l: ${plural}(last: 40) { totalCount nodes { id } edges { node { id } cursor } pageInfo { hasNextPage hasPreviousPage } } }`;
  const { f, l } = (await run.data(query)) as unknown as { f: Page; l: Page };
  run.same(type, query, f);
  run.same(type, query, l);
  const byKey = new Map(run.of(type).map((row) => [idOf(type, row), row]));
  for (const node of f?.nodes ?? []) {
    const row = byKey.get(String(node['id']));
    if (row !== undefined) for (const [name, field] of fields) compareField(run, query, type, row, name, field, node[name]);
  }
  // Page by page: a cursor leads to no row that the first page would not have shown.
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const query: string = `{ p: ${plural}(first: 7${after === null ? '' : `, after: "${after}"`}) { edges { node { id } } pageInfo { endCursor hasNextPage } } }`;
    const page: Edges | undefined = (await run.data(query))['p'] as Edges | undefined;
    seen.push(...(page?.edges ?? []).map(({ node }) => node.id));
    after = page?.pageInfo.hasNextPage === true ? page.pageInfo.endCursor : null;
  } while (after !== null);
  run.equal(`pages of ${plural}`, run.visible(type), seen);
}

function compareField(
  run: MatrixRun,
  query: string,
  type: TypeModel,
  row: MatrixRow,
  name: string,
  { field }: FieldModel,
  value: unknown,
): void {
  const { model } = run.engine;
  if (field.kind === 'relation' || field.kind === 'link') {
    const target =
      field.kind === 'link'
        ? model.types.get(field.target.name)
        : model.typeOfEntity.get(type.entity.columns.get(field.property)?.target ?? '');
    const key = relationTo(row, field.property);
    const there = target === undefined ? undefined : run.of(target).find((each) => each.key === key);
    const expected = target !== undefined && there !== undefined && run.sees(target, there) ? idOf(target, there) : null;
    run.check(((value as { id: string } | null)?.id ?? null) === expected, `${query}: ${name}`, expected, value);
  } else if (field.kind === 'inverse' || field.kind === 'aggregate') {
    const target = model.typeOfEntity.get(field.entity.name);
    if (target === undefined) return;
    const pointing = run.of(target).filter((each) => relationTo(each, field.property) === row.key && run.sees(target, each));
    if (field.kind === 'inverse')
      run.equal(
        `${query}: ${name}`,
        pointing.map((each) => idOf(target, each)),
        (value as Page).nodes.map(({ id }) => String(id)),
        (value as Page).totalCount,
      );
    else if (field.fn === 'count') run.check(value === pointing.length, `${query}: ${name}`, pointing.length, value);
    else if (field.fn === 'sum') {
      const sum = pointing.reduce((total, each) => total + Number(each.values[field.column ?? '']), 0);
      run.check(Number(value) === sum, `${query}: ${name}`, sum, value);
    }
  }
}
