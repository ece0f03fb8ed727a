import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';

export interface SigningKey {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly kid: string;
}
export const newKey = async (kid: string): Promise<SigningKey> => ({ kid, ...(await generateKeyPair('ES256', { extractable: true })) });

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

/** An identity provider on this machine: serves the public halves of its keys, counts, and can be down. */
export class IdentityProvider {
  keys: readonly SigningKey[] = [];
  down = false;
  asked = 0;
  readonly #server: Server;
  constructor() {
    this.#server = createServer((_request, response) => {
      this.asked += 1;
      if (this.down) return void response.writeHead(503).end();
      void Promise.all(
        this.keys.map(async ({ publicKey, kid }) => ({ ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' })),
      ).then((keys) => response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys })));
    });
  }
  /** Gives the address of its keys. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => void this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/jwks`;
  }
  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
