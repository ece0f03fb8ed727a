import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { Deadlines } from './deadlines.ts';
import { bodyTooLarge, cutOff, notJson, notUtf8, tooSlow } from './refusal.ts';

export interface BodyLimits {
  readonly bytes: number;
  readonly milliseconds: number;
  /** Those that are so long. */
  readonly deadlines: Deadlines;
}
/** A body's text. Errors: Refusal 413 as soon as it is longer than allowed, before the rest is read, 408 when it takes longer, 400 when it is not UTF-8. */
export function readBody(request: IncomingMessage, { bytes: atMost, milliseconds, deadlines }: BodyLimits): Promise<string> {
  if (Number(request.headers['content-length'] ?? 0) > atMost) return Promise.reject(bodyTooLarge(atMost));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const met = deadlines.set(() => reject(tooSlow(milliseconds)));
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > atMost) {
        chunks.length = 0;
        reject(bodyTooLarge(atMost));
      } else chunks.push(chunk);
    });
    request.on('end', () => {
      met();
      const body = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
      // Read all the same, a name in GBK would be kept as question marks, and nobody told.
      if (isUtf8(body)) resolve(body.toString('utf8'));
      else reject(notUtf8());
    });
    // A client that went away gets no answer; the promise still ends.
    request.on('error', reject);
    request.on('close', () => {
      met();
      if (!request.complete) reject(cutOff());
    });
  });
}

/** Errors: Refusal 400. The mark that some editors put before a text is none of it. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text) as unknown;
  } catch {
    throw notJson(text);
  }
}
