import * as z from 'zod';
import { eventType } from '../../../contract/event.ts';
import { HiddenDanger, HiddenDangerExtension, hiddenDangerLevels } from '../entities/hidden-danger.ts';

const dueOn = z.iso.date().describe('到期日。The day it is due.');
const dueAt = z.iso.datetime({ offset: true }).describe('到期时刻。The instant it is due.');

export const HiddenDangerReported = eventType('hidden-danger.reported', {
  about: HiddenDanger,
  description: '隐患已登记。A hidden danger was reported.',
  payload: z.object({ level: z.enum(hiddenDangerLevels).describe('级别。Its level.'), dueOn }),
});
export const HiddenDangerAssigned = eventType('hidden-danger.assigned', {
  about: HiddenDanger,
  description: '隐患已交办。A hidden danger was assigned.',
  payload: z.object({
    personId: z
      .string()
      .optional()
      .describe('责任人的全局标识；未指定则无。Global id of who answers for it; absent where nobody was named.'),
  }),
});
export const HiddenDangerRectified = eventType('hidden-danger.rectified', {
  about: HiddenDanger,
  description: '隐患已整改，待复查。A hidden danger was rectified.',
  payload: z.object({}),
});
export const HiddenDangerReturned = eventType('hidden-danger.returned', {
  about: HiddenDanger,
  description: '复查不合格，退回整改。A review sent a hidden danger back.',
  payload: z.object({}),
});
export const HiddenDangerClosed = eventType('hidden-danger.closed', {
  about: HiddenDanger,
  description: '复查合格，隐患闭环。A hidden danger was closed.',
  payload: z.object({ inTime: z.boolean().describe('在期限内闭环。Closed before it was due.') }),
});
export const HiddenDangerSupervised = eventType('hidden-danger.supervised', {
  about: HiddenDanger,
  description: '逾期未闭环，挂牌督办。An overdue hidden danger was listed for supervision.',
  payload: z.object({ dueAt }),
});
export const HiddenDangerReopened = eventType('hidden-danger.reopened', {
  about: HiddenDanger,
  description: '隐患重新打开。A hidden danger was reopened.',
  payload: z.object({ reason: z.string().describe('重新打开的理由。Why it was reopened.'), dueOn }),
});
export const ExtensionRequested = eventType('hidden-danger.extension-requested', {
  about: HiddenDangerExtension,
  description: '申请延期。More time was asked for.',
  payload: z.object({ days: z.int().describe('申请的天数。Days asked for.') }),
});
export const ExtensionDecided = eventType('hidden-danger.extension-decided', {
  about: HiddenDangerExtension,
  description: '延期已批复。A request for more time was decided.',
  payload: z.object({ approved: z.boolean().describe('是否批准。Whether it was approved.'), dueAt }),
});

/** What several commands say of a danger that is in another state. */
export const wrongState = {
  zh: '隐患当前状态不允许此操作；请重新读取其状态',
  en: 'The state of the hidden danger does not allow this; read it again',
};
