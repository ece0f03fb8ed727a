import autocannon from 'autocannon';

export interface Load {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The next body to send, whichever connection asks. */
  readonly next: () => string;
  readonly connections: number;
  readonly seconds: number;
}
export interface Measured {
  readonly answers: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Answers that were not 200, and connections that failed: a fast error is no result. */
  readonly errors: number;
}

/** Sends the bodies for some seconds and tells how many were answered. */
export async function load({ url, headers, next, connections, seconds }: Load): Promise<Measured> {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    // It ends with a sample, so at the next twentieth of a second.
    sampleInt: 50,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    requests: [{ setupRequest: (request) => ({ ...request, body: next() }) }],
  });
  const answers = result.requests.total;
  const perSecond = (answers * 1000) / (result.finish.getTime() - result.start.getTime());
  return { answers, perSecond, p50: result.latency.p50, p99: result.latency.p99, errors: result.non2xx + result.errors };
}

/** A server may answer 200 with an error in it: before anything is timed, one answer of each is looked at. */
export async function ask(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<unknown> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
  const answer = (await response.json()) as { readonly data?: unknown; readonly errors?: unknown };
  if (!response.ok || answer.errors !== undefined)
    throw new Error(`${url} answered ${response.status}: ${JSON.stringify(answer).slice(0, 500)}`);
  return answer.data ?? answer;
}
