import { definePlugin, required } from '../../contract/plugin.ts';
import { searchable } from '../../contract/search.ts';
import type { area } from '../area/plugin.ts';
import { recordAttachment, removeAttachment } from './commands/attachment.ts';
import { Attachment } from './entities/attachment.ts';
import { AttachmentType } from './schema/attachment.ts';

export const attachment = definePlugin({
  id: 'attachment',
  version: '0.1.0',
  core: 'self',
  requires: { area: required<typeof area>('area', '^0.1') },
  exports: { types: { Attachment: AttachmentType }, entities: { Attachment } },
  entities: [Attachment],
  schema: [AttachmentType, recordAttachment, removeAttachment],
  search: [searchable(AttachmentType, { columns: ['fileName', 'caption'] })],
});
