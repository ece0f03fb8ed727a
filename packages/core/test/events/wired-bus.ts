import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { postgresqlBus } from '../../src/events/bus-postgresql.ts';
import type { Bus } from '../../src/events/bus.ts';

/** A wire between a client and PostgreSQL that can be cut and mended. */
class Wire {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #cut = false;
  constructor(target: URL) {
    this.#server = createServer((near) => {
      if (this.#cut) return void near.destroy();
      const far = connect(Number(target.port), target.hostname);
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined).on('close', () => this.#sockets.delete(socket));
      }
      near.pipe(far).pipe(near);
    });
  }
  listen = (): Promise<number> =>
    new Promise((resolve) => this.#server.listen(0, '127.0.0.1', () => resolve((this.#server.address() as AddressInfo).port)));
  cut(): void {
    this.#cut = true;
    for (const socket of this.#sockets) socket.destroy();
  }
  mend(): void {
    this.#cut = false;
  }
  close = (): Promise<void> => new Promise((resolve) => this.#server.close(() => resolve()));
}

/** A bus that reaches its PostgreSQL over a wire of its own. */
export async function wiredBus(databaseUrl: string): Promise<{ readonly bus: Bus; readonly wire: Wire }> {
  const url = new URL(databaseUrl);
  const wire = new Wire(new URL(url));
  url.port = String(await wire.listen());
  return { bus: postgresqlBus(url.href, () => undefined), wire };
}
