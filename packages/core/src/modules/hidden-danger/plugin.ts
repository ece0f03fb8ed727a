import { definePlugin, required } from '../../contract/plugin.ts';
import type { area } from '../area/plugin.ts';
import type { enterprise } from '../enterprise/plugin.ts';
import type { person } from '../person/plugin.ts';
import { decideHiddenDangerExtension, requestHiddenDangerExtension } from './commands/extension.ts';
import { assignHiddenDanger, rectifyHiddenDanger, reopenHiddenDanger, reviewHiddenDanger, superviseHiddenDanger } from './commands/loop.ts';
import { reportHiddenDanger } from './commands/report-hidden-danger.ts';
import { ExtensionStatus, HiddenDanger, HiddenDangerExtension, HiddenDangerLevel, HiddenDangerStatus } from './entities/hidden-danger.ts';
import { hiddenDangerIndicators } from './indicators/indicators.ts';
import { thirtyDays } from './indicators/thirty-days.ts';
import { superviseOverdue } from './jobs/supervise-overdue.ts';
import {
  AreaHiddenDangers,
  EnterpriseHiddenDangers,
  HiddenDangerBasisType,
  HiddenDangerExtensionType,
  HiddenDangerType,
} from './schema/hidden-danger.ts';

export const hiddenDanger = definePlugin({
  id: 'hidden-danger',
  version: '0.1.0',
  core: 'self',
  requires: {
    area: required<typeof area>('area', '^0.1'),
    enterprise: required<typeof enterprise>('enterprise', '^0.1'),
    person: required<typeof person>('person', '^0.1'),
  },
  exports: { types: { HiddenDanger: HiddenDangerType }, entities: { HiddenDanger } },
  entities: [HiddenDanger, HiddenDangerExtension],
  schema: [
    HiddenDangerStatus,
    HiddenDangerLevel,
    ExtensionStatus,
    HiddenDangerBasisType,
    HiddenDangerType,
    HiddenDangerExtensionType,
    AreaHiddenDangers,
    EnterpriseHiddenDangers,
    reportHiddenDanger,
    assignHiddenDanger,
    rectifyHiddenDanger,
    reviewHiddenDanger,
    superviseHiddenDanger,
    reopenHiddenDanger,
    requestHiddenDangerExtension,
    decideHiddenDangerExtension,
  ],
  indicators: hiddenDangerIndicators,
  checklists: [thirtyDays],
  jobs: [superviseOverdue],
  seeds: [
    {
      id: 'hidden-dangers',
      description:
        '20,000 条虚构隐患，其中芙蓉区 2,827 条、闭环 2,801 条。20,000 made-up hidden dangers; of 2,827 in Furong 2,801 are closed.',
      run: async (context) => (await import('./seed/hidden-dangers.ts')).seedHiddenDangers(context),
    },
  ],
});
