import { context, isSpanContextValid, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Logger } from 'pino';
import type { Exchange } from '../http/exchange.ts';
import { routeOf } from '../http/routes.ts';
import type { Metrics } from './metrics.ts';

/** Follows each request from its headers to its last byte: a span, a line, a measurement. */
export type Observe = <T>(exchange: Exchange, work: () => Promise<T>) => Promise<T>;

// Without an SDK in the process the API does nothing, and costs next to nothing.
const tracer = trace.getTracer('fengsui');

export function observer(log: Logger, { requests, refusals, running }: Metrics, knownPaths: ReadonlySet<string>): Observe {
  const nameOf = (path: string): string => (knownPaths.has(routeOf(path)) ? routeOf(path) : 'other');
  const finished = (exchange: Exchange, span: Span): void => {
    const { response, startedAt, method, path, requestId, notes } = exchange;
    const seconds = (performance.now() - startedAt) / 1000;
    const status = response.statusCode;
    running.dec();
    // A path of a client's choosing must not make a new series.
    requests(nameOf(path), status).observe(seconds);
    if (notes.code !== undefined) refusals.inc({ code: notes.code });
    span.setAttributes({
      'http.response.status_code': status,
      ...(notes.operation === undefined ? {} : { 'graphql.operation.name': notes.operation }),
    });
    if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
    const line = {
      requestId,
      method,
      path: path.slice(0, 200),
      status,
      ms: Math.round(seconds * 1e6) / 1e3,
      ...notes,
      whole: response.writableFinished,
    };
    if (status >= 500) log.error(line);
    else log.info(line);
  };
  return (exchange, work) => {
    const { request, response, method, path } = exchange;
    const parent = propagation.extract(context.active(), request.headers);
    const span = tracer.startSpan(
      `${method} ${nameOf(path)}`,
      { kind: SpanKind.SERVER, attributes: { 'http.request.method': method } },
      parent,
    );
    running.inc();
    response.once('close', () => finished(exchange, span));
    // Where nothing traces, there is no span to be found by what runs inside.
    return isSpanContextValid(span.spanContext()) ? context.with(trace.setSpan(parent, span), work) : work();
  };
}
