import { entityType, extendType } from '../../../contract/define.ts';
import type { ReadContext } from '../../../contract/types.ts';
import { objectType } from '../../../contract/types.ts';
import { AreaType } from '../../area/schema/area.ts';
import { Household, Responsibility, ResponsibilityLevel } from '../entities/responsibility.ts';
import { responsibilityGaps } from '../rules/responsibility-gaps.ts';
import { PersonType } from './person.ts';

export const HouseholdType = entityType(Household, {
  prefix: 'household',
  permission: 'person.read',
  description: '户；住址为个人信息。A household; its address is personal data.',
  fields: (t) => ({
    ...t.columns({
      number: '户号。Number.',
      address: '住址（脱敏）。Address, masked.',
      people: '人数。People.',
      vulnerable: '其中老弱病残幼等重点人员数。Of them vulnerable.',
    }),
    area: t.relation('area', '所在村（社区）或网格。Its village or grid.'),
    responsibilities: t.inverse(Responsibility, 'household', '包户责任。Who answers for it.'),
  }),
});
export const ResponsibilityType = entityType(Responsibility, {
  prefix: 'responsibility',
  permission: 'person.read',
  plural: 'responsibilities',
  description: '责任：谁包什么。Who answers for what.',
  fields: (t) => ({
    ...t.columns({ level: '层级。Level.', duty: '职责。Duty.' }),
    person: t.relation('person', '责任人。Who answers.'),
    household: t.relation('household', '所包的户。The household answered for.'),
    area: t.relation('area', '所包的区划；包户时为户所在区划。The area answered for; of a household, where it is.'),
  }),
});
export const PersonResponsibilities = extendType(PersonType, (t) => ({
  responsibilities: t.inverse(Responsibility, 'person', '所负责任。What this person answers for.'),
}));

export const ResponsibilityGapType = objectType(
  'ResponsibilityGap',
  '三包责任链的缺口：此层无人负责。A gap in the chain: nobody answers here.',
  {
    level: { type: ResponsibilityLevel, description: '缺哪一层责任人。The level at which nobody answers.' },
    area: { type: AreaType, description: '乡镇、村，或户所在区划。The township, village, or where the household is.' },
    household: { type: HouseholdType, nullable: true, description: '无人包的户。The household that nobody answers for.' },
  },
);

/** Reads an area and all below it, a level of the tree a statement. */
async function chainOf(
  { rowsOf }: Pick<ReadContext, 'rowsOf'>,
  area: { readonly code: string; readonly level: string },
): Promise<Parameters<typeof responsibilityGaps>[0]> {
  const found = [area];
  for (let level = found; level.length > 0;) {
    const below = await Promise.all(level.map(({ code }) => rowsOf(AreaType, 'parent', code)));
    // Nobody answers for an area that is no more.
    level = below
      .flat()
      .filter(({ validTo }) => validTo === null)
      .map(({ code, level: each }) => ({ code, level: each }));
    found.push(...level);
  }
  const codes = (of: string): readonly string[] => found.filter(({ level }) => level === of).map(({ code }) => code);
  const answerable = found.filter(({ level }) => ['TOWNSHIP', 'VILLAGE', 'GRID'].includes(level));
  const [responsibilities, households] = await Promise.all([
    Promise.all(answerable.map(({ code }) => rowsOf(ResponsibilityType, 'area', code))),
    Promise.all(answerable.map(({ code }) => rowsOf(HouseholdType, 'area', code))),
  ]);
  return {
    townships: codes('TOWNSHIP'),
    villages: codes('VILLAGE'),
    households: households.flat(),
    responsibilities: responsibilities.flat(),
  };
}
export const AreaResponsibility = extendType(
  AreaType,
  (t) => ({
    responsibilities: t.inverse(Responsibility, 'area', '包此区划（或其中的户）的责任。Who answers for it, or for a household in it.'),
    households: t.inverse(Household, 'area', '直接位于此区划的户。Households directly in it.'),
    responsibilityGaps: t.computed({
      type: [ResponsibilityGapType],
      needs: ['code', 'level'],
      reads: [AreaType, ResponsibilityType, HouseholdType],
      description:
        '三包责任链缺口，查至户：无领导包的乡镇、无干部包的村、无干部包的户。Gaps of the chain of responsibility, down to the household.',
      resolve: async ({ code, level }, context) =>
        responsibilityGaps(await chainOf(context, { code, level })).map(({ level: missing, area, household }) => ({
          level: missing,
          area: { key: area },
          household: household === null ? null : { key: household },
        })),
    }),
  }),
  { permission: 'person.read' },
);
