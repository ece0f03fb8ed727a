import type { RetryOptions } from './retry.ts';
import { FengsuiClientError, type ServerError } from './error.ts';

export interface ConnectOptions {
  /** The server's GraphQL address, e.g. `http://127.0.0.1:4000/graphql`. */
  readonly url: string;
  /** An API key or OIDC token; a function is asked before each call, so that a token may be renewed. */
  readonly token?: string | (() => string | Promise<string>);
  /** Milliseconds that one call may take. 15 s unless told: longer than the server's own limit of 10 s, so that its answer is heard. */
  readonly timeoutMs?: number;
  /** Of calls that may be made again without harm. */
  readonly retry?: RetryOptions;
  readonly fetch?: typeof globalThis.fetch;
  readonly headers?: Readonly<Record<string, string>>;
}
interface Body {
  readonly data?: unknown;
  readonly errors?: readonly ServerError[];
}

export async function post(
  options: ConnectOptions,
  query: string,
  variables: unknown,
  accept: string,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const token = typeof options.token === 'function' ? await options.token() : options.token;
  const headers = {
    ...options.headers,
    'content-type': 'application/json',
    accept,
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  try {
    return await (options.fetch ?? globalThis.fetch)(options.url, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query, variables }),
      signal: signal ?? null,
    });
  } catch (cause) {
    throw new FengsuiClientError(
      'network',
      `No answer from ${options.url}: ${cause instanceof Error ? cause.message : String(cause)}. Is the server running, and is the address right?`,
      { cause },
    );
  }
}

/** Reads an answer; throws with everything the server said when there is any error in it. */
export async function read(response: Response): Promise<unknown> {
  const text = await response.text();
  const body = parse(text);
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  const details = { status: response.status, retryAfterSeconds: Number.isNaN(retryAfter) ? undefined : retryAfter };
  if (body?.errors !== undefined && body.errors.length > 0)
    throw new FengsuiClientError('graphql', body.errors.map(({ message }) => message).join('\n'), { ...details, errors: body.errors });
  if (!response.ok || body?.data === undefined)
    throw new FengsuiClientError('http', `The server answered ${response.status} without a result: ${text.slice(0, 200)}`, details);
  return body.data;
}
function parse(text: string): Body | undefined {
  try {
    return JSON.parse(text) as Body;
  } catch {
    return undefined;
  }
}
