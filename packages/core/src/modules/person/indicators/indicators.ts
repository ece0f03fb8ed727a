import { defineChecklist } from '../../../contract/checklist.ts';
import { defineIndicator } from '../../../contract/indicator.ts';
import { criterion, shippedTable } from '../../../rules/index.ts';
import { HouseholdType, ResponsibilityType } from '../schema/responsibility.ts';

const level = (id: string, title: string, eq: 'LEADER' | 'TOWNSHIP' | 'VILLAGE') =>
  defineIndicator(ResponsibilityType, { id, title, unit: '条', where: { level: { eq } } });

/** Who answers, and for how many: 三包责任. */
export const personIndicators = [
  level('person.leaders', '领导包乡镇的责任。Responsibilities of leaders for townships.', 'LEADER'),
  level('person.township-cadres', '干部包村的责任。Responsibilities of township cadres for villages.', 'TOWNSHIP'),
  level('person.village-cadres', '干部包户的责任。Responsibilities of village cadres for households.', 'VILLAGE'),
  defineIndicator(HouseholdType, { id: 'person.households', title: '登记的户。Households registered.', unit: '户' }),
  defineIndicator(HouseholdType, {
    id: 'person.vulnerable',
    title: '须优先转移的人员。People who must be fetched first.',
    unit: '人',
    sum: 'vulnerable',
  }),
];

const some = (fact: string, zh: string, en: string) => ({ fact, zh, en, op: '>=', value: 1, unit: '条' });
/** 三包责任: all three levels answer. Where exactly nobody does is said by `responsibilityGaps`. */
export const threeLevels = defineChecklist({
  id: 'person.three-levels',
  title: '三包责任到位。All three levels of responsibility answer.',
  table: shippedTable(criterion, {
    id: 'person-three-levels',
    edition: '2026.1',
    source: [{ standard: '领导包乡镇、干部包村、干部包户（年度工作任务）' }],
    verified: false,
    rows: [
      {
        key: 'leaders',
        zh: '领导包乡镇',
        en: 'Leaders answer for townships',
        needs: some('person.leaders', '包乡镇的责任', 'Responsibilities for townships'),
      },
      {
        key: 'township',
        zh: '干部包村',
        en: 'Cadres answer for villages',
        needs: some('person.township-cadres', '包村的责任', 'Responsibilities for villages'),
      },
      {
        key: 'village',
        zh: '干部包户',
        en: 'Cadres answer for households',
        needs: some('person.village-cadres', '包户的责任', 'Responsibilities for households'),
      },
    ],
  }),
});
