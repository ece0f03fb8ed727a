import { createHash } from 'node:crypto';
import { coreVersion, type Engine } from '@fengsui/core';
import type { Config } from '../config/config.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { type Exchange, json, type Reply } from './exchange.ts';
import type { Gate } from './gate.ts';
import type { PersistedDocuments } from './persisted.ts';
import { metricsForbidden, wrongMethod } from './refusal.ts';

export type Handler = (exchange: Exchange) => Reply | undefined | Promise<Reply | undefined>;
/** The route of a path: what stands behind `/attachments/` is a caller's, and makes neither a route nor a series. */
export const routeOf = (path: string): string => (path.startsWith('/attachments/') ? '/attachments/{id}' : path);
/** Only reading: GET and HEAD. */
export const readOnly =
  (handler: Handler): Handler =>
  (exchange) => {
    if (exchange.method !== 'GET' && exchange.method !== 'HEAD') throw wrongMethod('GET, HEAD');
    return handler(exchange);
  };

/** The process is there; asked by whoever restarts it. */
export const live: Handler = () => json(200, { status: 'live' });
/** It can serve: the database answers and no stop is under way; asked by whoever sends it requests. */
export const ready =
  ({ database }: Engine, isStopping: () => boolean): Handler =>
  async () => {
    const unavailable = (reason: string): Reply => json(503, { status: 'unavailable', reason });
    if (isStopping()) return unavailable('stopping');
    try {
      // Not one of the reads that stand in line: a server that has much to do is there all the same.
      await database.rows({ text: 'SELECT 1' }, []);
      return json(200, { status: 'ready' });
    } catch {
      return unavailable('database');
    }
  };
export const sdl =
  (text: string): Handler =>
  () => ({ status: 200, type: 'text/plain; charset=utf-8', text });

/** What a generator of clients needs to know: which server this is, and which schema it speaks. */
export function sdkManifest({ sdl: text, model }: Engine, persisted: PersistedDocuments): Handler {
  const manifest = {
    name: 'fengsui',
    version: coreVersion,
    graphql: '/graphql',
    schema: { url: '/schema.graphql', sha256: createHash('sha256').update(text).digest('hex') },
    plugins: model.plugins.map(({ id, version }) => ({ id, version })),
    documents: [...persisted.keys()].sort(),
  };
  return () => json(200, manifest);
}

/** For Prometheus. In production it tells only who may know. */
export const prometheus =
  ({ registry, failingWorkers }: Metrics, { production }: Config, gate: Gate, { workers }: Pick<Engine, 'workers'>): Handler =>
  async (exchange) => {
    if (production && !(await gate.admit(exchange)).has('metrics.read')) throw metricsForbidden();
    // The database knows it of all instances; while it is away the other metrics are told.
    const failing = await workers.failing().catch(() => []);
    failingWorkers.reset();
    for (const { id, failures } of failing) failingWorkers.set({ worker: id }, failures);
    return { status: 200, type: registry.contentType, text: await registry.metrics() };
  };
