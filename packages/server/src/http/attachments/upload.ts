import { type Engine, FengsuiError, type Principal } from '@fengsui/core';
import type { Config } from '../../config/config.ts';
import { gathered, TooLong } from '../../files/gather.ts';
import { agrees, mediaTypeOf } from '../../files/media-type.ts';
import type { FileStore, Gathered } from '../../files/store.ts';
import { type Exchange, json, type Reply } from '../exchange.ts';
import type { Gate } from '../gate.ts';
import {
  badParam,
  cutOff,
  emptyFile,
  missingParam,
  noRoom,
  notRaw,
  Refusal,
  refusedBy,
  tooSlow,
  uploadTooLarge,
  userErrorRefusal,
  wrongContent,
  wrongMethod,
} from '../refusal.ts';
import type { Handler } from '../routes.ts';

/** A command, and what its bytes cost beside it. */
const points = { command: 50, perMegabyte: 10 };
const megabyte = 1_048_576;

/**
 * `POST /attachments?subjectId=danger_…&fileName=…[&caption=…]`, the bytes as the body, an `Idempotency-Key` if one is wished:
 * admitted, asked for in the caller's scope before a byte is read, gathered, checked by content, put, recorded. The record comes
 * last, so that there is none without its bytes; bytes without a record are swept.
 */
export const upload =
  (config: Config, gate: Gate, engine: Engine, store: FileStore): Handler =>
  async (exchange) => {
    if (exchange.method !== 'POST') throw wrongMethod('POST');
    const who = await gate.admit(exchange);
    const { type, length, input } = asked(exchange);
    if (length > config.attachmentBytes) throw uploadTooLarge(config.attachmentBytes);
    gate.charge(exchange, who, points.command + Math.ceil((length / megabyte) * points.perMegabyte));
    // Whether it would be recorded at all, told before the bytes travel.
    const { idempotencyKey: _key, ...record } = input;
    const probe = { ...record, mediaType: 'text/plain', bytes: 1, sha256: '0'.repeat(64) };
    await recorded(engine, exchange, who, probe, true);
    return body(config, exchange, store, async (file) => {
      const mediaType = await checked(config, file, type);
      await store.put(file);
      const { sha256, bytes } = file;
      const id = await recorded(engine, exchange, who, { ...input, mediaType, bytes, sha256 }, false);
      const { fileName } = input;
      return { ...json(201, { id, fileName, mediaType, bytes, sha256 }), headers: { location: `/attachments/${id}` } };
    });
  };

const inAddress = { zh: '于地址中：?subjectId=…&fileName=…', en: 'it in the address: ?subjectId=…&fileName=…' };
interface Asked {
  readonly type: string | undefined;
  readonly length: number;
  readonly input: Readonly<Record<string, string>>;
}
function asked({ request, search }: Exchange): Asked {
  const type = request.headers['content-type'];
  if (type?.startsWith('multipart/') === true) throw notRaw();
  const given = new URLSearchParams(search);
  const input: Record<string, string> = {};
  for (const name of ['subjectId', 'fileName', 'caption']) {
    const value = given.get(name);
    if (value !== null) input[name] = value;
    else if (name !== 'caption') throw missingParam(name, inAddress);
  }
  const key = request.headers['idempotency-key'] ?? given.get('idempotencyKey');
  if (typeof key === 'string') {
    if (key === '' || key.length > 200) throw badParam('Idempotency-Key', { zh: ' 1–200 个字符', en: '1 to 200 characters' });
    input['idempotencyKey'] = key;
  }
  return { type, length: Number(request.headers['content-length'] ?? 0), input };
}

/** The body, whole, within its time. Errors: Refusal 408, 413, 503; what was gathered is gone with any of them. */
async function body(
  { attachmentBytes, timeouts }: Config,
  { request, response }: Exchange,
  { spool }: FileStore,
  work: (file: Gathered) => Promise<Reply>,
): Promise<Reply> {
  let timer: NodeJS.Timeout | undefined;
  // The sender reads why, and then the socket is cut.
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      // A request that was answered may end without a word, and its reader would wait for one.
      response.once('finish', () => request.destroy());
      reject(tooSlow(timeouts.upload));
    }, timeouts.upload);
  });
  try {
    const whole = gathered(spool, request, attachmentBytes, async (file) => {
      clearTimeout(timer);
      return work(file);
    });
    return await Promise.race([whole, late]);
  } catch (error) {
    if (error instanceof TooLong) throw uploadTooLarge(attachmentBytes);
    if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(String((error as { readonly code?: unknown }).code))) throw noRoom();
    // A client that went away gets no answer; the request still ends as one of its own making.
    if (request.destroyed && !request.complete) throw cutOff();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function checked({ attachmentTypes }: Config, { path, bytes }: Gathered, declared: string | undefined): Promise<string> {
  if (bytes === 0) throw emptyFile();
  const found = await mediaTypeOf(path);
  if (found === undefined || !attachmentTypes.includes(found)) throw wrongContent(found, declared, false);
  if (!agrees(declared, found)) throw wrongContent(found, declared, true);
  return found;
}

/** Through the pipeline of every command: permission, scope, audit, event, idempotency. Errors: Refusal. */
async function recorded(
  engine: Engine,
  { requestId }: Exchange,
  principal: Principal,
  input: Readonly<Record<string, unknown>>,
  dryRun: boolean,
): Promise<string> {
  try {
    const { ids, userErrors } = await engine.perform('recordAttachment', input, { principal, requestId }, { dryRun });
    const [first] = userErrors;
    if (first !== undefined) throw userErrorRefusal(first.code, first.message, first.messageEn);
    return ids['attachment'] ?? '';
  } catch (error) {
    if (error instanceof Refusal || !(error instanceof FengsuiError)) throw error;
    throw refusedBy(error);
  }
}
