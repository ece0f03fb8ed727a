import { setTimeout as pause } from 'node:timers/promises';
import { FengsuiError } from '../contract/errors.ts';
import { failureOf, type Failure } from '../data/failures.ts';
import { UserErrors } from './user-error.ts';

const attemptsAtMost = 4;
const pauseFirst = 10;
/** Codes of areas change in seconds; until then a command comes again and holds no connection meanwhile. */
const recodingMilliseconds = 8_000;
const recodingPause = 100;

/** What an attempt's repetition depends on. */
export interface Repeatable {
  /** With a key a second run meets the first one's answer, so that even a lost answer to a commit may be asked again. */
  readonly key: unknown;
  readonly command: { readonly upsert?: unknown };
  readonly given?: Readonly<Record<string, unknown>>;
  /** What a duplicate is called. */
  readonly taken: (error: unknown) => UserErrors;
}

/**
 * Runs a transaction, and runs it again where that can do nothing twice: it met another, or its connection broke.
 * Errors: UNAVAILABLE when it still fails for a reason of that kind, ALREADY_EXISTS where a unique index says no.
 */
export async function attempt<T>({ key, command, given, taken }: Repeatable, work: () => Promise<T>): Promise<T> {
  const until = performance.now() + recodingMilliseconds;
  /** Of an earlier attempt nobody knows whether it was kept: what a later one is refused for does not undo it. */
  let unsure = false;
  for (let count = 1; ; count += 1) {
    try {
      return await work();
    } catch (error) {
      const failure = failureOf(error);
      if (failure === 'recoding' && performance.now() < until) {
        await pause(recodingPause * (0.5 + Math.random()));
        count -= 1;
        continue;
      }
      unsure ||= failure === 'unknown';
      const again =
        failure === 'conflict' ||
        failure === 'lost' ||
        (failure === 'unknown' && key !== undefined) ||
        // What is taken may be taken by this very call, sent twice: then the next attempt finds its answer.
        (failure === 'duplicate' && key !== undefined && count === 1) ||
        // Two that bring the same row of another system: the second finds what the first made.
        (command.upsert !== undefined && typeof given?.['source'] === 'string' && (failure === 'duplicate' || isStale(error)));
      if (!again || count === attemptsAtMost) {
        if (failure === 'duplicate') throw taken(error);
        if (unsure && (failure !== undefined || isUnavailable(error))) throw told(error, 'unknown', key !== undefined);
        throw failure === undefined ? error : told(error, failure, key !== undefined);
      }
      await pause(pauseFirst * 2 ** count * Math.random());
    }
  }
}
const isStale = (error: unknown): boolean =>
  error instanceof UserErrors && error.userErrors.some(({ code }) => code === 'VERSION_CONFLICT');

/** As the line of commands says when it is full: true of this attempt, and of no earlier one. */
const isUnavailable = (error: unknown): boolean => error instanceof FengsuiError && error.code === 'UNAVAILABLE';

function told(error: unknown, failure: Exclude<Failure, 'duplicate'>, keyed: boolean): Error {
  const unavailable = (zh: string, en: string): Error => Object.assign(new FengsuiError('UNAVAILABLE', zh, en), { cause: error });
  switch (failure) {
    case 'unknown':
      return keyed
        ? unavailable(
            '数据库连接中断，结果未知；请用同一幂等键重试，不会重复执行。',
            'The database connection broke and the outcome is unknown; try again with the same idempotency key, nothing is done twice.',
          )
        : unavailable(
            '数据库连接中断，结果未知；请先查询是否已生效。提交时带幂等键即可安全重试。',
            'The database connection broke and the outcome is unknown; look first whether it took effect. With an idempotency key a retry is safe.',
          );
    case 'slow':
      return Object.assign(
        new FengsuiError(
          'LIMIT_EXCEEDED',
          '命令耗时过长，已中止，未作任何修改；请分成较小的命令。',
          'The command took too long and was ended, nothing was changed; split it into smaller ones.',
        ),
        { cause: error },
      );
    case 'full':
      return unavailable(
        '磁盘空间不足，未作任何修改；读取不受影响，请联系管理员。',
        'The disk is full and nothing was changed; reading goes on, tell the administrator.',
      );
    case 'recoding':
      return unavailable(
        '区划代码正在变更，未作任何修改；请稍后重试。',
        'The codes of areas are being changed and nothing else was; try again shortly.',
      );
    case 'conflict':
    case 'lost':
    case 'busy':
      return unavailable(
        '数据库繁忙或正在恢复，未作任何修改；请稍后重试。',
        'The database is busy or recovering and nothing was changed; try again shortly.',
      );
  }
}
