import { p } from '@mikro-orm/core';
import { entity, enumColumn, type Entity, type RowOf } from '../../../contract/entity.ts';
import { enumType } from '../../../contract/enum.ts';
import { Area } from '../../area/entities/area.ts';

export const AuditOperation = enumType('AuditOperation', '对记录做了什么。What was done to a row.', {
  CREATE: '新建。It was made.',
  UPDATE: '修改。It was changed.',
  REMOVE: '移除。It was removed.',
  IMPORT: '批量导入；无单一对象。Rows were imported; there is no single subject.',
  REVEAL: '查看个人信息明文。Personal values were shown in clear.',
  ERASE: '删除个人信息。Personal values were erased.',
  RECODE: '区划代码变更，记录随之迁移。Codes of areas were changed, and rows followed.',
  NONE: '命令已执行，未改动任何记录。The command ran and changed no row.',
});

const properties = {
  position: p.integer().index(),
  actor: p.string().length(250),
  command: p.string().length(200),
  requestId: p.string().length(200).index(),
  operation: enumColumn(AuditOperation),
  subjectType: p.string().length(100).nullable(),
  subjectId: p.string().length(300).nullable(),
  fields: p.json(),
  reason: p.string().length(500).nullable(),
  before: p.json().nullable(),
  after: p.json().nullable(),
  area: () => p.manyToOne(Area).ref().nullable(),
};
/**
 * 审计条目: what one command did to one row, as people read the audit. Written from the sealed rows, so it is there a second or two
 * after the command; the sealed rows stay the truth, and `audit verify` compares. `createdAt` is when the command ran.
 */
export interface AuditEntry extends RowOf<typeof properties> {}
export const AuditEntry: Entity<AuditEntry, 'AuditEntry'> = entity('AuditEntry', {
  table: 'audit_entry',
  visibility: 'subtree',
  record: true,
  properties,
  // Who, what, about what and where, each in the order of time.
  indexes: ['actor', 'command', 'operation', 'subjectType', 'subjectId', 'area'].map((property) => ({
    properties: [property, 'createdAt'],
  })),
});
