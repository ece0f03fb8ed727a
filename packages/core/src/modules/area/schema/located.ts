import { interfaceType } from '../../../contract/interface.ts';
import { AreaType } from './area.ts';

/** What has a place on the map and an area that it belongs to. */
export const Located = interfaceType('Located', '有位置、属某区划的记录。A row with a place and an area.', {
  location: { type: 'GeoJSON', nullable: true, description: '位置，GeoJSON Point。Its place, a GeoJSON Point.' },
  area: { type: AreaType, description: '所在区划。Where it is.' },
});
