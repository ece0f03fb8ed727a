import { answer, check, combine, refuse, sourced, type RuleResult, type RuleTable, type Source, unitWords } from '@fengsui/core/rules';
import {
  capacityNorms,
  shelterResources,
  stayProfiles,
  type CapacityNormRow,
  type ShelterResource,
  type StayProfileRow,
} from './tables.ts';

export type ShelterCapacityInput = {
  /** Named profile of the table: `emergency` (≤ 1 day), `short` (≤ 14 days), `long` (≥ 15 days), `sphere`. */
  readonly profile: string;
  /** People already inside. Default 0. */
  readonly occupants?: number;
} & {
  /** What the shelter has. Left out means not measured, which is reported; 0 means there is none. */
  readonly [R in ShelterResource]?: number;
};
/** How many people one resource allows. */
export interface ResourceLimit {
  readonly resource: ShelterResource;
  readonly available: number;
  readonly perPerson?: number;
  readonly peoplePerUnit?: number;
  readonly people: number;
  readonly source: Source;
  readonly verified: boolean;
}
export interface ShelterCapacity {
  readonly profile: string;
  /** People: the smallest of the limits. */
  readonly capacity: number;
  /** The resources that set the capacity; several when they tie. */
  readonly binding: readonly ShelterResource[];
  readonly limits: readonly ResourceLimit[];
  /** Resources with a norm in the profile that were not measured: the capacity holds only if they suffice. */
  readonly notMeasured: readonly ShelterResource[];
  readonly occupants: number;
  /** Capacity less occupants; below zero when overfull. */
  readonly free: number;
  readonly overfull: boolean;
}

/**
 * How many people a shelter holds under a named profile, and what binds it: the smallest of what area, water, toilets and beds allow.
 *
 * Refuses an unknown profile, NOTHING_MEASURED, and any figure that is negative or no number; toilets, beds, points and people are whole.
 * @source GB/T 44013-2024; Sphere Handbook 2018 (each limit names its own)
 */
export function shelterCapacity(
  input: ShelterCapacityInput,
  norms: RuleTable<CapacityNormRow> = capacityNorms,
): RuleResult<ShelterCapacity> {
  const checked = check();
  const profiles = [...new Set(norms.rows.map((row) => row.profile))];
  const known = checked.oneOf(['profile'], input.profile, profiles);
  for (const resource of shelterResources) {
    const value = input[resource];
    if (value === undefined) continue;
    const whole = resource === 'beds' || resource === 'toilets' || resource === 'waterPoints';
    if (whole) checked.integer([resource], value, { min: 0 });
    else checked.number([resource], value, { min: 0, unit: resource === 'netAreaSquareMeters' ? 'm²' : 'L/day' });
  }
  const occupants = input.occupants ?? 0;
  checked.integer(['occupants'], occupants, { min: 0, unit: unitWords.people });
  const rows = norms.rows.filter((row) => row.profile === input.profile);
  if (known && rows.every((row) => input[row.resource] === undefined)) {
    checked.refuse('NOTHING_MEASURED', [], {
      zh: `没有给出 ${input.profile} 标准所需的任何数据；请至少给出：${rows.map((row) => row.resource).join('、')} 之一`,
      en: `Nothing that profile ${input.profile} counts was measured; give at least one of ${rows.map((row) => row.resource).join(', ')}`,
    });
  }
  if (checked.failed) return refuse(...checked.refusals);

  const limits = rows.flatMap((row): ResourceLimit[] => {
    const available = input[row.resource];
    return available === undefined ? [] : [limit(row, available)];
  });
  const capacity = Math.min(...limits.map((each) => each.people));
  return answer(
    {
      profile: input.profile,
      capacity,
      binding: limits.filter((each) => each.people === capacity).map((each) => each.resource),
      limits,
      notMeasured: rows.filter((row) => input[row.resource] === undefined).map((row) => row.resource),
      occupants,
      free: capacity - occupants,
      overfull: occupants > capacity,
    },
    combine(...limits.map((each) => sourced(each.source, each.verified))),
  );
}

function limit(row: CapacityNormRow, available: number): ResourceLimit {
  const norm = 'perPerson' in row ? { perPerson: row.perPerson } : { peoplePerUnit: row.peoplePerUnit };
  const exact = 'perPerson' in row ? available / row.perPerson : available * row.peoplePerUnit;
  return { resource: row.resource, available, ...norm, people: wholePeople(exact), source: row.from, verified: row.verified };
}

/** Rounds down, and forgives the last binary digit: 0.3 m² at 0.1 m² a person is three people, not two. */
const wholePeople = (exact: number): number => Math.floor(exact + 1e-9 * Math.max(1, exact));

/**
 * The profile that a stay of so many days calls for.
 * @source GB/T 44013-2024
 */
export function profileForStay(
  stayDays: number,
  profiles: RuleTable<StayProfileRow> = stayProfiles,
): RuleResult<{ readonly stayDays: number; readonly profile: string }> {
  const checked = check();
  checked.number(['stayDays'], stayDays, { above: 0, unit: unitWords.days });
  if (checked.failed) return refuse(...checked.refusals);
  const row = profiles.rows.toSorted((a, b) => a.overDays - b.overDays).findLast((each) => each.overDays < stayDays);
  if (row !== undefined) return answer({ stayDays, profile: row.profile }, profiles);
  return refuse({
    code: 'OUT_OF_RANGE',
    path: ['stayDays'],
    message: { zh: `规则表没有适用于 ${stayDays} 天的标准`, en: `The table has no profile for a stay of ${stayDays} days` },
  });
}
