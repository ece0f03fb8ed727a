import { p } from '@mikro-orm/core';
import { entity, enumColumn, via, type Entity, type RowOf } from '../../../contract/entity.ts';
import { enumType } from '../../../contract/enum.ts';
import { Area } from '../../area/entities/area.ts';
import { Enterprise, Industry } from '../../enterprise/entities/enterprise.ts';
import { Person } from '../../person/entities/person.ts';

export const HiddenDangerStatus = enumType('HiddenDangerStatus', '隐患状态。State of a hidden danger.', {
  FOUND: '已登记，待交办。Found, not yet assigned.',
  ASSIGNED: '已交办，整改中。Assigned, being rectified.',
  RECTIFIED: '已整改，待复查。Rectified, to be reviewed.',
  CLOSED: '复查合格，已闭环。Reviewed and closed.',
});
export const HiddenDangerLevel = enumType('HiddenDangerLevel', '隐患等级。Level of a hidden danger.', {
  GENERAL: '一般隐患。General.',
  MAJOR: '重大隐患。Major.',
});
export const hiddenDangerLevels = ['GENERAL', 'MAJOR'] as const;

const properties = {
  description: p.string().length(1_000),
  level: enumColumn(HiddenDangerLevel).default('GENERAL').index(),
  /** Of its enterprise, kept here so that the ledger groups by it. */
  industry: enumColumn(Industry).nullable().index(),
  status: enumColumn(HiddenDangerStatus).default('FOUND'),
  foundAt: p.datetime().index(),
  /** The day the clock runs from: the day it was found, or the day it was reopened. */
  clockStartedOn: p.date().nullable(),
  /** Days granted at first; extensions come on top. */
  rectificationDays: p.integer().default(30),
  /** The instant from which it is overdue: the end of the due day. */
  dueAt: p.datetime().index(),
  assignedAt: p.datetime().nullable(),
  rectifiedAt: p.datetime().nullable(),
  /** Of the last review, whether it passed or not. */
  reviewedAt: p.datetime().nullable(),
  closedAt: p.datetime().nullable().index(),
  /** 1 when closed, else 0: its sum counts the closed ones, its mean is the closure rate. */
  closed: p.integer().default(0),
  supervisedAt: p.datetime().nullable().index(),
  measures: p.string().length(2_000).nullable(),
  reviewNote: p.string().length(2_000).nullable(),
  timesReturned: p.integer().default(0),
  timesReopened: p.integer().default(0),
  enterprise: () => p.manyToOne(Enterprise).ref().nullable(),
  responsible: () => p.manyToOne(Person).ref().nullable(),
  area: () => p.manyToOne(Area).ref(),
  /** Of its enterprise, when it was reported. */
  zone: () => p.manyToOne(Area).ref().nullable(),
};
/**
 * 隐患: found → assigned → rectified → reviewed → closed, on a 30-day clock. A review that passes closes: the review and the striking off are
 * one act of one authority, so there is no state between them in which nobody would have to do anything.
 * What that rests on, and that nobody verified it, is said by `basis` of the type.
 * @source 安全生产事故隐患排查治理暂行规定（2007 年总局令第 16 号）第二十三条 (unverified); see `closingProvenance`
 */
export interface HiddenDanger extends RowOf<typeof properties> {}
export const HiddenDanger: Entity<HiddenDanger, 'HiddenDanger'> = entity('HiddenDanger', {
  table: 'hidden_danger',
  visibility: 'subtree',
  properties,
  indexes: [
    // Open and overdue by township: read from the index alone.
    { properties: ['status', 'area', 'dueAt'] },
    // The first few of an enterprise, most urgent first.
    { properties: ['enterprise', 'dueAt'] },
    // The ledger and closure rate by area and industry, from the index alone.
    { properties: ['area', 'industry', 'closed'] },
  ],
});

export const ExtensionStatus = enumType('ExtensionStatus', '延期申请状态。State of a request for more time.', {
  REQUESTED: '待批。Requested.',
  APPROVED: '已批准。Approved.',
  REJECTED: '未批准。Rejected.',
});
const extensionProperties = {
  days: p.integer(),
  reason: p.string().length(1_000),
  status: enumColumn(ExtensionStatus).default('REQUESTED').index(),
  decidedAt: p.datetime().nullable(),
  decisionNote: p.string().length(1_000).nullable(),
  dueBefore: p.datetime(),
  dueAfter: p.datetime().nullable(),
  /** How often the danger had been reopened: an extension belongs to one run of the clock. */
  round: p.integer().default(0),
  hiddenDanger: () => p.manyToOne(HiddenDanger).ref(),
};
/** 延期: more time for a rectification, asked for and decided. */
export interface HiddenDangerExtension extends RowOf<typeof extensionProperties> {}
export const HiddenDangerExtension: Entity<HiddenDangerExtension, 'HiddenDangerExtension'> = entity('HiddenDangerExtension', {
  table: 'hidden_danger_extension',
  visibility: via('hiddenDanger'),
  properties: extensionProperties,
});
