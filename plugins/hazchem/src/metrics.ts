import { defineMetric, type Metric } from '@fengsui/core';

/** 重大危险源监测指标: what tank farms and production units report. The ranges are those of the instruments, not alarm limits. */
export const hazchemMetrics: readonly Metric[] = [
  defineMetric({
    id: 'hazchem.temperature',
    title: '温度。Temperature.',
    unit: '°C',
    range: { min: -200, max: 1_200 },
    summary: 'mean',
  }),
  defineMetric({ id: 'hazchem.pressure', title: '表压。Gauge pressure.', unit: 'MPa', range: { min: -0.1, max: 100 }, summary: 'mean' }),
  defineMetric({ id: 'hazchem.tank-level', title: '液位。Level in a tank.', unit: 'm', range: { min: 0, max: 50 }, summary: 'last' }),
  defineMetric({
    id: 'hazchem.combustible-gas',
    title: '可燃气体浓度，占爆炸下限的百分比。Combustible gas, per cent of its lower explosive limit.',
    unit: '%LEL',
    range: { min: 0, max: 100 },
    summary: 'max',
  }),
  defineMetric({
    id: 'hazchem.toxic-gas',
    title: '有毒气体浓度。Toxic gas.',
    unit: 'mg/m³',
    range: { min: 0, max: 10_000 },
    summary: 'max',
  }),
];
