import type { Principal } from '../../../src/access/principal.ts';
import type { TypeModel } from '../../../src/contract/model.ts';
import { visibleRows, type World } from './reference-filter.ts';
import type { Row } from './rows.ts';

const small = (text: unknown): string => String(text).replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Search by looking at every text, in the order that it promises. */
export function searched(
  world: World,
  principal: Principal,
  { text, types, area, first }: Readonly<Record<string, unknown>>,
  objectOf: (type: TypeModel, row: Row | null) => unknown,
): object {
  const whole = small(text).trim();
  const terms = whole.split(/\s+/u);
  const found = [...world.model.search.values()].flatMap(({ type, columns }) => {
    if (Array.isArray(types) ? !types.includes(type.name) : !principal.has(type.permission)) return [];
    return visibleRows(world, principal, type).flatMap((row) => {
      const texts = columns
        .map(({ property }) => row[property])
        .filter((each) => each !== null && each !== undefined)
        .map(small);
      const own = type.name === 'Area' ? row['code'] : (row['area'] ?? row['areaCode']);
      if (typeof area === 'string' && !(/^\d+$/.test(area) && typeof own === 'string' && own.startsWith(area))) return [];
      if (!terms.every((term) => texts.some((each) => each.includes(term)))) return [];
      const rank = texts.includes(whole) ? 0 : texts.some((each) => each.startsWith(whole)) ? 1 : 2;
      return [{ rank, type, row, key: String(row[type.entity.key.property]) }];
    });
  });
  const names = [...world.model.search.keys()];
  const order = (a: (typeof found)[number], b: (typeof found)[number]): number =>
    a.rank - b.rank || names.indexOf(a.type.name) - names.indexOf(b.type.name) || (a.key < b.key ? -1 : 1);
  const sorted = found.toSorted(order);
  const size = typeof first === 'number' ? first : 20;
  const edges = sorted.slice(0, size).map(({ type, row, key }) => ({ node: objectOf(type, row), cursor: `c:${key}` }));
  return {
    nodes: edges.map(({ node }) => node),
    edges,
    pageInfo: {
      hasNextPage: sorted.length > size,
      hasPreviousPage: false,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
