import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type CryptoKey } from 'jose';

export interface SigningKey {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly kid: string;
}
export const signingKey = async (kid: string): Promise<SigningKey> => ({
  kid,
  ...(await generateKeyPair('ES256', { extractable: true })),
});

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
