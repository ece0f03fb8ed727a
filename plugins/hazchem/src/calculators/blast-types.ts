import { answerType, impactOf, objectType, provenanceFields } from '@fengsui/core';
import { warningsField } from '../schema/major-hazard.ts';

const branch = {
  scaledDistance: { type: 'Float', description: '比例距离 Z = R/W^⅓，m/kg^⅓。Scaled distance Z, m/kg^⅓.' },
  branchFrom: { type: 'Float', description: '所用曲线段的下限，m/kg^⅓。Where the branch of the curve begins, m/kg^⅓.' },
  branchTo: { type: 'Float', description: '所用曲线段的上限，m/kg^⅓。Where it ends, m/kg^⅓.' },
  coefficients: { type: ['Float'], description: 'ln P[kPa] 对 ln Z 的多项式系数。Coefficients of ln P[kPa] in powers of ln Z.' },
} as const;
const TntEquivalence = objectType('TntEquivalence', 'TNT 当量的计算。How the TNT equivalent was found.', {
  energyMegajoules: { type: 'Float', description: '燃烧能量，MJ。Energy of combustion, MJ.' },
  blastEnergyMegajoules: { type: 'Float', description: '爆炸能量，MJ。Energy of the blast, MJ.' },
  tntMegajoulesPerKg: { type: 'Float', description: '每千克 TNT 的能量，MJ/kg。Energy of TNT, MJ/kg.' },
});
const BlastPressure = objectType('BlastPressure', '某距离处的超压。Overpressure at a distance.', {
  distanceMeters: { type: 'Float', description: '距离，米。Distance, metres.' },
  kilopascal: { type: 'Float', description: '入射超压，kPa。Incident overpressure, kPa.' },
  ...branch,
});
const BlastRadius = objectType('BlastRadius', '某超压的最大距离。The largest distance at which an overpressure is reached.', {
  kilopascal: { type: 'Float', description: '超压，kPa。Overpressure, kPa.' },
  distanceMeters: { type: 'Float', description: '距离，米。Distance, metres.' },
  geometry: {
    type: 'GeoJSON',
    nullable: true,
    description: '以爆心为圆心的范围；未给位置时为 null。The circle round the charge; null when its place was not given.',
  },
  impact: impactOf('geometry'),
  ...branch,
});
export const Blast = objectType(
  'Blast',
  '地面爆炸的入射超压（Kingery–Bulmash）。Incident overpressure of a surface burst (Kingery and Bulmash).',
  {
    tntKg: { type: 'Float', description: 'TNT 质量或当量，kg。Mass of TNT, or its equivalent, kg.' },
    equivalence: {
      type: TntEquivalence,
      nullable: true,
      description: '当量的计算；直接给出 TNT 时为 null。How the equivalent was found; null when TNT was given.',
    },
    pressures: { type: [BlastPressure], description: '所问各距离处的超压。Overpressure at each distance asked for.' },
    radii: { type: [BlastRadius], description: '所问各超压的半径。The radius of each overpressure asked for.' },
    warnings: warningsField,
    ...provenanceFields,
  },
);
export const BlastAnswer = answerType(Blast);
export const blastTypes = [TntEquivalence, BlastPressure, BlastRadius, Blast, BlastAnswer] as const;
