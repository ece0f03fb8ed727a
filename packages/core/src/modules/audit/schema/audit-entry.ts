import { entityType } from '../../../contract/define.ts';
import { AuditEntry } from '../entities/audit-entry.ts';

export const AuditEntryType = entityType(AuditEntry, {
  prefix: 'audit',
  permission: 'audit.read',
  plural: 'audit',
  description:
    '审计条目：一条命令对一条记录做了什么；命令提交后约两秒内可见，createdAt 为执行时间。不属任何区划的条目只有全域权限可见。An entry of the audit: what a command did to a row; there within about two seconds of its commit, createdAt is when it ran. Entries that belong to no area are seen by who may read the audit everywhere.',
  fields: (t) => ({
    ...t.columns({
      position: '在审计链中的位置，与 audit verify 的报告一致。Its place in the chain, as `audit verify` reports it.',
      actor: '执行者的标识，不是姓名。Id of who did it, never a name.',
      command: '命令。The command.',
      requestId: '请求号，与错误和日志中的一致。Id of the request, as in errors and logs.',
      operation: '对记录做了什么。What was done to the row.',
      subjectType: '所涉记录的类型；无单一对象时为 null。Type of the row; null where there is no single one.',
      subjectId: '所涉记录的全局标识。Global id of the row.',
      fields: '所涉字段名，文本列表。Names of the fields, a list of texts.',
      reason: '查看明文或删除个人信息的事由。Why personal values were shown or erased.',
    }),
    before: t.column(
      'before',
      '改动前的值，不含个人信息；其他字段不论各自的权限都在其中，故另需权限。Values before, without personal ones; all others are in it whatever their own permission, so it asks for one of its own.',
      { permission: 'audit.values' },
    ),
    after: t.column('after', '改动后的值，同上。Values after, likewise.', { permission: 'audit.values' }),
    area: t.relation(
      'area',
      '所属区划；记录迁往他处时，两处各有一条。The area it belongs to; a row that moved has an entry on both sides.',
    ),
  }),
});
