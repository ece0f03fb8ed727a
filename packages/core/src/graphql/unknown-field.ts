import { type GraphQLSchema, isInputObjectType } from 'graphql';

/** For a field that cannot be filtered or sorted by, in each language: those that can, where the entity declares an index. */
export function choices(schema: GraphQLSchema, message: string): { readonly zh: string; readonly en: string } {
  const match = /Field "\w+" is not defined by type "(\w+(Where|OrderBy|RelationFilter))"/.exec(message);
  const type = match === null ? undefined : schema.getType(match[1] ?? '');
  if (!isInputObjectType(type)) return { zh: '', en: '' };
  const names = Object.keys(type.getFields()).join(', ');
  const [zh, en] = match?.[2] === 'OrderBy' ? ['排序', 'sorted'] : ['筛选', 'filtered'];
  return { zh: `只有建有索引的字段可以${zh}：${names}。`, en: ` Only fields that carry an index can be ${en} by: ${names}.` };
}
