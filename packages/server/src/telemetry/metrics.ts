import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What is counted; Prometheus reads it at /metrics. */
export interface Metrics {
  readonly registry: Registry;
  /** Seconds of requests, by path and status. */
  readonly requests: (path: string, status: number) => { readonly observe: (seconds: number) => void };
  readonly refusals: Counter<'code'>;
  readonly running: Gauge;
  readonly streams: Gauge;
  /** Failed runs of a job or subscriber since its last good one. */
  readonly failingWorkers: Gauge<'worker'>;
}
/** From a look-up to the longest operation that is allowed, in seconds. */
const buckets = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** A registry of its own, so that two servers in one process do not count together. */
export function metrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    requests: bySeries(
      new Histogram({
        name: 'fengsui_http_request_seconds',
        help: 'Requests by path and status',
        labelNames: ['path', 'status'],
        buckets,
        registers,
      }),
    ),
    refusals: new Counter({ name: 'fengsui_refusals_total', help: 'Operations refused, by code', labelNames: ['code'], registers }),
    running: new Gauge({ name: 'fengsui_http_requests_running', help: 'Requests under way', registers }),
    failingWorkers: new Gauge({
      name: 'fengsui_worker_failures',
      help: 'Failed runs of a job or subscriber since its last good one',
      labelNames: ['worker'],
      registers,
    }),
    streams: new Gauge({ name: 'fengsui_streams_open', help: 'Event streams open', registers }),
  };
}

/** A series is looked up by its labels once: paths and statuses are few. */
function bySeries(histogram: Histogram<'path' | 'status'>): Metrics['requests'] {
  const known = new Map<string, ReturnType<typeof histogram.labels>>();
  return (path, status) => {
    const key = `${status} ${path}`;
    let series = known.get(key);
    if (series === undefined) known.set(key, (series = histogram.labels({ path, status: String(status) })));
    return series;
  };
}
