import { Enterprise, EnterpriseType, extendType, HiddenDangerType } from '@fengsui/core';

// What is behind a relation is typed as that row's column, and null where nothing is visible there.
export const named = extendType(HiddenDangerType, (t) => ({
  where: t.computed({
    type: 'String',
    needs: ['area.name', 'enterprise.employees'],
    description: '所在。Where.',
    resolve: (row) => {
      const name: string | null = row['area.name'];
      const employees: number | null = row['enterprise.employees'];
      return `${name ?? '-'} ${employees ?? 0}`;
    },
  }),
}));
export const wrong = extendType(EnterpriseType, (t) => ({
  where: t.computed({
    type: 'String',
    // @ts-expect-error the area has no such column
    needs: ['area.colour'],
    description: '所在。Where.',
    resolve: () => '',
  }),
}));
export const over: string = Enterprise.name;
