import { badParam, batched, forbiddenKey, noQuery, tooDeep } from './refusal.ts';

/** The parameters of GraphQL over HTTP, as checked as HTTP can. */
export interface Params {
  readonly query: string | undefined;
  /** Lower-case sha256 of a registered document, instead of its text. */
  readonly documentId: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
}
/** Deeper than any input type; a recursion over it stays far from the stack's end. */
const variablesDepth = 40;
const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const absent = (value: unknown): value is null | undefined => value === null || value === undefined;

const text = { zh: '字符串', en: 'a string' };
const object = { zh: '对象，如 {"code": "430102"}', en: 'an object like {"code": "430102"}' };

/** Reads what was sent, however it came. Errors: Refusal. */
export function readParams(sent: unknown): Params {
  if (Array.isArray(sent)) throw batched();
  if (!isMap(sent)) throw badParam('body', { zh: ' JSON 对象，如 {"query": "{ … }"}', en: 'a JSON object like {"query": "{ … }"}' });
  const { query, documentId, operationName, variables, extensions } = sent;
  if (!absent(query) && typeof query !== 'string') throw badParam('query', text);
  if (!absent(documentId) && (typeof documentId !== 'string' || !/^(?:sha256:)?[0-9a-f]{64}$/.test(documentId)))
    throw badParam('documentId', { zh: '已登记文档的小写 sha256', en: 'the lower-case sha256 of a registered document' });
  if (!absent(operationName) && typeof operationName !== 'string') throw badParam('operationName', text);
  if (!absent(variables) && !isMap(variables)) throw badParam('variables', object);
  if (!absent(extensions) && !isMap(extensions)) throw badParam('extensions', object);
  if (absent(query) && absent(documentId)) throw noQuery();
  if (!absent(query) && !absent(documentId))
    throw badParam('documentId', { zh: '空，因为已给出 query：二者只给其一', en: 'nothing beside query: one of the two' });
  if (!absent(variables)) checkVariables(variables);
  return {
    query: query ?? undefined,
    documentId: documentId?.replace('sha256:', ''),
    operationName: operationName ?? undefined,
    variables: variables ?? undefined,
  };
}

/** Level by level and without recursion: depth is what it guards against. */
function checkVariables(variables: unknown): void {
  let level: unknown[] = [variables];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > variablesDepth) throw tooDeep(variablesDepth);
    const next: unknown[] = [];
    for (const value of level) {
      if (Array.isArray(value)) {
        for (const each of value) if (typeof each === 'object' && each !== null) next.push(each);
      } else if (isMap(value)) {
        if (Object.hasOwn(value, '__proto__')) throw forbiddenKey('__proto__');
        for (const key in value) if (typeof value[key] === 'object' && value[key] !== null) next.push(value[key]);
      }
    }
    level = next;
  }
}
