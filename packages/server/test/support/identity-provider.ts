import { SignJWT } from 'jose';
import type { SigningKey } from '@fengsui/core/testing';

export const issuer = 'https://id.example.gov.cn/realms/yingji';
export const audience = 'fengsui';
export interface TokenShape {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly key: SigningKey;
}
export const goodClaims = (): Readonly<Record<string, unknown>> => ({
  iss: issuer,
  aud: audience,
  sub: '7f1c',
  exp: Math.floor(Date.now() / 1_000) + 300,
  roles: ['reader'],
  areas: ['430102'],
});
export const signed = ({ claims = {}, header = {}, key }: TokenShape): Promise<string> =>
  new SignJWT({ ...goodClaims(), ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: key.kid, ...header })
    .sign(key.privateKey);
