import * as z from 'zod';
import { defineCommand } from '../../../contract/command.ts';
import { PersonType } from '../../person/schema/person.ts';
import { HiddenDangerType } from '../schema/hidden-danger.ts';
import { clockOf, dayOfChina, endOfDay } from './clock.ts';
import {
  HiddenDangerAssigned,
  HiddenDangerClosed,
  HiddenDangerRectified,
  HiddenDangerReopened,
  HiddenDangerReturned,
  HiddenDangerSupervised,
  wrongState,
} from './events.ts';

const danger = { type: HiddenDangerType, id: 'hiddenDangerId' } as const;

export const assignHiddenDanger = defineCommand({
  name: 'assignHiddenDanger',
  description: '交办隐患，或改派责任人。Assigns a hidden danger, or another person to it.',
  permission: 'hidden-danger.assign',
  input: z.object({ hiddenDangerId: z.string(), personId: z.string().optional() }),
  load: { danger, person: { type: PersonType, id: 'personId', optional: true } },
  errors: { WRONG_STATE: wrongState },
  payload: { hiddenDanger: HiddenDangerType },
  emits: [HiddenDangerAssigned],
  run: ({ loaded: { danger: hiddenDanger, person }, fail, emit, now }) => {
    if (hiddenDanger.status !== 'FOUND' && hiddenDanger.status !== 'ASSIGNED') fail('WRONG_STATE', ['hiddenDangerId']);
    hiddenDanger.status = 'ASSIGNED';
    hiddenDanger.assignedAt = now();
    if (person !== undefined) hiddenDanger.responsible = person.id;
    emit(HiddenDangerAssigned, hiddenDanger, person === undefined ? {} : { personId: `${PersonType.prefix}_${person.id}` });
    return { hiddenDanger };
  },
});

export const rectifyHiddenDanger = defineCommand({
  name: 'rectifyHiddenDanger',
  description: '报告整改完成。Says that a hidden danger was put right.',
  permission: 'hidden-danger.rectify',
  input: z.object({ hiddenDangerId: z.string(), measures: z.string().min(1).max(2_000) }),
  load: { danger },
  errors: { WRONG_STATE: wrongState },
  payload: { hiddenDanger: HiddenDangerType },
  emits: [HiddenDangerRectified],
  run: ({ input: { measures }, loaded: { danger: hiddenDanger }, fail, emit, now }) => {
    if (hiddenDanger.status !== 'ASSIGNED') fail('WRONG_STATE', ['hiddenDangerId']);
    hiddenDanger.status = 'RECTIFIED';
    hiddenDanger.rectifiedAt = now();
    hiddenDanger.measures = measures;
    emit(HiddenDangerRectified, hiddenDanger);
    return { hiddenDanger };
  },
});

export const reviewHiddenDanger = defineCommand({
  name: 'reviewHiddenDanger',
  description:
    '复查：合格即核销闭环，不合格退回整改，期限照走。Reviews: what passes is struck off and closed, what fails goes back while its clock runs on.',
  permission: 'hidden-danger.review',
  input: z.object({ hiddenDangerId: z.string(), passed: z.boolean(), note: z.string().max(2_000).optional() }),
  load: { danger },
  errors: { WRONG_STATE: wrongState, NOTE_MISSING: { zh: '退回时请说明不合格之处', en: 'Say what is not in order when it goes back' } },
  payload: { hiddenDanger: HiddenDangerType },
  emits: [HiddenDangerClosed, HiddenDangerReturned],
  run: ({ input: { passed, note }, loaded: { danger: hiddenDanger }, fail, emit, now }) => {
    if (hiddenDanger.status !== 'RECTIFIED') fail('WRONG_STATE', ['hiddenDangerId']);
    if (!passed && (note ?? '').trim() === '') fail('NOTE_MISSING', ['note']);
    const at = now();
    hiddenDanger.reviewNote = note ?? null;
    hiddenDanger.reviewedAt = at;
    if (passed) {
      hiddenDanger.status = 'CLOSED';
      hiddenDanger.closedAt = at;
      hiddenDanger.closed = 1;
      emit(HiddenDangerClosed, hiddenDanger, { inTime: at < hiddenDanger.dueAt });
    } else {
      // Its clock runs on: a bad rectification buys no time.
      hiddenDanger.status = 'ASSIGNED';
      hiddenDanger.rectifiedAt = null;
      hiddenDanger.timesReturned += 1;
      emit(HiddenDangerReturned, hiddenDanger);
    }
    return { hiddenDanger };
  },
});

export const superviseHiddenDanger = defineCommand({
  name: 'superviseHiddenDanger',
  description: '挂牌督办逾期未闭环的隐患。Lists an overdue hidden danger for supervision.',
  permission: 'hidden-danger.supervise',
  input: z.object({ hiddenDangerId: z.string() }),
  load: { danger },
  errors: {
    NOT_OVERDUE: { zh: '尚未逾期或已闭环，不能挂牌督办', en: 'It is not overdue, or closed already, and cannot be listed for supervision' },
    ALREADY_SUPERVISED: { zh: '已挂牌督办', en: 'It is listed for supervision already' },
  },
  payload: { hiddenDanger: HiddenDangerType },
  emits: [HiddenDangerSupervised],
  run: ({ loaded: { danger: hiddenDanger }, fail, emit, now }) => {
    if (hiddenDanger.closedAt !== null || now() < hiddenDanger.dueAt) fail('NOT_OVERDUE', ['hiddenDangerId']);
    if (hiddenDanger.supervisedAt !== null) fail('ALREADY_SUPERVISED', ['hiddenDangerId']);
    hiddenDanger.supervisedAt = now();
    emit(HiddenDangerSupervised, hiddenDanger, { dueAt: hiddenDanger.dueAt.toISOString() });
    return { hiddenDanger };
  },
});

export const reopenHiddenDanger = defineCommand({
  name: 'reopenHiddenDanger',
  description: '重新打开已闭环的隐患；期限自今日重新起算，督办随之撤销。Opens a closed hidden danger again; its clock starts anew today.',
  permission: 'hidden-danger.review',
  input: z.object({ hiddenDangerId: z.string(), reason: z.string().min(1).max(2_000) }),
  load: { danger },
  errors: { WRONG_STATE: wrongState },
  payload: { hiddenDanger: HiddenDangerType },
  emits: [HiddenDangerReopened],
  run: ({ input: { reason }, loaded: { danger: hiddenDanger }, fail, refuse, emit, now }) => {
    if (hiddenDanger.status !== 'CLOSED') fail('WRONG_STATE', ['hiddenDangerId']);
    Object.assign(hiddenDanger, {
      status: 'ASSIGNED',
      closedAt: null,
      rectifiedAt: null,
      reviewedAt: null,
      supervisedAt: null,
      closed: 0,
      reviewNote: reason,
    });
    hiddenDanger.clockStartedOn = dayOfChina(now());
    hiddenDanger.timesReopened += 1;
    const clock = clockOf(hiddenDanger, [], now());
    if (!clock.ok) return refuse(clock.refusals);
    hiddenDanger.dueAt = endOfDay(clock.dueOn);
    emit(HiddenDangerReopened, hiddenDanger, { reason, dueOn: clock.dueOn });
    return { hiddenDanger };
  },
});
