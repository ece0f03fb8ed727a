import type { SeedContext, SeedRow } from '../../../contract/seed.ts';
import { Area } from '../../area/entities/area.ts';
import { Organization } from '../../organization/entities/organization.ts';
import { Household, Responsibility } from '../entities/responsibility.ts';
import { Person } from '../entities/person.ts';

/** The chain reaches down to the household in this district; in the others it ends at the village. */
const toTheHousehold = '430102';
const householdsInVillage = 3;
const cadresInTownship = 3;

/**
 * Made-up people who answer for every township and village, and in Furong for households; one officer for each enterprise's safety body.
 * They are called 演示 and a number, and their telephones begin with 000, which no network has.
 */
export async function seedPeople({ insert, find, random, key }: SeedContext): Promise<void> {
  const people: SeedRow<Person>[] = [];
  const duties: SeedRow<Responsibility>[] = [];
  const households: SeedRow<Household>[] = [];
  const person = (area: string, position: string, organization: string | null): string => {
    const id = key();
    const number = String(people.length + 1).padStart(4, '0');
    people.push({ id, name: `演示${number}`, phone: `000-0000-${number}`, position, organization, area, externalId: `person-${number}` });
    return id;
  };
  const answers = (level: 'LEADER' | 'TOWNSHIP' | 'VILLAGE', who: string, area: string, household: string | null = null): void => {
    duties.push({ id: key(), level, person: who, area, household, externalId: `responsibility-${duties.length + 1}` });
  };
  const organizations = await find(Organization, { source: 'demo' });
  const offices = new Map(organizations.filter(({ kind }) => kind === 'BUREAU').map(({ area, id }) => [area, id]));
  const villages = Map.groupBy(await find(Area, { level: 'VILLAGE' }), ({ code }) => code.slice(0, 9));
  for (const { code } of await find(Area, { level: 'TOWNSHIP' })) {
    const office = offices.get(code) ?? null;
    answers('LEADER', person(code, '包街（镇）领导', office), code);
    const cadres = Array.from({ length: cadresInTownship }, () => person(code, '包村（社区）干部', office));
    for (const [at, village] of (villages.get(code) ?? []).entries()) {
      answers('TOWNSHIP', cadres[at % cadres.length] as string, village.code);
      if (!code.startsWith(toTheHousehold)) continue;
      const cadre = person(village.code, '村（社区）干部', null);
      for (let household = 1; household <= householdsInVillage; household += 1) {
        const id = key();
        const size = random.integer(1, 6);
        households.push({
          id,
          number: `演示${village.code}-${household}`,
          people: size,
          vulnerable: random.integer(0, Math.min(2, size)),
          area: village.code,
          externalId: `household-${village.code}-${household}`,
        });
        answers('VILLAGE', cadre, village.code, id);
      }
    }
  }
  for (const { id, area, kind } of organizations) if (kind === 'ENTERPRISE_SAFETY') person(area, '安全负责人', id);
  await insert(Person, people);
  await insert(Household, households);
  await insert(Responsibility, duties);
}
