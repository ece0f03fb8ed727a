import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { errorOutline } from '../telemetry/log.ts';
import type { Observe } from '../telemetry/observe.ts';
import type { Cors } from './cors.ts';
import { type Exchange, exchangeOf, refusalReply, send } from './exchange.ts';
import { noSuchPath, Refusal, unexpected } from './refusal.ts';
import { type Handler, routeOf } from './routes.ts';

export interface ListenerOptions {
  readonly config: Config;
  readonly routes: ReadonlyMap<string, Handler>;
  readonly cors: Cors;
  readonly isStopping: () => boolean;
  readonly observe: Observe;
  readonly log: Logger;
}
/** How long the rest of a refused body is thrown away, so that its sender can read the refusal. */
const drainMilliseconds = 2_000;

/** Every request: its id, its route, its answer, whatever happens on the way. */
export const listener =
  ({ config, routes, cors, isStopping, observe, log }: ListenerOptions): RequestListener =>
  (request: IncomingMessage, response: ServerResponse) => {
    const exchange = exchangeOf(request, response, config.trustProxy);
    // A connection that lives on would come back to a server that is going.
    if (isStopping()) exchange.headers['connection'] = 'close';
    void observe(exchange, async () => {
      if (!cors(exchange)) await handled(exchange, routes, log);
    });
  };

async function handled(exchange: Exchange, routes: ReadonlyMap<string, Handler>, log: Logger): Promise<void> {
  try {
    const route = routes.get(routeOf(exchange.path));
    if (route === undefined) throw noSuchPath();
    const reply = await route(exchange);
    if (reply !== undefined) send(exchange, reply);
  } catch (error) {
    const refusal = error instanceof Refusal ? error : unexpected();
    if (!(error instanceof Refusal)) log.error({ requestId: exchange.requestId, error: errorOutline(error) });
    exchange.notes.code = refusal.code;
    send(exchange, refusalReply(refusal, exchange.requestId));
  }
  drain(exchange);
}

/** Throws away what a refused sender still sends, for a moment; then the socket is cut. */
function drain({ request }: Exchange): void {
  if (request.complete || request.destroyed) return;
  request.resume();
  const cut = setTimeout(() => request.socket.destroy(), drainMilliseconds);
  request.once('close', () => clearTimeout(cut));
}
