import type { Provenance } from '../kit/result.ts';

/**
 * Why a review that passes closes a hidden danger: the review and the striking off are one act of one authority. The article is cited from
 * memory; nobody compared it with a print, and what it is about are major dangers under supervision whose work was stopped.
 */
export const closingProvenance: Provenance = {
  source: [
    {
      standard: '安全生产事故隐患排查治理暂行规定（2007 年总局令第 16 号）',
      clause: '第二十三条',
      note: '审查合格的，对事故隐患进行核销；未核对原文，所指为挂牌督办并停产停业治理的重大事故隐患 (a review that passes strikes the danger off; not compared with the text, which is about major dangers)',
    },
  ],
  verified: false,
};
