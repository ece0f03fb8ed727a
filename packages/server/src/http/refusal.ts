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

/** A body that is answered, to lay one's own beside. */
const example = '{"query": "query($code: String!) { areaByCode(code: $code) { name } }", "variables": {"code": "430102"}}';
export const notJson = (text: string): Refusal =>
  text.trim() === ''
    ? new Refusal(400, 'BAD_REQUEST', `请求体为空；请发送如 ${example}`, `The body is empty; send one like ${example}`)
    : new Refusal(
        400,
        'BAD_REQUEST',
        `请求体不是 JSON；请核对引号与括号，应形如 ${example}`,
        `The body is not JSON; check quotes and brackets, it should look like ${example}`,
      );
export const notUtf8 = (): Refusal =>
  new Refusal(
    400,
    'BAD_REQUEST',
    '请求体不是 UTF-8 编码（可能是 GBK）；未处理，请以 UTF-8 发送，如把内容存为 UTF-8 文件再用 curl --data-binary @文件。',
    'The body is not UTF-8 (perhaps GBK) and nothing was done; send it in UTF-8, as from a file kept so by curl --data-binary @file.',
  );
/** A client that went away before it had sent all; nobody reads it. */
export const cutOff = (): Refusal =>
  new Refusal(400, 'BAD_REQUEST', '请求体没有发完；未处理，请重新发送。', 'The body broke off; nothing was done, send it again.');
/** What the parser of HTTP itself refuses. */
export const notHttp = (): Refusal =>
  new Refusal(
    400,
    'BAD_REQUEST',
    '这不是 HTTP 请求；请以 HTTP/1.1 发送，且不用 TLS。',
    'This is no HTTP request; send HTTP/1.1, and without TLS.',
  );
export const headersTooLarge = (): Refusal =>
  new Refusal(
    431,
    'LIMIT_EXCEEDED',
    '地址与请求头合计超过 16 KB；长查询请用 POST 发送。',
    'The address and headers are longer than 16 KB together; send a long query by POST.',
  );
export const requestTooSlow = (): Refusal =>
  new Refusal(
    408,
    'BAD_REQUEST',
    '请求没有及时发完，未处理；请检查网络后重新发送。',
    'The request did not arrive in time and nothing was done; check the line and send it again.',
  );
/** What a parameter must be, as the end of a sentence. */
export interface Expected {
  readonly zh: string;
  readonly en: string;
}
export const badParam = (name: string, { zh, en }: Expected): Refusal =>
  new Refusal(400, 'BAD_REQUEST', `参数 ${name} 无效；应为${zh}。`, `The parameter ${name} is not valid; give ${en}.`);
export const missingParam = (name: string, { zh, en }: Expected): Refusal =>
  new Refusal(400, 'BAD_REQUEST', `缺少参数 ${name}；请给出${zh}。`, `The parameter ${name} is missing; give ${en}.`);
export const batched = (): Refusal =>
  new Refusal(
    400,
    'BAD_REQUEST',
    '不支持批量请求；请每次发送一个操作，它可有多个根字段。',
    'Batches are not supported: send one operation a request; it may have several root fields.',
  );
export const noQuery = (): Refusal =>
  new Refusal(
    400,
    'BAD_REQUEST',
    `既无 query，也无 documentId；请发送如 ${example}`,
    `There is neither query nor documentId; send one, like ${example}`,
  );
export const unknownDocument = (id: string): Refusal =>
  new Refusal(
    400,
    'NOT_FOUND',
    `没有登记为 ${id} 的文档；编号是其文本的小写 sha256，请核对，或请管理员登记。`,
    `No document is registered as ${id}; its id is the lower-case sha256 of its text: check it, or have it registered.`,
  );
export const tooDeep = (levels: number): Refusal =>
  new Refusal(
    400,
    'LIMIT_EXCEEDED',
    `variables 嵌套超过 ${levels} 层；没有输入需要这么深，请核对。`,
    `The variables are nested deeper than ${levels} levels; no input is that deep, check them.`,
  );
export const forbiddenKey = (key: string): Refusal =>
  new Refusal(400, 'BAD_REQUEST', `variables 不能含键 ${key}；请去掉。`, `The variables must not hold the key ${key}; leave it out.`);
export const bodyTooLarge = (bytes: number): Refusal =>
  new Refusal(
    413,
    'LIMIT_EXCEEDED',
    `请求体超过 ${bytes} 字节；请分次发送，文件请用 POST /attachments。`,
    `The body is larger than ${bytes} bytes; send it in parts, and files to POST /attachments.`,
    { connection: 'close' },
  );
export const notAcceptable = (): Refusal =>
  new Refusal(
    406,
    'BAD_REQUEST',
    'Accept 所列的都不能提供；请接受 application/graphql-response+json 或 application/json，订阅用 text/event-stream。',
    'Nothing that Accept allows can be given; allow application/graphql-response+json or application/json, and text/event-stream for subscriptions.',
  );
export const wrongMediaType = (given: string | undefined): Refusal =>
  new Refusal(
    415,
    'BAD_REQUEST',
    `${given === undefined ? '缺少' : '不接受此'} Content-Type；请以 Content-Type: application/json（UTF-8）发送，文件请用 POST /attachments。`,
    `${given === undefined ? 'There is no Content-Type' : 'This Content-Type is not taken'}; send Content-Type: application/json in UTF-8, and files to POST /attachments.`,
    { accept: 'application/json' },
  );
/** What curl sends as a form unless told otherwise. */
export const jsonAsForm = (): Refusal =>
  new Refusal(
    415,
    'BAD_REQUEST',
    '请求体像是 JSON，Content-Type 却是表单；请加上请求头 Content-Type: application/json。',
    'The body looks like JSON and the Content-Type says that it is a form; send the header Content-Type: application/json.',
    { accept: 'application/json' },
  );
export const wrongMethod = (allow: string): Refusal =>
  new Refusal(405, 'METHOD_NOT_ALLOWED', `此地址只接受 ${allow}；请改用。`, `This address takes ${allow} only; ask it that way.`, {
    allow,
  });
export const noSuchPath = (): Refusal =>
  new Refusal(
    404,
    'NOT_FOUND',
    '没有这个地址；GraphQL 在 /graphql，文件在 /attachments，结构在 /schema.graphql，状态在 /health/ready。',
    'There is nothing at this address; GraphQL is at /graphql, files at /attachments, the schema at /schema.graphql, health at /health/ready.',
  );
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
    '此调用方只能使用已登记的文档；请发送 documentId，或申请权限 document.arbitrary。',
    'This caller may run registered documents only; send documentId, or ask for the permission document.arbitrary.',
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
  new Refusal(
    403,
    'FORBIDDEN',
    '缺少权限 metrics.read；请使用具有它的密钥。',
    'The permission metrics.read is missing; send a key that has it.',
  );
export const uploadTooLarge = (bytes: number): Refusal =>
  new Refusal(
    413,
    'LIMIT_EXCEEDED',
    `文件超过 ${bytes} 字节，未保留；请压缩或拆分后重新上传。`,
    `The file is larger than ${bytes} bytes and was not kept; make it smaller, or several.`,
    { connection: 'close' },
  );
export const notRaw = (): Refusal =>
  new Refusal(
    415,
    'BAD_REQUEST',
    '请把文件内容直接作为请求体发送，不用表单：POST /attachments?subjectId=…&fileName=…',
    'Send the bytes of the file as the body, not in a form: POST /attachments?subjectId=…&fileName=…',
  );
export const emptyFile = (): Refusal =>
  new Refusal(400, 'BAD_USER_INPUT', '文件为空，未保留；请核对文件。', 'The file is empty and was not kept; check it.');
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
    `请求体在 ${milliseconds / 1000} 秒内没有发完，未处理；请检查网络后重新发送。`,
    `The body did not arrive within ${milliseconds / 1000} s and nothing was done; check the line and send it again.`,
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
  new Refusal(
    404,
    'NOT_FOUND',
    '没有这个附件，或不在您的范围内；请核对标识。',
    'There is no such attachment, or it is outside your scope; check the id.',
  );
export const badRange = (bytes: number): Refusal =>
  new Refusal(
    416,
    'BAD_REQUEST',
    `Range 超出文件（${bytes} 字节）；请改为其内的范围，或不带 Range。`,
    `The range lies outside the file of ${bytes} bytes; ask for one inside it, or for all of it.`,
    { 'content-range': `bytes */${bytes}` },
  );
/** An error that GraphQL would give inside an answer, as this address gives it. */
export const refusedBy = ({ code, zh, en }: Pick<FengsuiError, 'code' | 'zh' | 'en'>): Refusal =>
  new Refusal(statusOfCode[code] ?? 400, code, zh, en, headersOfCode[code]);
const headersOfCode: Readonly<Partial<Record<ErrorCode, Readonly<Record<string, string>>>>> = {
  UNAUTHENTICATED: { 'www-authenticate': 'Bearer realm="fengsui"' },
  UNAVAILABLE: { 'retry-after': '1' },
};
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
