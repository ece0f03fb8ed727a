import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Config } from '../config/config.ts';
import { cannotListen, portBusy } from '../faults.ts';
import { onClientError } from './client-error.ts';

/** A socket with times for slow clients: none may hold it for long without sending or reading. */
export function socket({ timeouts }: Config, listener: RequestListener): Server {
  const server = createServer(
    {
      headersTimeout: timeouts.headers,
      // A file may take longer than a query; whoever reads a shorter body has a time of its own.
      requestTimeout: Math.max(timeouts.headers, timeouts.request, timeouts.upload),
      connectionsCheckingInterval: 1_000,
      maxHeaderSize: 16_384,
      keepAliveTimeout: 5_000,
    },
    listener,
  );
  server.setTimeout(timeouts.idle);
  // as: over TCP the stream is a socket
  server.on('clientError', (error, stream) => onClientError(error, stream as Socket));
  return server;
}

/** Errors: OperatorFault when the address cannot be had. */
export const listen = (server: Server, { host, port }: Config): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? portBusy(host, port) : cannotListen(host, port, error.code ?? error.message)),
    );
    server.listen(port, host, () => resolve());
  });

/** Takes nothing new after the drain time and lets what runs finish; what still runs at the end is cut. */
export const closed = (server: Server, { drain, stop }: Config['timeouts']): Promise<void> =>
  new Promise((resolve) => {
    const hard = setTimeout(() => server.closeAllConnections(), stop);
    // Whoever sends us requests learns first that we are going; what is already on its way is answered.
    setTimeout(() => {
      afterTurns(turnsToArrive, () => {
        server.close(() => {
          clearTimeout(hard);
          resolve();
        });
        server.closeIdleConnections();
      });
    }, drain);
  });

/** Turns of the loop in which what waits to be accepted is accepted, and what it sent is read: a busy loop may have had none for long. */
const turnsToArrive = 20;
function afterTurns(turns: number, then: () => void): void {
  if (turns === 0) then();
  else setImmediate(() => afterTurns(turns - 1, then));
}
