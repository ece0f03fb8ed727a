import { definePlugin, required } from '../../contract/plugin.ts';
import type { area } from '../area/plugin.ts';
import { AuditEntry, AuditOperation } from './entities/audit-entry.ts';
import { AuditEntryType } from './schema/audit-entry.ts';

export const audit = definePlugin({
  id: 'audit',
  version: '0.1.0',
  core: 'self',
  requires: { area: required<typeof area>('area', '^0.1') },
  exports: { types: { AuditEntry: AuditEntryType } },
  entities: [AuditEntry],
  schema: [AuditOperation, AuditEntryType],
});
