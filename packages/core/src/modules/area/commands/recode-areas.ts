import * as z from 'zod';
import { defineCommand } from '../../../contract/command.ts';
import { eventType } from '../../../contract/event.ts';
import { objectType } from '../../../contract/types.ts';
import { civilDate, dayOf } from '../../../rules/time/civil-date.ts';
import { Area } from '../entities/area.ts';

export const AreaRecoded = eventType('area.recoded', {
  about: Area,
  description: '区划代码已变更。The code of an area changed.',
  payload: z.object({ from: z.string().describe('原代码。The code it had.'), to: z.string().describe('新代码。The code it has.') }),
});

export const RecodedRowsType = objectType('RecodedRows', '随区划代码变更的记录数。How many rows followed a change of codes.', {
  type: { type: 'String', description: '类型。The type.' },
  property: { type: 'String', description: '所属区划或引用区划的属性。The property that holds the code.' },
  rows: { type: 'Int', description: '记录数。How many.' },
});
export const AreaRecodingType = objectType(
  'AreaRecoding',
  '区划代码变更的结果；试运行给出将会变更的数量。What a change of codes moved; a dry run says what would move.',
  {
    areasCreated: { type: 'Int', description: '新建区划数。Areas made.' },
    areasExpired: { type: 'Int', description: '失效区划数。Areas expired.' },
    areasRenamed: { type: 'Int', description: '更名区划数。Areas renamed.' },
    rows: { type: [RecodedRowsType], description: '各类型的记录数；没有的不列。Rows by type; those without any are left out.' },
    events: { type: 'Int', description: '事件日志中改归新代码的条数。Events of the log that are now found at the new code.' },
    grants: { type: 'Int', description: '改授的授权数。Grants moved.' },
    principals: { type: 'Int', description: '涉及的主体数。Principals who hold them.' },
    keys: { type: 'Int', description: '涉及的有效密钥数。Their keys in use.' },
  },
);

export const recodeAreas = defineCommand({
  name: 'recodeAreas',
  description:
    '变更区划代码：合并（多个 from 同一 to）、拆分（逐个乡镇列出）、改码、更名。区划及其下级、全部记录、授权与事件日志随之改归新代码，原代码保留为失效区划并指明后继；以同样的 moves 再次执行只补遗漏。dryRun 给出将会变更的数量。Changes codes of areas: merges (several from, one to), splits (township by township), new codes, new names. Areas with all below them, every row, grants and the log follow; the old code stays as an expired area with its successor, and the same moves again only take along what came late. dryRun tells what would move.',
  permission: 'area.recode',
  bulk: false,
  input: z.object({
    moves: z
      .array(
        z
          .object({
            from: z.string().describe('现代码。The code as it is.'),
            to: z
              .string()
              .describe('新代码，同级；与 from 相同则只更名。The code to be, of the same level; the same as from only renames.'),
            name: z
              .string()
              .min(1)
              .max(100)
              .optional()
              .describe('新名称；to 尚不存在时必填。Its new name; needed where to is not there yet.'),
          })
          .describe('一项变更；所列最长的代码优先，其下级随之。A move; the longest code named counts, what is below follows.'),
      )
      .min(1)
      .max(500),
    on: z.iso.date().optional().describe('生效日，默认今日，不得晚于今日。The day it takes effect: today unless told, and not later.'),
  }),
  errors: { FUTURE_DATE: { zh: '生效日晚于今日；请到期再办理', en: 'The day lies in the future; do it when it has come' } },
  payload: { recoding: AreaRecodingType },
  emits: [AreaRecoded],
  run: async ({ input: { moves, on }, store, fail, emit, now }) => {
    const today = civilDate(dayOf(now().getTime()));
    if (on !== undefined && on > today) fail('FUTURE_DATE', ['on']);
    const { rows, ...counts } = await store.recodeAreas(moves, on ?? today);
    const changed = rows.length + Object.values(counts).reduce((sum, count) => sum + count, 0) > 0;
    for (const { from, to } of changed ? moves : []) {
      const area = await store.get(Area, from);
      if (area !== undefined) emit(AreaRecoded, area, { from, to });
    }
    return { recoding: { ...counts, rows: rows.map(({ entity, ...rest }) => ({ type: entity, ...rest })) } };
  },
});
