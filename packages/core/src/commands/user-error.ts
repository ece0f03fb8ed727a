import type { RefusalData } from '../contract/answer.ts';

/** Something the user can put right. */
export interface UserError {
  readonly code: string;
  readonly path: readonly string[] | null;
  readonly message: string;
  readonly messageEn: string;
  readonly retryable: boolean;
}
/** Ends a command with errors for its user; the transaction is rolled back. */
export class UserErrors extends Error {
  readonly userErrors: readonly UserError[];
  constructor(userErrors: readonly UserError[]) {
    super(userErrors.map(({ code, messageEn }) => `${code}: ${messageEn}`).join('; '));
    this.name = 'UserErrors';
    this.userErrors = userErrors;
  }
}
export const userError = (code: string, zh: string, en: string, path: readonly string[] | null = null, retryable = false): UserErrors =>
  new UserErrors([{ code, path, message: zh, messageEn: en, retryable }]);

/** A rule's refusals as its user meets them: their own codes, paths and messages. */
export const refusedBy = (refusals: readonly RefusalData[]): UserErrors =>
  new UserErrors(
    refusals.map(({ code, path, message }) => ({
      code,
      path: path.map(String),
      message: message.zh,
      messageEn: message.en,
      retryable: false,
    })),
  );
export const notFound = (path: readonly string[]): UserErrors =>
  userError(
    'NOT_FOUND',
    '找不到该记录，或不在您的范围内；请核对标识。',
    'There is no such row, or it is outside your scope; check the id.',
    path,
  );
export const versionConflict = (path: readonly string[], actual: number): UserErrors =>
  userError(
    'VERSION_CONFLICT',
    `记录已被他人修改，现为第 ${actual} 版；请重新读取后再提交。`,
    `The row has changed and is now at version ${actual}; read it again, then submit.`,
    path,
    true,
  );
export const keyReused = (): UserErrors =>
  userError(
    'IDEMPOTENCY_KEY_REUSED',
    '幂等键已用于内容不同的请求；请换一个新键。',
    'The idempotency key was used with another body; use a new key.',
    ['idempotencyKey'],
  );
export const outsideScope = (): UserErrors =>
  userError(
    'OUTSIDE_SCOPE',
    '记录所属区划不在您的范围内；请选择范围内的区划。',
    'The row would belong to an area outside your scope; choose an area inside it.',
    ['area'],
  );
export const areaExpired = (code: string, successor: string, path: string): UserErrors =>
  userError(
    'AREA_EXPIRED',
    `区划 ${code} 已失效，现为 ${successor}；请改用现行区划。`,
    `The area ${code} has expired and is now ${successor}; use the one in force.`,
    [path],
  );
export const notADivision = (code: string): UserErrors =>
  userError(
    'NOT_A_DIVISION',
    `${code} 不是区划；记录须属于区划树中的区划，功能区另填 zone。`,
    `${code} is no division; a row lies in an area of the tree, and a zone goes into zone.`,
    ['area'],
  );
export const notAZone = (code: string): UserErrors =>
  userError('NOT_A_ZONE', `${code} 不是功能区；请填功能区，如 430102Z001。`, `${code} is no zone; give one, such as 430102Z001.`, ['zone']);
export const zoneElsewhere = (zone: string, area: string): UserErrors =>
  userError(
    'ZONE_ELSEWHERE',
    `功能区 ${zone} 不属于 ${area} 所在的区划；请核对。`,
    `The zone ${zone} is not run by a division around ${area}; check both.`,
    ['zone'],
  );
/** Said of a row inside and outside the caller's scope alike: that a code is taken is told, and nothing of who holds it. */
export const alreadyExists = (path: readonly string[] | null): UserErrors =>
  userError(
    'ALREADY_EXISTS',
    '编号或自然键已被占用；请核对。在您的范围内查不到占用者时，请联系登记主管部门。',
    'A code or natural key is taken; check it. Where you find no row that has it in your scope, ask whoever keeps the register.',
    path,
  );
export const rejectedWithOthers = (): UserErrors =>
  userError(
    'REJECTED_WITH_OTHERS',
    '此项无误，但同批其他项有误，全部未保留；改正后整批重试。',
    'Nothing is wrong with this one, but others of the batch failed and nothing was kept; put them right and send all again.',
    null,
    true,
  );
export const brokeDown = (): UserErrors =>
  userError(
    'INTERNAL',
    '此项因系统故障未完成，已记录；请稍后以同一幂等键重试。',
    'This one was not done because of a fault of the system, which was recorded; try again later with the same idempotency key.',
    null,
    true,
  );
