/** How readings of one period become one figure. */
export type MetricSummary = 'mean' | 'sum' | 'last' | 'max' | 'min';

/** What a sensor or an observer can report: 监测指标. Thresholds, series and alarms refer to it by its id. */
export interface Metric {
  readonly part: 'metric';
  /** `hazchem.tank-level`: the plugin's id, a dot, a name. */
  readonly id: string;
  /** `中文。English.` */
  readonly title: string;
  /** Of every reading, e.g. `m`, `%LEL`, `°C`. */
  readonly unit: string;
  /** A reading outside is refused as a fault of the instrument. */
  readonly range: { readonly min: number; readonly max: number };
  readonly summary: MetricSummary;
}
/** Extension point: contributes an observation metric. */
export function defineMetric(options: Omit<Metric, 'part'>): Metric {
  return { part: 'metric', ...options };
}
