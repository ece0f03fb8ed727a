import type { EntityModel } from '../contract/model.ts';

/** The column with the code of a row's area, of an area its own; none where rows belong to no area. */
export const areaOf = ({ areaColumn, name, key }: EntityModel): string | undefined =>
  areaColumn ?? (name === 'Area' ? key.column : undefined);
