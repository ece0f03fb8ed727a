import type { Config } from '../config/config.ts';
import { type BodyLimits, parseJson, readBody } from './body.ts';
import { Deadlines } from './deadlines.ts';
import type { Exchange } from './exchange.ts';
import { type Params, readParams } from './params.ts';
import { badParam, jsonAsForm, wrongMediaType, wrongMethod } from './refusal.ts';

/** The parameters, in each of the clothes that GraphQL over HTTP knows. Errors: Refusal. */
export type ReadRequest = (exchange: Exchange) => Promise<Params>;

export function requestReader({ bodyBytes, timeouts }: Pick<Config, 'bodyBytes' | 'timeouts'>): ReadRequest {
  const limits: BodyLimits = { bytes: bodyBytes, milliseconds: timeouts.request, deadlines: new Deadlines(timeouts.request) };
  return async ({ method, search, request }) => {
    if (method === 'GET') return readParams(fromSearch(search));
    if (method !== 'POST') throw wrongMethod('GET, POST');
    const form = formOf(request.headers['content-type']);
    if (form === undefined) throw wrongMediaType(request.headers['content-type']);
    const text = await readBody(request, limits);
    if (form === 'json') return readParams(parseJson(text));
    if (form === 'graphql') return readParams({ query: text });
    if (/^\s*[{[]/.test(text)) throw jsonAsForm();
    return readParams(fromSearch(text));
  };
}

type Form = 'json' | 'graphql' | 'urlencoded';
const forms: Readonly<Record<string, Form>> = {
  'application/json': 'json',
  'application/graphql': 'graphql',
  'application/x-www-form-urlencoded': 'urlencoded',
};
function formOf(type: string | undefined): Form | undefined {
  if (type === undefined || forms[type] !== undefined) return forms[type ?? ''];
  const [media = '', ...parameters] = type
    .toLowerCase()
    .split(';')
    .map((each) => each.trim());
  // JSON is UTF-8; a body that says otherwise would be read wrongly.
  if (parameters.some((each) => each.startsWith('charset=') && !/^charset="?utf-?8"?$/.test(each))) return undefined;
  return Object.hasOwn(forms, media) ? forms[media] : undefined;
}

function fromSearch(text: string): Readonly<Record<string, unknown>> {
  const search = new URLSearchParams(text);
  const parsed = (name: string): unknown => {
    const value = search.get(name);
    if (value === null || value === '') return undefined;
    try {
      return JSON.parse(value) as unknown;
    } catch {
      throw badParam(name, { zh: ' JSON 对象，编码后放入地址', en: 'a JSON object, encoded for an address' });
    }
  };
  return {
    query: search.get('query') ?? undefined,
    documentId: search.get('documentId') ?? undefined,
    operationName: search.get('operationName') ?? undefined,
    variables: parsed('variables'),
    extensions: parsed('extensions'),
  };
}
