import type { SeedContext } from '../../../contract/seed.ts';
import { Area } from '../entities/area.ts';
import { districts } from './places.ts';

/** A made-up park in each district; the code of the demo's park in a district. */
export const parkOf = (district: string): string => `${district}Z001`;

export async function seedZones({ insert }: SeedContext): Promise<void> {
  await insert(
    Area,
    districts.map(({ code }) => ({ code: parkOf(code), name: '演示化工园区', level: 'ZONE' as const, externalId: parkOf(code) })),
  );
}
