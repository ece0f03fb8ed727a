import type { Principal } from '@fengsui/core';
import type { Config } from '../config/config.ts';
import type { Exchange, Reply } from './exchange.ts';
import type { Gate } from './gate.ts';
import { graphiqlPage, hasPage } from './graphiql.ts';
import { negotiate } from './negotiate.ts';
import { requestReader } from './read-request.ts';
import { notAcceptable } from './refusal.ts';
import type { Handler } from './routes.ts';
import { answerReply } from './status.ts';
import type { Streams } from './streams.ts';

/** `/graphql`: who asks, what, and in which form the answer goes back. Nothing is parsed twice. */
export function graphql(config: Config, gate: Gate, streams: Streams): Handler {
  const page = hasPage(config) ? graphiqlPage() : undefined;
  const read = requestReader(config);
  const streamed = async (exchange: Exchange, who: Principal): Promise<Reply | undefined> => {
    const params = await read(exchange);
    const caller = who.anonymous ? exchange.address : who.id;
    const refused = await streams.serve(exchange, caller, (signal) => gate.follow(exchange, who, params, signal));
    return refused === undefined ? undefined : answerReply(refused.answer, 'application/graphql-response+json');
  };
  return async (exchange) => {
    const { request, method, search } = exchange;
    const accepted = negotiate(request.headers.accept);
    // A browser that opens the address; one that sends a query gets its answer.
    const opened = accepted === 'text/html' && method === 'GET' && !/[?&](?:query|documentId)=/.test(search);
    if (opened && page !== undefined) return page(exchange);
    if (accepted === undefined || opened) throw notAcceptable();
    const who = await gate.admit(exchange);
    if (accepted === 'text/event-stream' || accepted === 'multipart/mixed') return streamed(exchange, who);
    const answer = await gate.operate(exchange, who, await read(exchange));
    return answerReply(answer, accepted === 'application/graphql-response+json' ? accepted : 'application/json');
  };
}
