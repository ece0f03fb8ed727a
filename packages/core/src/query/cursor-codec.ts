import { createCipheriv, createDecipheriv, hash } from 'node:crypto';
import QuickLru from 'quick-lru';
import { FengsuiError } from '../contract/errors.ts';
import { derivedKey } from '../data/derived-key.ts';

/** A cursor holds the order keys of its row; encrypted, because an order key may be more than its reader may see. */
export interface CursorCodec {
  /** The same row, filter and order give the same cursor. */
  encode(fingerprint: string, keys: readonly unknown[]): string;
  /** Errors: CURSOR_INVALID for what was not made here or for another query. */
  decode(fingerprint: string, cursor: string): readonly unknown[];
}

/** Cursors made lately: a screen asks for the same page again and again, and making one takes a tenth of the server's part of a page. */
const madeAtMost = 2_000;

export function cursorCodec(secret: string): CursorCodec {
  const key = derivedKey(secret, 'cursor encryption');
  const nonceKey = derivedKey(secret, 'cursor nonce').export();
  const made = new QuickLru<string, string>({ maxSize: madeAtMost });
  const encrypted = (fingerprint: string, text: string): string => {
    const plain = Buffer.from(text);
    // Deterministic: the nonce is a keyed digest of what is encrypted, so that equal text may be cached and compared.
    // Cut to 96 bits, a digest over a secret prefix cannot be extended; in one call it costs a twentieth of an HMAC.
    const seed = Buffer.concat([nonceKey, Buffer.from(`${fingerprint}\0`), plain]);
    const nonce = hash('sha256', seed, 'buffer').subarray(0, 12);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(fingerprint));
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64url');
  };
  return {
    encode: (fingerprint, keys) => {
      const text = JSON.stringify(keys);
      const place = `${fingerprint}\0${text}`;
      let cursor = made.get(place);
      if (cursor === undefined) made.set(place, (cursor = encrypted(fingerprint, text)));
      return cursor;
    },
    decode: (fingerprint, cursor) => {
      try {
        const bytes = Buffer.from(cursor, 'base64url');
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 }).setAAD(
          Buffer.from(fingerprint),
        );
        decipher.setAuthTag(bytes.subarray(-16));
        return JSON.parse(
          Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8'),
        ) as readonly unknown[];
      } catch {
        throw new FengsuiError(
          'CURSOR_INVALID',
          '游标无效：它属于别的查询、条件或排序；请用本查询返回的游标，或不带游标重新开始。',
          'The cursor is not valid here: it belongs to another query, filter or order; use a cursor that this query returned, or start without one.',
        );
      }
    },
  };
}
