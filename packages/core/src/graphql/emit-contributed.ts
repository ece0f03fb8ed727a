import type { Model } from '../contract/model.ts';
import type { Emission } from './builder.ts';

const common = {
  id: { type: 'String', description: '标识。Its id.' },
  title: { type: 'String', description: '名称。Its title.' },
  plugin: { type: 'String', description: '提供者。Who contributes it.' },
};

/** `metrics` and `planActions`: lists of what plugins contribute; each is there when somebody does. */
export function emitContributed(emission: Emission, model: Model): void {
  if (model.metrics.size > 0) {
    emission.enum('MetricSummary', '一段时间内各读数如何合为一个值。How readings of one period become one figure.', {
      MEAN: { value: 'MEAN', description: '平均。Their mean.' },
      SUM: { value: 'SUM', description: '合计。Their sum.' },
      LAST: { value: 'LAST', description: '最后一个。The last.' },
      MAX: { value: 'MAX', description: '最大。The greatest.' },
      MIN: { value: 'MIN', description: '最小。The least.' },
    });
    emission.object('Metric', '监测指标。What a sensor or an observer can report.', {
      ...common,
      unit: { type: 'String', description: '读数的单位。The unit of a reading.' },
      min: { type: 'Float', description: '读数下限；更低者视为仪器故障。The least reading; below it the instrument is at fault.' },
      max: { type: 'Float', description: '读数上限；更高者视为仪器故障。The greatest reading; above it the instrument is at fault.' },
      summary: { type: 'MetricSummary', description: '一段时间的取值。How a period is summed up.' },
    });
    emission.query({
      metrics: {
        type: ['Metric'],
        description: '各插件提供的监测指标。Observation metrics that plugins contribute.',
        extensions: { fengsui: { kind: 'contributed', of: 'metrics' } },
      },
    });
  }
  if (model.planActions.size === 0) return;
  emission.object('PlanAction', '预案动作：预案启动时可执行的命令。A command that an emergency plan may give when it is activated.', {
    ...common,
    command: { type: 'String', description: '所执行的命令。The command that it gives.' },
    permission: { type: 'String', description: '所需权限。What it needs.' },
  });
  emission.query({
    planActions: {
      type: ['PlanAction'],
      description: '各插件提供、且调用者可执行的预案动作。Plan actions that plugins contribute and the caller may give.',
      extensions: { fengsui: { kind: 'contributed', of: 'planActions' } },
    },
  });
}
