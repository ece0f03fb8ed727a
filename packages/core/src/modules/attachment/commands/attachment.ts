import * as z from 'zod';
import { defineCommand } from '../../../contract/command.ts';
import { eventType } from '../../../contract/event.ts';
import { Attachment } from '../entities/attachment.ts';
import { AttachmentType } from '../schema/attachment.ts';

const sha256 = z.string().describe('文件内容的 SHA-256。SHA-256 of its bytes.');
export const AttachmentRecorded = eventType('attachment.recorded', {
  about: Attachment,
  description: '附件已登记。A file was recorded.',
  payload: z.object({
    subjectId: z.string().describe('所附记录的全局标识。Global id of the row that it belongs to.'),
    sha256,
  }),
});
export const AttachmentRemoved = eventType('attachment.removed', {
  about: Attachment,
  description: '附件已删除。A file was removed.',
  payload: z.object({ sha256 }),
});

/** The host gives it when the bytes are stored: nobody else knows their digest. Its area is that of what it belongs to. */
export const recordAttachment = defineCommand({
  name: 'recordAttachment',
  description: '登记已存入的文件。Records a file that was stored.',
  permission: 'attachment.write',
  internal: true,
  input: z.object({
    subjectId: z
      .string()
      .regex(/^[a-z_]+_[0-9a-z]+$/)
      .max(120),
    fileName: z
      .string()
      .min(1)
      .max(255)
      // A name and no path, and nothing that could end a header or a line.
      .regex(/^(?!\.{1,2}$)[^/\\\p{Cc}\p{Bidi_Control}]+$/u),
    mediaType: z
      .string()
      .regex(/^[a-z]+\/[a-z0-9.+-]+$/)
      .max(100),
    bytes: z.int().min(1),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    caption: z.string().max(500).optional(),
  }),
  errors: {
    NOT_FOUND: {
      zh: '找不到该记录，或不在您的范围内；请核对标识。',
      en: 'There is no such row, or it is outside your scope; check the id.',
    },
    NO_AREA: {
      zh: '该记录不属于任何区划，不能附文件；请附在有区划的记录上。',
      en: 'That row belongs to no area and can carry no file; attach it to one that does.',
    },
  },
  payload: { attachment: AttachmentType },
  emits: [AttachmentRecorded],
  run: async ({ input: { caption, ...file }, store, emit, fail }) => {
    const area = await store.areaOf(file.subjectId);
    if (area === undefined) return fail('NOT_FOUND', ['subjectId']);
    if (area === null) return fail('NO_AREA', ['subjectId']);
    const attachment = store.create(Attachment, { ...file, caption: caption ?? null, area });
    emit(AttachmentRecorded, attachment, { subjectId: file.subjectId, sha256: file.sha256 });
    return { attachment };
  },
});

export const removeAttachment = defineCommand({
  name: 'removeAttachment',
  description: '删除附件；记录与摘要仍在审计中。Removes a file; its record and digest stay in the audit.',
  permission: 'attachment.write',
  input: z.object({ attachmentId: z.string() }),
  load: { attachment: { type: AttachmentType, id: 'attachmentId' } },
  payload: { attachment: AttachmentType },
  emits: [AttachmentRemoved],
  run: ({ loaded: { attachment }, store, emit }) => {
    store.remove(Attachment, attachment);
    emit(AttachmentRemoved, attachment, { sha256: attachment.sha256 });
    return { attachment };
  },
});
