import { propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testServer, type TestServer } from './support/server.ts';

// A real SDK, as a deployment would register one before it starts the server.
const exporter = new InMemorySpanExporter();
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
let server: TestServer;
beforeAll(async () => {
  trace.setGlobalTracerProvider(provider);
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  server = await testServer('sqlite');
});
beforeEach(() => exporter.reset());
afterAll(async () => {
  await server.stop();
  await provider.shutdown();
  trace.disable();
  propagation.disable();
});

/** The span ends with the last byte, a moment after its reader has it. */
async function spans(count: number): Promise<readonly ReadableSpan[]> {
  await expect.poll(() => exporter.getFinishedSpans().length).toBe(count);
  return exporter.getFinishedSpans();
}

describe('spans', () => {
  it('tell of each request its path, its operation and its status, and nothing that was sent', async () => {
    await server.query('query Named($code: String!) { areaByCode(code: $code) { name } }', { code: 'hidden' });
    await fetch(`${server.url}/of-a-client?hidden=1`);
    const [named, other] = await spans(2);
    expect(named).toMatchObject({ name: 'POST /graphql', kind: SpanKind.SERVER });
    expect(named?.attributes).toEqual({ 'http.request.method': 'POST', 'http.response.status_code': 200 });
    expect([other?.name, other?.attributes['http.response.status_code']]).toEqual(['GET other', 404]);
    expect(JSON.stringify([named?.attributes, other?.attributes])).not.toContain('hidden');
  });

  it('belong to the trace of who asked, and carry the name of the operation', async () => {
    await server.send(
      { query: 'query Named { areas { totalCount } }', operationName: 'Named' },
      { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
    );
    const [span] = await spans(1);
    expect([span?.spanContext().traceId, span?.parentSpanContext?.spanId]).toEqual([
      '0af7651916cd43dd8448eb211c80319c',
      'b7ad6b7169203331',
    ]);
    expect(span?.attributes['graphql.operation.name']).toBe('Named');
  });

  it('of a request that failed by our own fault say so', async () => {
    await server.engine.database.script(['ALTER TABLE area RENAME TO area_gone']);
    await server.send({ query: '{ areas { totalCount } }' }, { accept: 'application/graphql-response+json' });
    const [span] = await spans(1);
    expect([span?.attributes['http.response.status_code'], span?.status.code]).toEqual([500, SpanStatusCode.ERROR]);
    await server.engine.database.script(['ALTER TABLE area_gone RENAME TO area']);
  });
});
