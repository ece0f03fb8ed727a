import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { encoded } from './encoded.ts';
import type { Refusal } from './refusal.ts';

/** One request on its way through the server. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  /** Without the query string. */
  readonly path: string;
  /** From `?`, or empty. */
  readonly search: string;
  readonly requestId: string;
  /** Whom a caller without a key counts as: an IPv4 address or an IPv6 /64. */
  readonly address: string;
  readonly startedAt: number;
  /** What its answer carries, whatever it says; written with it in one go. */
  readonly headers: Record<string, string>;
  /** What the log and the metrics say of it. */
  readonly notes: Notes;
}
/** Filled on the way; never with anything a caller chose, but the operation's name. */
export interface Notes {
  principal?: string;
  operation?: string;
  code?: string;
}
/** An answer, whole. */
export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly text: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

const wellFormedId = /^[\w.-]{8,64}$/;
export function exchangeOf(request: IncomingMessage, response: ServerResponse, trustProxy: boolean): Exchange {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  const given = request.headers['x-request-id'];
  // A proxy's own id is kept, so that its log and ours can be laid side by side.
  const requestId = typeof given === 'string' && wellFormedId.test(given) ? given : randomUUID();
  return {
    request,
    response,
    method: request.method ?? 'GET',
    path: mark === -1 ? url : url.slice(0, mark),
    search: mark === -1 ? '' : url.slice(mark),
    requestId,
    headers: { ...always, 'x-request-id': requestId },
    address: addressOf(request, trustProxy),
    startedAt: performance.now(),
    notes: {},
  };
}
function addressOf(request: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy ? request.headers['x-forwarded-for'] : undefined;
  // The last entry is the one our own proxy wrote; those before it are the client's word.
  const address = (typeof forwarded === 'string' ? forwarded.split(',').at(-1)?.trim() : undefined) ?? request.socket.remoteAddress ?? '';
  if (!address.includes(':') || address.startsWith('::ffff:')) return address.replace('::ffff:', '');
  return address.split(':').slice(0, 4).join(':');
}

// Nothing of ours is a page to embed, and nothing may be kept by a cache between us and its reader.
const always: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};
/** Gives what every answer carries to a response that somebody else will write. */
export function handOver({ response, headers }: Exchange): void {
  for (const name in headers) response.setHeader(name, headers[name] ?? '');
}
/** A short text leaves in one piece with its headers; beyond it to write it down once is cheaper. */
const shortText = 2_000;
export function send(exchange: Exchange, reply: Reply): void {
  const { response, method, headers } = exchange;
  if (response.headersSent || response.destroyed) return;
  const body = typeof reply.text === 'string' && reply.text.length > shortText ? encoded(reply.text) : reply.text;
  // All at once: set one by one they cost twice as much.
  response.writeHead(reply.status, {
    ...headers,
    ...reply.headers,
    'content-type': reply.type,
    'content-length': typeof body === 'string' ? Buffer.byteLength(body) : body.length,
  });
  response.end(method === 'HEAD' ? undefined : body);
}

export const json = (status: number, body: unknown): Reply => ({
  status,
  type: 'application/json; charset=utf-8',
  text: JSON.stringify(body),
});
/** A refusal in GraphQL's own shape, so that a client reads one kind of error. */
export const refusalText = ({ message, code, zh, en }: Refusal, requestId: string): string =>
  JSON.stringify({ errors: [{ message, extensions: { code, zh, en, requestId } }] });
export const refusalReply = (refusal: Refusal, requestId: string, type = 'application/json'): Reply => ({
  status: refusal.status,
  type: `${type}; charset=utf-8`,
  text: refusalText(refusal, requestId),
  headers: refusal.headers,
});
