import { defineIndicator } from '../../../contract/indicator.ts';
import { HiddenDangerType } from '../schema/hidden-danger.ts';

const open = { closedAt: { isNull: true } } as const;
/** What the ledger says of an area: 隐患台账. */
export const hiddenDangerIndicators = [
  defineIndicator(HiddenDangerType, { id: 'hidden-danger.found', title: '登记的隐患。Hidden dangers found.', unit: '件' }),
  defineIndicator(HiddenDangerType, {
    id: 'hidden-danger.open',
    title: '未闭环的隐患。Hidden dangers still open.',
    unit: '件',
    where: open,
  }),
  defineIndicator(HiddenDangerType, {
    id: 'hidden-danger.open-major',
    title: '未闭环的重大隐患。Major hidden dangers still open.',
    unit: '件',
    where: { ...open, level: { eq: 'MAJOR' } },
  }),
  defineIndicator(HiddenDangerType, {
    id: 'hidden-danger.overdue',
    title: '逾期未闭环的隐患。Hidden dangers past their due day and still open.',
    unit: '件',
    where: { ...open, dueAt: { past: true } },
  }),
  defineIndicator(HiddenDangerType, {
    id: 'hidden-danger.overdue-not-supervised',
    title: '逾期而未挂牌督办的隐患。Hidden dangers overdue and not listed for supervision.',
    unit: '件',
    where: { ...open, dueAt: { past: true }, supervisedAt: { isNull: true } },
  }),
  defineIndicator(HiddenDangerType, {
    id: 'hidden-danger.closure-rate',
    title: '闭环率。Share of hidden dangers that are closed.',
    mean: 'closed',
  }),
];
