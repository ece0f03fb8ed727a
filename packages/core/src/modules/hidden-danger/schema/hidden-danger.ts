import { provenanceFields, provenanceOf } from '../../../contract/answer.ts';
import { entityType, extendType } from '../../../contract/define.ts';
import { objectType } from '../../../contract/types.ts';
import { AreaType } from '../../area/schema/area.ts';
import { EnterpriseType } from '../../enterprise/schema/enterprise.ts';
import { civilCode, closingProvenance, combine, thirtyDayProvenance, usualRectificationDays } from '../../../rules/index.ts';
import { HiddenDanger, HiddenDangerExtension } from '../entities/hidden-danger.ts';

/** What the loop and its clock rest on. */
export const HiddenDangerBasisType = objectType(
  'HiddenDangerBasis',
  '隐患流程与期限的依据。What the loop of a hidden danger and its clock rest on.',
  provenanceFields,
);
export const HiddenDangerType = entityType(HiddenDanger, {
  prefix: 'danger',
  permission: 'hidden-danger.read',
  description:
    '隐患：登记 → 交办 → 整改 → 复查 → 闭环，30 日期限。A hidden danger: found, assigned, rectified, reviewed, closed, on a 30-day clock.',
  fields: (t) => ({
    ...t.columns({
      description: '隐患内容。What is wrong.',
      level: '等级。Level.',
      industry: '行业监管类别，取自企业。Category of supervision, from its enterprise.',
      status: '状态。State.',
      foundAt: '发现时间。When it was found.',
      clockStartedOn: '期限起算日：发现日，或重新打开之日；当日不计。The day the clock runs from; it does not count itself.',
      rectificationDays: '整改期限，日，不含延期。Days granted, extensions apart.',
      dueAt: '到期时刻：到期日结束；此后即逾期。The end of the due day, from which it is overdue.',
      assignedAt: '交办时间。When it was assigned.',
      rectifiedAt: '整改完成时间。When it was rectified.',
      reviewedAt:
        '最近一次复查时间；合格即闭环，与 closedAt 相同。When it was last reviewed; one that passed closed it, at the same moment.',
      closedAt: '闭环时间；未闭环为空，`closedAt: { isNull: true }` 即未闭环。When it was closed; empty while open.',
      closed:
        '闭环数：已闭环为 1，否则为 0。汇总中 sum.closed 为闭环数，avg.closed 为整改率（闭环率），可按区划级别与行业分组：`hiddenDangersAggregate(groupBy: [AREA_TOWNSHIP, INDUSTRY]) { count sum { closed } avg { closed } }`。1 when closed, else 0: in aggregates sum.closed counts the closed and avg.closed is the closure rate, by level of area and by industry: `hiddenDangersAggregate(groupBy: [AREA_TOWNSHIP, INDUSTRY]) { count sum { closed } avg { closed } }`.',
      supervisedAt: '挂牌督办时间；逾期未闭环者挂牌。When it was listed for supervision, being overdue.',
      measures: '整改措施。What was done.',
      reviewNote: '复查意见。What the reviewer said.',
      timesReturned: '复查退回次数。How often a review sent it back.',
      timesReopened: '重新打开次数。How often it was reopened.',
    }),
    enterprise: t.relation('enterprise', '所在企业。The enterprise where it is.'),
    responsible: t.relation('responsible', '整改责任人。Who must put it right.'),
    area: t.relation('area', '所在区划。Where it is.'),
    zone: t.relation('zone', '所在功能区、园区，登记时取自企业。The zone or park, from its enterprise when it was reported.'),
    extensions: t.inverse(HiddenDangerExtension, 'hiddenDanger', '延期申请。Requests for more time.'),
    basis: t.computed({
      type: HiddenDangerBasisType,
      needs: ['rectificationDays'],
      description:
        '流程与期限的依据，及是否已对照原文核实。What the steps and the clock rest on, and whether anybody verified it against its text.',
      resolve: ({ rectificationDays }) =>
        provenanceOf(combine(closingProvenance, ...(rectificationDays === usualRectificationDays ? [thirtyDayProvenance] : []), civilCode)),
    }),
    overdue: t.computed({
      type: 'Boolean',
      needs: ['dueAt', 'closedAt'],
      description: '是否逾期：已过到期日而未闭环。Whether it is past its due day and still open.',
      resolve: ({ dueAt, closedAt }, { now }) => closedAt === null && now() >= dueAt,
    }),
  }),
});
export const HiddenDangerExtensionType = entityType(HiddenDangerExtension, {
  prefix: 'danger_extension',
  permission: 'hidden-danger.read',
  description: '隐患整改延期申请。A request for more time to rectify.',
  fields: (t) => ({
    ...t.columns({
      days: '申请延长日数。Days asked for.',
      reason: '理由。Why.',
      status: '状态。State.',
      decidedAt: '批复时间。When it was decided.',
      decisionNote: '批复意见。What the decider said.',
      dueBefore: '批复前的到期时刻。Due before.',
      dueAfter: '批准后的到期时刻。Due after.',
    }),
    hiddenDanger: t.relation('hiddenDanger', '隐患。The hidden danger.'),
  }),
});
export const AreaHiddenDangers = extendType(
  AreaType,
  (t) => ({
    hiddenDangers: t.inverse(HiddenDanger, 'area', '直接位于此区划的隐患。Hidden dangers directly in it.'),
    hiddenDangerCount: t.count(HiddenDanger, 'area', '直接位于此区划的隐患数。How many are directly in it.'),
  }),
  { permission: 'hidden-danger.read' },
);
export const EnterpriseHiddenDangers = extendType(
  EnterpriseType,
  (t) => ({
    hiddenDangers: t.inverse(HiddenDanger, 'enterprise', '企业的隐患。Its hidden dangers.'),
    hiddenDangerCount: t.count(HiddenDanger, 'enterprise', '隐患数。How many it has.'),
    closedHiddenDangerCount: t.sum(HiddenDanger, 'enterprise', 'closed', '已闭环隐患数。How many of them are closed.'),
  }),
  { permission: 'hidden-danger.read' },
);
