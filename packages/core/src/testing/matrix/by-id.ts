import type { TypeModel } from '../../contract/model.ts';
import type { MatrixRun } from './run.ts';
import { idOf, roots, sample, upper } from './names.ts';

/** An operation on what the caller may not read is refused whole, and says nothing of what is there. */
export async function askRefused(run: MatrixRun, type: TypeModel): Promise<void> {
  const { singular, plural } = roots(type);
  const id = run.of(type)[0]?.key ?? 'none';
  for (const query of [
    `{ ${singular}(id: "${type.type.prefix}_${id}") { id } }`,
    `{ ${plural} { totalCount } }`,
    `{ ${plural}Aggregate { count } }`,
  ]) {
    const { text, code } = await run.text(query);
    const expected = run.who.anonymous ? 'UNAUTHENTICATED' : 'FORBIDDEN';
    run.check(code === expected && !text.includes('"data"'), query, expected, text);
  }
  const node = `{ node(id: "${type.type.prefix}_${id}") { id } }`;
  run.check((await run.data(node))['node'] === null, node, null, 'a row');
}

/** `shelter(id)`, natural keys, `node` and `nodes`: what is outside answers like what does not exist, byte for byte. */
export async function askById(run: MatrixRun, type: TypeModel): Promise<void> {
  const { singular } = roots(type);
  const ask = (id: string): string =>
    `{ one: ${singular}(id: "${id}") { id } node(id: "${id}") { id } nodes(ids: ["${id}", "${id}"]) { id } }`;
  const unknown = await run.text(ask(`${type.type.prefix}_${type.entity.name === 'Area' ? '99' : '0'.repeat(26)}`));
  for (const row of sample(run.of(type), 12)) {
    const id = idOf(type, row);
    const { text } = await run.text(ask(id));
    const known = JSON.stringify({ one: { id }, node: { id }, nodes: [{ id }, { id }] });
    if (run.sees(type, row)) run.check(text.includes(known), ask(id), known, text);
    else run.check(text === unknown.text, ask(id), unknown.text, text);
    for (const property of type.type.naturalKeys) {
      const query = `{ r: ${singular}By${upper(property)}(${property}: ${JSON.stringify(row.values[property])}) { id } }`;
      const { r } = (await run.data(query)) as { r: { id: string } | null };
      run.check((r?.id ?? null) === (run.sees(type, row) ? id : null), query, run.sees(type, row), r);
    }
  }
}
