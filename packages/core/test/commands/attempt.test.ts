import { describe, expect, it } from 'vitest';
import { FengsuiError } from '@fengsui/core';
import { attempt } from '../../src/commands/attempt.ts';
import { alreadyExists } from '../../src/commands/user-error.ts';
import { CommitUnknown } from '../../src/data/failures.ts';

/** What each attempt fails with, in turn; the last one again and again. */
const failing = (...errors: readonly Error[]): { readonly run: () => Promise<unknown>; readonly count: () => number } => {
  let count = 0;
  const work = (): Promise<never> => Promise.reject(errors[Math.min(count++, errors.length - 1)]);
  return { run: () => attempt({ key: 'k', command: {}, taken: () => alreadyExists(null) }, work), count: () => count };
};
const unknown = new CommitUnknown(new Error('broken'));

describe('a command that is tried again after nobody knows whether it was kept', () => {
  it.each([
    ['finds the line full', new FengsuiError('UNAVAILABLE', '没有执行', 'was not begun'), 2],
    ['finds no database', Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }), 4],
    ['finds no room on the disk', Object.assign(new Error('full'), { code: '53100' }), 2],
  ])('and %s is told that nobody knows, and never that nothing was done', async (_what, then, attempts) => {
    const { run, count } = failing(unknown, then);
    await expect(run()).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      zh: expect.stringContaining('结果未知'),
      en: expect.stringContaining('unknown'),
    });
    expect(count()).toBe(attempts);
  });

  it('is told what it is refused for where nothing was unknown before', async () => {
    await expect(failing(new FengsuiError('UNAVAILABLE', '没有执行', 'was not begun')).run()).rejects.toMatchObject({
      en: 'was not begun',
    });
    await expect(failing(unknown, new FengsuiError('FORBIDDEN', '不可', 'may not')).run()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
