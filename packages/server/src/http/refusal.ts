import type { ErrorCode, FengsuiError } from '@fengsui/core';

/** A request that HTTP itself refuses, before the engine sees it. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: ErrorCode;
  readonly zh: string;
  readonly en: string;
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, code: ErrorCode, zh: string, en: string, headers: Readonly<Record<string, string>> = {}) {
    super(`${zh} ${en}`);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
    this.zh = zh;
    this.en = en;
    this.headers = headers;
  }
}

export const notJson = (): Refusal => new Refusal(400, 'BAD_REQUEST', '请求体不是 JSON。', 'The body is not JSON.');
export const badParam = (name: string, expected: string): Refusal =>
  new Refusal(400, 'BAD_REQUEST', `参数 ${name} 无效，应为 ${expected}。`, `The parameter ${name} is not valid: expected ${expected}.`);
export const batched = (): Refusal =>
  new Refusal(
    400,
    'BAD_REQUEST',
    '不支持批量请求；请每次发送一个操作，它可有多个根字段。',
    'Batches are not supported: send one operation a request; it may have several root fields.',
  );
export const noQuery = (): Refusal =>
  new Refusal(400, 'BAD_REQUEST', '缺少 query（或 documentId）。', 'There is no query, and no documentId: send {"query": "{ … }"}.');
export const unknownDocument = (id: string): Refusal =>
  new Refusal(
    400,
    'NOT_FOUND',
    `没有登记的文档 ${id}。`,
    `No document is registered as ${id}; its id is the lower-case sha256 of its text.`,
  );
export const tooDeep = (levels: number): Refusal =>
  new Refusal(400, 'LIMIT_EXCEEDED', `variables 嵌套超过 ${levels} 层。`, `The variables are nested deeper than ${levels} levels.`);
export const forbiddenKey = (key: string): Refusal =>
  new Refusal(400, 'BAD_REQUEST', `variables 不能含键 ${key}。`, `The variables must not hold the key ${key}.`);
export const bodyTooLarge = (bytes: number): Refusal =>
  new Refusal(
    413,
    'LIMIT_EXCEEDED',
    `请求体超过 ${bytes} 字节；文件请用 POST /attachments。`,
    `The body is larger than ${bytes} bytes; files go to POST /attachments.`,
    { connection: 'close' },
  );
export const notAcceptable = (): Refusal =>
  new Refusal(
    406,
    'BAD_REQUEST',
    'Accept 须含 application/graphql-response+json 或 application/json。',
    'Accept must allow application/graphql-response+json or application/json (or text/event-stream for subscriptions).',
  );
export const wrongMediaType = (): Refusal =>
  new Refusal(415, 'BAD_REQUEST', '请以 Content-Type: application/json（UTF-8）发送。', 'Send Content-Type: application/json in UTF-8.', {
    accept: 'application/json',
  });
export const wrongMethod = (allow: string): Refusal =>
  new Refusal(405, 'METHOD_NOT_ALLOWED', `此地址只接受 ${allow}。`, `This address takes ${allow} only.`, { allow });
export const noSuchPath = (): Refusal =>
  new Refusal(404, 'NOT_FOUND', '没有这个地址；GraphQL 在 /graphql。', 'There is nothing at this address; GraphQL is at /graphql.');
export const rateLimited = (seconds: number): Refusal =>
  new Refusal(429, 'RATE_LIMITED', `请求过多，请在 ${seconds} 秒后再试。`, `Too many requests; try again in ${seconds} s.`, {
    'retry-after': String(seconds),
  });
export const beyondBucket = (points: number, burst: number): Refusal =>
  new Refusal(
    403,
    'LIMIT_EXCEEDED',
    `此操作计 ${points} 点，此调用方一次最多 ${burst} 点；请减小或使用密钥。`,
    `The operation counts ${points} points and this caller may spend ${burst} at once; ask for less, or send a key.`,
  );
export const arbitraryDocument = (): Refusal =>
  new Refusal(
    403,
    'FORBIDDEN',
    '此密钥只能使用已登记的文档（documentId）。',
    'This key may run registered documents only: send documentId, or ask for the permission document.arbitrary.',
  );
export const tookTooLong = (milliseconds: number): Refusal =>
  new Refusal(
    503,
    'UNAVAILABLE',
    `操作超过 ${milliseconds / 1000} 秒。查询请缩小范围；命令可能已生效，请以同一 idempotencyKey 重试。`,
    `The operation took longer than ${milliseconds / 1000} s. Narrow a query; a command may have taken effect: repeat it with the same idempotencyKey.`,
    { 'retry-after': '1' },
  );
export const unexpected = (): Refusal =>
  new Refusal(
    500,
    'INTERNAL',
    '服务器内部错误，已记录；请凭请求号联系管理员。',
    'Internal error, recorded; give the request id to the administrator.',
  );
/** A key or token that says nothing: told at once, whatever was asked. */
export const unauthenticated = ({ zh, en }: FengsuiError): Refusal =>
  new Refusal(401, 'UNAUTHENTICATED', zh, en, { 'www-authenticate': 'Bearer realm="fengsui"' });
/** Who asks cannot be told just now; their credentials may be good, so a client must keep them. */
export const cannotTell = ({ zh, en }: FengsuiError): Refusal => new Refusal(503, 'UNAVAILABLE', zh, en, { 'retry-after': '5' });
export const tooManyStreams = (atMost: number): Refusal =>
  new Refusal(
    429,
    'RATE_LIMITED',
    `此调用方已有 ${atMost} 个订阅；请先关闭一些。`,
    `This caller holds ${atMost} streams already; close some first.`,
    { 'retry-after': '5' },
  );
export const metricsForbidden = (): Refusal =>
  new Refusal(403, 'FORBIDDEN', '缺少权限 metrics.read。', 'The permission metrics.read is missing; send a key that has it.');
export const uploadTooLarge = (bytes: number): Refusal =>
  new Refusal(413, 'LIMIT_EXCEEDED', `文件超过 ${bytes} 字节；未保留。`, `The file is larger than ${bytes} bytes; nothing was kept.`, {
    connection: 'close',
  });
export const notRaw = (): Refusal =>
  new Refusal(
    415,
    'BAD_REQUEST',
    '请把文件内容直接作为请求体发送，不用表单：POST /attachments?subjectId=…&fileName=…',
    'Send the bytes of the file as the body, not in a form: POST /attachments?subjectId=…&fileName=…',
  );
export const emptyFile = (): Refusal => new Refusal(400, 'BAD_USER_INPUT', '文件为空；未保留。', 'The file is empty; nothing was kept.');
export const wrongContent = (found: string | undefined, declared: string | undefined, allowed: boolean): Refusal =>
  allowed
    ? new Refusal(
        415,
        'BAD_USER_INPUT',
        `声明为 ${declared ?? ''}，内容却是 ${found ?? ''}；未保留。请核对文件。`,
        `It was declared as ${declared ?? ''} and its content is ${found ?? ''}; nothing was kept. Check the file.`,
      )
    : new Refusal(
        415,
        'BAD_USER_INPUT',
        `不接受此类文件（${found ?? '类型未知'}）；请上传照片、视频、录音、PDF、办公文档或纯文本。`,
        `Files of this kind are not taken (${found ?? 'unknown'}); send a photograph, film, sound, PDF, office document or plain text.`,
      );
export const tooSlow = (milliseconds: number): Refusal =>
  new Refusal(
    408,
    'BAD_REQUEST',
    `请求体在 ${milliseconds / 1000} 秒内没有发完。`,
    `The body did not arrive within ${milliseconds / 1000} s.`,
    { connection: 'close' },
  );
export const noRoom = (): Refusal =>
  new Refusal(
    503,
    'UNAVAILABLE',
    '存放附件的磁盘已满；未保留任何内容，请联系管理员。',
    'The disk for attachments is full; nothing was kept, tell the administrator.',
    { 'retry-after': '60' },
  );
export const noSuchAttachment = (): Refusal =>
  new Refusal(404, 'NOT_FOUND', '没有这个附件，或不在您的范围内。', 'There is no such attachment, or it is outside your scope.');
export const badRange = (bytes: number): Refusal =>
  new Refusal(416, 'BAD_REQUEST', `Range 超出文件（${bytes} 字节）。`, `The range lies outside the file of ${bytes} bytes.`, {
    'content-range': `bytes */${bytes}`,
  });
/** An error that GraphQL would give inside an answer, as this address gives it. */
export const refusedBy = ({ code, zh, en }: FengsuiError): Refusal =>
  new Refusal(statusOfCode[code] ?? 400, code, zh, en, code === 'UNAUTHENTICATED' ? { 'www-authenticate': 'Bearer realm="fengsui"' } : {});
const statusOfCode: Readonly<Partial<Record<ErrorCode, number>>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};
/** What the user of a command can put right. */
export const userErrorRefusal = (code: string, zh: string, en: string): Refusal => {
  if (code === 'NOT_FOUND') return new Refusal(404, 'NOT_FOUND', zh, en);
  if (code === 'OUTSIDE_SCOPE') return new Refusal(403, 'FORBIDDEN', zh, en);
  return new Refusal(code === 'IDEMPOTENCY_KEY_REUSED' ? 409 : 400, 'BAD_USER_INPUT', zh, en);
};
