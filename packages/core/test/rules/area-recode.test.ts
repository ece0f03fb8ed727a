import { describe, expect, it } from 'vitest';
import { planRecode, type KnownArea } from '../../src/rules/area-recode.ts';
import { isZoneCode, zoneHost } from '../../src/rules/zone-code.ts';

const tree = (...areas: readonly string[]): ReadonlyMap<string, KnownArea> =>
  new Map(
    areas
      .map((each) => each.split(' '))
      .map(([code = '', name = '', successor]) => [code, { code, name, parent: '43', successor: successor ?? null }]),
  );

describe('planning a change of codes', () => {
  it('takes what is named apart out before the whole, and gives each its own successor', () => {
    const plan = planRecode(
      [
        { from: '430102', to: '430199', name: '新区' },
        { from: '430102001', to: '430103009', name: '划出街道' },
      ],
      tree('4301 长沙', '430102 旧区', '430102001 甲', '430102002 乙', '430103 邻区'),
    );
    expect(plan).toMatchObject({
      ok: true,
      steps: [
        { from: '430102001', to: '430103009' },
        { from: '430102', to: '430199' },
      ],
      created: [
        { code: '430199', name: '新区', parent: '4301', of: ['430102'] },
        { code: '430103009', name: '划出街道', parent: '430103', of: ['430102001'] },
        { code: '430199002', name: '乙', parent: '430199', of: ['430102002'] },
      ],
      expired: expect.arrayContaining([
        { code: '430102', successor: '430199' },
        { code: '430102001', successor: '430103009' },
        { code: '430102002', successor: '430199002' },
      ]) as unknown,
    });
  });

  it('takes the zones of a county along', () => {
    const plan = planRecode([{ from: '430102', to: '430199', name: '新区' }], tree('4301 长沙', '430102 旧区', '430102Z001 园区'));
    expect(plan).toMatchObject({ created: [{ code: '430199' }, { code: '430199Z001', parent: null }] });
  });

  it('carries an area onto one of the same name that is there, and asks about another name', () => {
    const known = (name: string): ReadonlyMap<string, KnownArea> => tree('43 湖南', '4301 旧', '430101 甲', '4302 新', `430201 ${name}`);
    expect(planRecode([{ from: '4301', to: '4302' }], known('甲'))).toMatchObject({
      ok: true,
      created: [],
      expired: [{}, { successor: '430201' }],
    });
    expect(planRecode([{ from: '4301', to: '4302' }], known('乙'))).toMatchObject({ ok: false, refusals: [{ code: 'COLLISION' }] });
  });

  it('does not move again what a chain of years left behind', () => {
    const plan = planRecode([{ from: '4302', to: '4303', name: '今' }], tree('43 湖南', '4301 前年 4302', '4302 去年'));
    expect(plan).toMatchObject({ ok: true, expired: [{ code: '4302', successor: '4303' }] });
  });
});

describe('the code of a zone', () => {
  it('is that of a province, city or county, Z and three digits', () => {
    expect(['43Z001', '4301Z001', '430102Z999'].map(zoneHost)).toEqual(['43', '4301', '430102']);
    for (const code of ['Z001', '430102Z01', '430102Z0011', '430102z001', '430102001Z001', '430102', '00Z001'])
      expect(isZoneCode(code), code).toBe(false);
  });
});
