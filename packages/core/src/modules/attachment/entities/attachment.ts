import { p } from '@mikro-orm/core';
import { entity, type Entity, type RowOf } from '../../../contract/entity.ts';
import { Area } from '../../area/entities/area.ts';

const properties = {
  /** As it was uploaded, without a path. */
  fileName: p.string().length(255).index(),
  /** Told from its content, not from its name. */
  mediaType: p.string().length(100).index(),
  bytes: p.integer().index(),
  /** SHA-256 of the content, hexadecimal: what the evidence is checked by. */
  sha256: p.string().length(64).index(),
  /** Global id of the row that it belongs to: `danger_01h…`. */
  subjectId: p.string().length(120).index(),
  caption: p.string().length(500).nullable(),
  area: () => p.manyToOne(Area).ref(),
};
/** 附件: the record of a photograph, film or document kept as evidence. The bytes lie in the host's file store, under their digest. */
export interface Attachment extends RowOf<typeof properties> {}
export const Attachment: Entity<Attachment, 'Attachment'> = entity('Attachment', {
  table: 'attachment',
  visibility: 'subtree',
  properties,
  softDelete: true,
});
