import type { Model } from '../contract/model.ts';
import type { Emission } from './builder.ts';
import { pageArgs } from './emit-entity.ts';

/** The root `search`, over the types that plugins contribute; it is there when somebody does. */
export function emitSearch(emission: Emission, model: Model): void {
  if (model.search.size === 0) return;
  emission.enum(
    'SearchType',
    '可查找的类型。Types that can be searched.',
    Object.fromEntries(
      [...model.search.values()].map(({ type, columns }) => [
        type.name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toUpperCase(),
        {
          value: type.name,
          description: `${type.name}：${columns.map(({ property }) => property).join('、')}。${type.name} by ${columns.map(({ property }) => property).join(', ')}.`,
        },
      ]),
    ),
  );
  const planned = { extensions: { fengsui: { kind: 'part' } } };
  emission.object('SearchEdge', '找到的一行及其游标。A row that was found, with its cursor.', {
    node: { type: 'Node', description: '行。The row.', ...planned },
    cursor: { type: 'String', description: '游标。Its cursor.', ...planned },
  });
  emission.object('SearchConnection', '查找结果的一页。A page of what was found.', {
    nodes: { type: ['Node'], description: '各行。The rows.', ...planned },
    edges: { type: ['SearchEdge'], description: '各行及其游标。The rows with their cursors.', ...planned },
    pageInfo: { type: 'PageInfo', description: '翻页信息。Where the page stands.', ...planned },
  });
  const { first, after } = pageArgs('Node') ?? {};
  emission.query({
    search: {
      type: 'SearchConnection',
      description:
        '按文字查找各类记录，一个字起；多个词以空格分开，须全部出现。先列全同者，再列开头相同者，再列其余。Finds rows of many types by any part of their texts, from one character on; words apart by blanks must all be there. Equal texts come first, then those that begin so, then the others.',
      args: {
        text: { type: 'String', required: true, description: '文字，至多 100 字、8 个词。A text of at most 100 characters and 8 words.' },
        types: {
          type: ['SearchType'],
          description: '只在这些类型中查找；缺省为可读的全部。Only these types; all that may be read unless told.',
        },
        area: {
          type: 'String',
          description:
            '区划编码：此区划及其下级，或功能区编码；无区划的类型不列。An area code: that area and all below it, or that of a zone; types without an area are left out.',
        },
        ...(first === undefined ? {} : { first }),
        ...(after === undefined ? {} : { after }),
      },
      extensions: { fengsui: { kind: 'search' } },
    },
  });
}
