import type { Exchange } from './exchange.ts';

/** What a page of another origin may ask and read. Keys travel in a header, never in a cookie, so there are no credentials to allow. */
const methods = 'GET, HEAD, POST';
const asked = 'accept, authorization, content-type, idempotency-key, if-none-match, if-range, last-event-id, range, x-request-id';
const shown = 'content-disposition, content-range, etag, location, retry-after, x-request-id';
/** How long a browser keeps what it was allowed, in seconds. */
const keptFor = '600';

/** Lets pages of these origins read what is answered; says whether the request was a preflight and is answered by that. */
export type Cors = (exchange: Exchange) => boolean;

/** Off without origins: a browser then lets no page of another origin read anything. */
export function corsOf(origins: readonly string[]): Cors {
  if (origins.length === 0) return () => false;
  const allowed = new Set(origins);
  return ({ request, response, headers }) => {
    // The answer depends on it, whoever asks.
    headers['vary'] = 'origin';
    const { origin } = request.headers;
    if (origin === undefined || !allowed.has(origin)) return false;
    headers['access-control-allow-origin'] = origin;
    headers['access-control-expose-headers'] = shown;
    headers['cross-origin-resource-policy'] = 'cross-origin';
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return false;
    response.writeHead(204, {
      ...headers,
      'access-control-allow-methods': methods,
      'access-control-allow-headers': asked,
      'access-control-max-age': keptFor,
    });
    response.end();
    return true;
  };
}
