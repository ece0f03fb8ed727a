import { answerType, enumType, impactOf, objectType, provenanceFields } from '@fengsui/core';
import { warningsField } from '../schema/major-hazard.ts';

export const SigmaSet = enumType(
  'SigmaSet',
  'σ 参数组；选择会改变结果，故无缺省。Set of σ; the choice changes the answer, so there is no default.',
  {
    BRIGGS_OPEN_COUNTRY: 'Briggs 开阔乡村。Briggs, open country.',
    BRIGGS_URBAN: 'Briggs 城市。Briggs, urban.',
    CCPS: '美国化工过程安全中心 1999。CCPS 1999.',
    TNO: 'TNO 黄皮书。TNO Yellow Book.',
  },
);
export const sigmaSetOf = { BRIGGS_OPEN_COUNTRY: 'briggs-open-country', BRIGGS_URBAN: 'briggs-urban', CCPS: 'ccps', TNO: 'tno' } as const;
export const StabilityClass = enumType('StabilityClass', '大气稳定度（Pasquill）。Stability of the air (Pasquill).', {
  A: '极不稳定。Very unstable.',
  B: '不稳定。Unstable.',
  C: '弱不稳定。Slightly unstable.',
  D: '中性。Neutral.',
  E: '弱稳定。Slightly stable.',
  F: '稳定。Stable.',
});

const PlumePeak = objectType('PlumePeak', '轴线上最大浓度。Greatest concentration on the axis.', {
  downwindMeters: { type: 'Float', description: '下风向距离，米。Distance downwind, metres.' },
  kgPerCubicMeter: { type: 'Float', description: '浓度，kg/m³。Concentration, kg/m³.' },
});
const ToxicEndPoint = objectType('ToxicEndPoint', '毒性终点浓度（AEGL，60 min）。Toxic end points (AEGL, 60 min).', {
  name: { type: 'String', description: '物质。The substance.' },
  cas: { type: 'String', description: 'CAS 号。CAS number.' },
  molarMassGramsPerMole: { type: 'Float', description: '摩尔质量，g/mol。Molar mass, g/mol.' },
  aegl1Ppm: { type: 'Float', description: 'AEGL-1，不适，ppm。Discomfort, ppm.' },
  aegl2Ppm: { type: 'Float', description: 'AEGL-2，严重影响，ppm。Serious effects, ppm.' },
  aegl3Ppm: { type: 'Float', description: 'AEGL-3，危及生命，ppm。Danger to life, ppm.' },
});
const Isopleth = objectType('Isopleth', '一条等浓度线。One isopleth.', {
  kgPerCubicMeter: { type: 'Float', description: '浓度，kg/m³。Concentration, kg/m³.' },
  endPoint: { type: 'String', nullable: true, description: '对应的终点，如 AEGL-2。The end point it stands for, such as AEGL-2.' },
  nearMeters: {
    type: 'Float',
    nullable: true,
    description: '轴线上起点，米；达不到为 null。Where it begins on the axis, metres; null when it is never reached.',
  },
  farMeters: { type: 'Float', nullable: true, description: '轴线上终点，米。Where it ends on the axis, metres.' },
  halfWidthMeters: { type: 'Float', nullable: true, description: '最大半宽，米。Greatest distance from the axis, metres.' },
  areaSquareMeters: { type: 'Float', description: '面积，m²。Area, m².' },
  geometry: { type: 'GeoJSON', nullable: true, description: '范围，Polygon 或 MultiPolygon。What it encloses.' },
  impact: impactOf('geometry'),
});
const PlumePoint = objectType('PlumePoint', '一点的浓度及中间量。The concentration at a point, step by step.', {
  downwindMeters: { type: 'Float', description: '下风向距离，米。Distance downwind, metres.' },
  crosswindMeters: { type: 'Float', description: '横风向距离，米。Distance across the wind, metres.' },
  receptorHeightMeters: { type: 'Float', description: '高度，米。Height, metres.' },
  kgPerCubicMeter: { type: 'Float', description: '浓度，kg/m³。Concentration, kg/m³.' },
  sigmaYMeters: { type: 'Float', description: 'σy，米。σy, metres.' },
  sigmaZMeters: { type: 'Float', description: 'σz，米。σz, metres.' },
  baseKgPerCubicMeter: { type: 'Float', description: '基准浓度 G/(2π·u·σy·σz)，kg/m³。Base concentration, kg/m³.' },
  crosswindFactor: { type: 'Float', description: '横向因子。Crosswind factor.' },
  verticalFactor: { type: 'Float', description: '垂直因子，含地面反射。Vertical factor with the ground’s reflection.' },
});
export const Dispersion = objectType('Dispersion', '连续泄漏的高斯烟羽。A Gaussian plume of a continuous release.', {
  sigmaSet: { type: SigmaSet, description: '所用 σ 参数组。The set of σ that was used.' },
  stability: { type: StabilityClass, description: '所用稳定度。The stability that was used.' },
  towardsDegrees: { type: 'Float', description: '吹向，度，北为 0 顺时针。Where the wind blows to, degrees clockwise from north.' },
  peak: { type: PlumePeak, description: '轴线最大浓度（1 m 以外）。Greatest concentration on the axis beyond 1 m.' },
  endPoints: {
    type: ToxicEndPoint,
    nullable: true,
    description: '所用毒性终点；未按物质给出时为 null。The toxic end points used; null when no substance was named.',
  },
  isopleths: { type: [Isopleth], description: '等浓度线，按所给次序。Isopleths in the order asked for.' },
  points: { type: [PlumePoint], description: '所问各点。The points asked for.' },
  warnings: warningsField,
  ...provenanceFields,
});
export const DispersionAnswer = answerType(Dispersion);
export const dispersionTypes = [
  SigmaSet,
  StabilityClass,
  PlumePeak,
  ToxicEndPoint,
  Isopleth,
  PlumePoint,
  Dispersion,
  DispersionAnswer,
] as const;
