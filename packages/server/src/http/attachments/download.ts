import { pipeline } from 'node:stream/promises';
import type { Engine, ErrorCode, Principal } from '@fengsui/core';
import type { FileStore } from '../../files/store.ts';
import { type Exchange, handOver } from '../exchange.ts';
import type { Gate } from '../gate.ts';
import { badRange, noSuchAttachment, refusedBy, unexpected } from '../refusal.ts';
import type { Handler } from '../routes.ts';
import { rangeOf } from './range.ts';

interface FileRecord {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
}
const query = 'query ($id: ID!) { attachment(id: $id) { fileName mediaType bytes sha256 } }';
/** A read, and what its bytes cost beside it. */
const points = { record: 1, perMegabyte: 2 };

/** `GET /attachments/{id}`: what its caller sees as a record, it may have as bytes; whole, or the part that is asked for. */
export const download =
  (gate: Gate, engine: Engine, store: FileStore): Handler =>
  async (exchange) => {
    const who = await gate.admit(exchange);
    const { request, response, method } = exchange;
    const { fileName, mediaType, bytes, sha256 } = await recordOf(engine, gate, exchange, who);
    const etag = `"${sha256}"`;
    const headers = {
      etag,
      'accept-ranges': 'bytes',
      'content-disposition': disposition(fileName),
      // Whatever it is, it runs nothing; a reader may keep it and ask whether it may still have it.
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-cache',
    };
    handOver(exchange);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (matches(request.headers['if-none-match'], etag)) return void response.writeHead(304).end();
    const ifRange = request.headers['if-range'];
    const range = ifRange === undefined || ifRange === etag ? rangeOf(request.headers.range, bytes) : undefined;
    if (range === 'unsatisfiable') throw badRange(bytes);
    gate.charge(exchange, who, Math.ceil(((range === undefined ? bytes : range.end - range.start + 1) / 1_048_576) * points.perMegabyte));
    const source = method === 'HEAD' ? undefined : await store.open(sha256, range);
    // A record without its bytes is a fault of the store, not of who asks.
    if (source === undefined && method !== 'HEAD') throw unexpected();
    response.setHeader('content-type', mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType);
    response.setHeader('content-length', range === undefined ? bytes : range.end - range.start + 1);
    if (range !== undefined) response.setHeader('content-range', `bytes ${range.start}-${range.end}/${bytes}`);
    response.statusCode = range === undefined ? 200 : 206;
    if (source === undefined) return void response.end();
    // Who went away in the middle is no error of ours.
    await pipeline(source, response).catch((error: unknown) => {
      if (!response.destroyed) throw error;
    });
    return undefined;
  };

/** Errors: Refusal: 404 for an id that is unknown, of another district, or no id at all, in the same words. */
async function recordOf(engine: Engine, gate: Gate, exchange: Exchange, principal: Principal): Promise<FileRecord> {
  const id = exchange.path.slice('/attachments/'.length);
  if (!/^attachment_[0-9a-z]{1,40}$/.test(id)) throw noSuchAttachment();
  gate.charge(exchange, principal, points.record);
  const { text, code } = await engine.execute({ query, variables: { id }, principal, requestId: exchange.requestId });
  const { data, errors } = JSON.parse(text) as {
    readonly data?: { readonly attachment: FileRecord | null };
    readonly errors?: readonly { readonly extensions: { readonly zh?: string; readonly en?: string } }[];
  };
  const [first] = errors ?? [];
  if (first !== undefined) {
    const { zh, en } = first.extensions;
    // as: an answer's code is that of an error of ours where it says it in both languages
    throw code === undefined || zh === undefined || en === undefined ? unexpected() : refusedBy({ code: code as ErrorCode, zh, en });
  }
  if (data?.attachment == null) throw noSuchAttachment();
  return data.attachment;
}

const matches = (given: string | undefined, etag: string): boolean =>
  given !== undefined && given.split(',').some((each) => each.trim() === '*' || each.trim().replace(/^W\//, '') === etag);

/** Saved, never shown: with the name it was uploaded under (RFC 6266), and one of plain letters for who cannot read that. */
export function disposition(fileName: string): string {
  const plain = fileName.replaceAll(/[^\w.-]/g, '_');
  const encoded = encodeURIComponent(fileName.toWellFormed()).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
