import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { FengsuiError } from '../contract/errors.ts';

const pattern = /^fsk_([a-z0-9]{16})_([A-Za-z0-9_-]{43})$/;
const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A name in lower case letters and digits: about 82 bits in 16. */
export function randomId(): string {
  let id = '';
  while (id.length < 16) for (const byte of randomBytes(24)) if (byte < 252 && id.length < 16) id += letters.charAt(byte % 36);
  return id;
}
/** `fsk_<id>_<secret>`: the prefix lets scanners find a leaked one, the id finds its row, the secret has 256 random bits. */
export function newToken(id: string): { readonly token: string; readonly hash: string } {
  const secret = randomBytes(32).toString('base64url');
  return { token: `fsk_${id}_${secret}`, hash: hashOf(secret) };
}
// A random key of 256 bits cannot be guessed, so a fast hash keeps it as well as a slow one, at a microsecond a request.
// As text: for bytes Node makes an object that outlives the request, which measures four times as long as the hash itself.
const hashOf = (secret: string): string => hash('sha256', secret, 'base64url');

export function readToken(token: string): { readonly id: string; readonly secret: string } | undefined {
  const [, id, secret] = pattern.exec(token) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}
/** A hash as `newToken` gave it, to compare with. */
export const readHash = (hash: string): Buffer => Buffer.from(hash, 'latin1');
/** In constant time. */
export const isSecret = (secret: string, kept: Buffer): boolean => timingSafeEqual(readHash(hashOf(secret)), kept);

/** Unknown, expired and revoked look alike, so that nothing can be learned by trying. */
export const unauthenticated = (): FengsuiError =>
  new FengsuiError(
    'UNAUTHENTICATED',
    '凭据无效：密钥或令牌未知、已过期或已撤销，或没有写成 Authorization: Bearer <密钥>；请换用有效的凭据。',
    'The credentials are not valid: the key or token is unknown, expired or revoked, or not written as Authorization: Bearer <key>; use valid ones.',
  );
/** To whom sent none, and asks for what not everybody may have. */
export const whoAsks = (path: readonly (string | number)[]): FengsuiError =>
  new FengsuiError(
    'UNAUTHENTICATED',
    '此操作需要身份；请以请求头 Authorization: Bearer <密钥或令牌> 发送。',
    'This needs to know who asks; send an API key or token in the header Authorization: Bearer <key>.',
    path,
  );
