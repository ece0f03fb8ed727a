import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { refusalText } from './exchange.ts';
import { headersTooLarge, notHttp, type Refusal, requestTooSlow } from './refusal.ts';

/** What Node's parser refuses, before there is a request: answered in words like everything else, and the connection ends. */
export function onClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  // as: what Node's own handler looks at; an answer that is on its way must not get this into its middle
  const { _httpMessage: open } = socket as Socket & { readonly _httpMessage?: ServerResponse | null };
  if (error.code === 'ECONNRESET' || !socket.writable || open?.headersSent === true) return void socket.destroy();
  socket.write(raw(refusalOf(error.code)));
  socket.destroySoon();
}

function refusalOf(code: string | undefined): Refusal {
  if (code === 'HPE_HEADER_OVERFLOW') return headersTooLarge();
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return requestTooSlow();
  return notHttp();
}

function raw(refusal: Refusal): string {
  const requestId = randomUUID();
  const text = refusalText(refusal, requestId);
  return [
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? ''}`,
    'connection: close',
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(text)}`,
    `x-request-id: ${requestId}`,
    '',
    text,
  ].join('\r\n');
}
