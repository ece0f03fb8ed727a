import type { SeedContext, SeedRow } from '../../../contract/seed.ts';
import { Area } from '../../area/entities/area.ts';
import { districts } from '../../area/seed/places.ts';
import { Enterprise } from '../../enterprise/entities/enterprise.ts';
import { Organization } from '../entities/organization.ts';

const ofDistrict = [
  { name: '应急局', kind: 'BUREAU' },
  { name: '消防救援大队', kind: 'BUREAU' },
  { name: '安全生产委员会', kind: 'COMMITTEE' },
  { name: '危化品专业委员会', kind: 'COMMITTEE' },
  { name: '防汛抗旱指挥部', kind: 'HEADQUARTERS' },
  { name: '森林防灭火指挥部', kind: 'HEADQUARTERS' },
  { name: '应急指挥中心', kind: 'COMMAND_CENTRE' },
] as const;

/** Made-up bodies: of each district and township, and the safety bodies of enterprises of hazardous chemicals. Their names say so. */
export async function seedOrganizations({ insert, find, key }: SeedContext): Promise<void> {
  const rows: SeedRow<Organization>[] = [];
  const add = (row: Omit<SeedRow<Organization>, 'id' | 'externalId'>): string => {
    const id = key();
    rows.push({ id, ...row, externalId: `organization-${rows.length + 1}` });
    return id;
  };
  const townships = await find(Area, { level: 'TOWNSHIP' });
  for (const { code } of districts) {
    const name = (await find(Area, { code }))[0]?.name ?? '';
    const government = add({ name: `演示${name}政府`, kind: 'GOVERNMENT', area: code });
    for (const { name: body, kind } of ofDistrict) add({ name: `演示${name}${body}`, kind, parent: government, area: code });
    for (const township of townships.filter((each) => each.code.startsWith(code)))
      add({ name: `演示${township.name}应急办`, kind: 'BUREAU', parent: government, area: township.code });
  }
  for (const { id, name, area } of await find(Enterprise, { source: 'demo', industry: 'HAZARDOUS_CHEMICALS' }))
    add({ name: `${name}安全部`, kind: 'ENTERPRISE_SAFETY', enterprise: id, area });
  await insert(Organization, rows);
}
