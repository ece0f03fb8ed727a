import type { SeedContext, SeedRow } from '../../../contract/seed.ts';
import { creditCode } from '../../../rules/identifier/credit-code.ts';
import { Area } from '../../area/entities/area.ts';
import { parkOf } from '../../area/seed/zones.ts';
import { anywhereIn, around, type Place } from '../../area/seed/places.ts';
import { Enterprise } from '../entities/enterprise.ts';

/** How many in each district, 2,000 in all. */
const shares = [
  { district: '120116', enterprises: 700 },
  { district: '441900', enterprises: 700 },
  { district: '430102', enterprises: 300 },
  { district: '429005', enterprises: 300 },
] as const;
const industries = [
  { industry: 'HAZARDOUS_CHEMICALS', label: '危化', weight: 14 },
  { industry: 'METALLURGY', label: '冶金', weight: 5 },
  { industry: 'MACHINERY', label: '机械', weight: 20 },
  { industry: 'LIGHT_INDUSTRY', label: '轻工', weight: 16 },
  { industry: 'TEXTILE', label: '纺织', weight: 10 },
  { industry: 'BUILDING_MATERIALS', label: '建材', weight: 8 },
  { industry: 'TRADE', label: '商贸', weight: 14 },
  { industry: 'WAREHOUSING', label: '仓储', weight: 7 },
  { industry: 'OTHER', label: '其他', weight: 6 },
] as const;
const bag = industries.flatMap((each) => Array.from({ length: each.weight }, () => each));
const colours = ['RED', 'ORANGE', 'ORANGE', 'YELLOW', 'YELLOW', 'YELLOW', 'BLUE', 'BLUE', 'BLUE', 'BLUE'] as const;

/** Made-up enterprises: each name says so, and its credit code is of division 990000, which no office registers under. */
export async function seedEnterprises({ insert, find, random, key }: SeedContext): Promise<void> {
  const villages = (await find(Area, { level: 'VILLAGE' })).map(({ code }) => code);
  const centres = new Map<string, Place>();
  const rows: SeedRow<Enterprise>[] = [];
  for (const { district, enterprises } of shares) {
    const inside = villages.filter((code) => code.startsWith(district));
    for (let count = 0; count < enterprises; count += 1) {
      const area = random.pick(inside);
      const township = area.slice(0, 9);
      const centre = centres.get(township) ?? anywhereIn(area, random);
      centres.set(township, centre);
      const { industry, label } = random.pick(bag);
      const number = String(rows.length + 1).padStart(4, '0');
      rows.push({
        id: key(),
        name: `演示${label}企业${number}`,
        creditCode: madeUpCode(number),
        industry,
        employees: Math.min(5_000, Math.max(3, Math.round(60 * Math.exp(random.normal())))),
        riskColour: industry === 'HAZARDOUS_CHEMICALS' && random.chance(0.3) ? 'RED' : random.pick(colours),
        ...around(centre, area, random),
        area,
        // A park lies across townships: every third plant of a district is in it.
        zone: industry === 'HAZARDOUS_CHEMICALS' && rows.length % 3 === 0 ? parkOf(district) : null,
        externalId: `enterprise-${number}`,
      });
    }
  }
  await insert(Enterprise, rows);
}

/** A code with right check digits whose division does not exist. */
function madeUpCode(number: string): string {
  for (const organizationDigit of '0123456789X') {
    const stem = `91990000DEM0${number}${organizationDigit}`;
    const read = creditCode(`${stem}0`);
    if (read.ok && read.warnings.every(({ code }) => code !== 'WRONG_ORGANIZATION_DIGIT')) return stem + read.expectedCheckDigit;
  }
  throw new Error(`No organization digit fits ${number}`);
}
