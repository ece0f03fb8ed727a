import { FengsuiError } from '../contract/errors.ts';

/** What the contract allows one operation, in milliseconds, unless the deployment says otherwise. */
export const longestUnlessTold = 10_000;

/** A read that was ended: it really is, and holds nothing up any more. */
export const tooLong = (milliseconds: number): FengsuiError =>
  new FengsuiError(
    'LIMIT_EXCEEDED',
    `查询超过 ${milliseconds / 1000} 秒，已中止；请加筛选条件或减少分组。`,
    `The operation took longer than ${milliseconds / 1000} s and was ended; filter more or group by less.`,
  );
