import { createYoga, type Plugin } from 'graphql-yoga';
import { handOver } from './exchange.ts';
import type { StreamLane } from './streams.ts';

type Results = Parameters<StreamLane>[1];
interface StreamContext {
  readonly results: Results;
}
/** Server-sent events or multipart/mixed, as the request accepts, pulled as its client reads. Yoga frames the stream, pings and watches the client's pace; who asks and what was read before it, once for every lane. */
export function streamLane(): StreamLane {
  const ours: Plugin<StreamContext> = {
    onRequestParse: ({ setRequestParser }) => setRequestParser(() => ({ query: '{ __typename }' })),
    // as: the context is the one that the lane below handed over
    onParams: ({ setParamsHandler, context }) => setParamsHandler(() => asResults((context as unknown as StreamContext).results)),
  };
  const yoga = createYoga<StreamContext>({
    graphqlEndpoint: '/graphql',
    logging: false,
    maskedErrors: false,
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
    parserAndValidationCache: false,
    maxRequestBodySize: false,
    plugins: [ours],
  });
  return async (exchange, results) => {
    const { request, response } = exchange;
    handOver(exchange);
    await yoga(request, response, { results });
  };
}

/** The engine's text is already an answer; it goes out as it is. */
async function* asResults(results: Results): AsyncGenerator<{ data: null; stringify: () => string }> {
  for await (const text of results) yield { data: null, stringify: () => text };
}
