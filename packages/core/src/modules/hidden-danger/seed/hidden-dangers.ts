import type { SeedContext, SeedRow } from '../../../contract/seed.ts';
import { Enterprise } from '../../enterprise/entities/enterprise.ts';
import { clockOf, dayOfChina, endOfDay } from '../commands/clock.ts';
import { HiddenDanger } from '../entities/hidden-danger.ts';

const day = 86_400_000;
/** What each district reports: Furong's figures are those of its ledger, 2,801 of 2,827 closed; the rest are made up. */
const ledgers = [
  { district: '430102', found: 2_827, closed: 2_801 },
  { district: '120116', found: 7_200, closed: 6_958 },
  { district: '441900', found: 7_100, closed: 6_803 },
  { district: '429005', found: 2_873, closed: 2_772 },
] as const;
const kinds = [
  '消防通道堵塞',
  '灭火器过期',
  '用电线路老化',
  '安全出口上锁',
  '特种设备未检',
  '防护罩缺失',
  '作业票缺项',
  '可燃气体报警器故障',
  '台账不全',
  '培训记录缺失',
] as const;

/** Made-up hidden dangers of made-up enterprises, over the year before the day of seeding; of the open ones some are overdue, and supervised. */
export async function seedHiddenDangers({ insert, find, random, key, now }: SeedContext): Promise<void> {
  const enterprises = await find(Enterprise, { source: 'demo' });
  let count = 0;
  // The rule's answer for each day of the year, and not for each of 20,000 rows.
  const known = new Map<string, Date>();
  const dueAfter = (clockStartedOn: string, foundAt: Date): Date => {
    const before = known.get(clockStartedOn);
    if (before !== undefined) return before;
    const clock = clockOf({ clockStartedOn, foundAt, rectificationDays: 30, closedAt: null }, [], now);
    if (!clock.ok) throw new Error(clock.refusals.map(({ message }) => message.en).join('; '));
    const due = endOfDay(clock.dueOn);
    known.set(clockStartedOn, due);
    return due;
  };
  for (const { district, found, closed } of ledgers) {
    const inside = enterprises.filter(({ area }) => area.startsWith(district));
    const rows: SeedRow<HiddenDanger>[] = [];
    for (let at = 0; at < found; at += 1) {
      const { id, area, zone, industry } = random.pick(inside);
      const done = at < closed;
      // Closed ones end before today; open ones began at most 45 days ago, so that a third is overdue.
      const foundAt = new Date(now.getTime() - Math.floor((done ? 45 + random.float() * 320 : random.float() * 45) * day));
      const clockStartedOn = dayOfChina(foundAt);
      const dueAt = dueAfter(clockStartedOn, foundAt);
      const closedAt = done ? new Date(foundAt.getTime() + Math.floor((1 + random.float() * 40) * day)) : null;
      const status = done ? 'CLOSED' : random.pick(['FOUND', 'ASSIGNED', 'ASSIGNED', 'RECTIFIED'] as const);
      rows.push({
        id: key(),
        description: `演示隐患：${random.pick(kinds)}`,
        level: random.chance(0.03) ? 'MAJOR' : 'GENERAL',
        industry,
        status,
        foundAt,
        clockStartedOn,
        dueAt,
        assignedAt: status === 'FOUND' ? null : new Date(foundAt.getTime() + 3_600_000),
        rectifiedAt: closedAt !== null ? new Date(closedAt.getTime() - 3_600_000) : status === 'RECTIFIED' ? now : null,
        reviewedAt: closedAt,
        closedAt,
        closed: done ? 1 : 0,
        supervisedAt: !done && now >= dueAt ? dueAt : null,
        enterprise: id,
        area,
        zone,
        externalId: `hidden-danger-${(count += 1)}`,
      });
    }
    await insert(HiddenDanger, rows);
  }
}
