import { defineChecklist } from '../../../contract/checklist.ts';
import { criterion, shippedTable } from '../../../rules/index.ts';

const none = (fact: string, zh: string, en: string) => ({ fact, zh, en, op: '<=', value: 0, unit: '件' });

/** 30 日闭环: nothing overdue, and what is overdue stands under supervision. */
export const thirtyDays = defineChecklist({
  id: 'hidden-danger.thirty-days',
  title: '隐患 30 日闭环。Hidden dangers closed within 30 days.',
  table: shippedTable(criterion, {
    id: 'hidden-danger-thirty-days',
    edition: '2026.1',
    source: [{ standard: '隐患整改 0–30 日闭环与挂牌督办（年度工作任务）', note: '期限为 30 日；逾期须挂牌督办' }],
    verified: false,
    rows: [
      {
        key: 'nothing-overdue',
        zh: '无逾期隐患',
        en: 'Nothing is overdue',
        needs: none('hidden-danger.overdue', '逾期未闭环的隐患', 'Overdue and still open'),
      },
      {
        key: 'overdue-supervised',
        zh: '逾期隐患均已挂牌督办',
        en: 'What is overdue stands under supervision',
        needs: none('hidden-danger.overdue-not-supervised', '逾期而未挂牌督办的隐患', 'Overdue and not under supervision'),
      },
      {
        key: 'no-major-open',
        zh: '无未闭环的重大隐患',
        en: 'No major danger is open',
        needs: none('hidden-danger.open-major', '未闭环的重大隐患', 'Major and still open'),
      },
    ],
  }),
});
