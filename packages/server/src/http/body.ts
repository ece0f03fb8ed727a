import type { IncomingMessage } from 'node:http';
import { bodyTooLarge, cutOff, notJson, tooSlow } from './refusal.ts';

/** A body's text. Errors: Refusal 413 as soon as it is longer than allowed, before the rest is read, 408 when it takes longer. */
export function readBody(request: IncomingMessage, bytesAtMost: number, millisecondsAtMost: number): Promise<string> {
  if (Number(request.headers['content-length'] ?? 0) > bytesAtMost) return Promise.reject(bodyTooLarge(bytesAtMost));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const late = setTimeout(() => reject(tooSlow(millisecondsAtMost)), millisecondsAtMost);
    request.once('close', () => clearTimeout(late));
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > bytesAtMost) {
        chunks.length = 0;
        reject(bodyTooLarge(bytesAtMost));
      } else chunks.push(chunk);
    });
    request.on('end', () => {
      clearTimeout(late);
      resolve((chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)).toString('utf8'));
    });
    // A client that went away gets no answer; the promise still ends.
    request.on('error', reject);
    request.on('close', () => {
      if (!request.complete) reject(cutOff());
    });
  });
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw notJson(text);
  }
}
