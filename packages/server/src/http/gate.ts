import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, arbitraryDocuments, type Engine, FengsuiError, type Principal } from '@fengsui/core';
import type { Config } from '../config/config.ts';
import { Buckets } from './bucket.ts';
import { Deadlines } from './deadlines.ts';
import type { Exchange } from './exchange.ts';
import type { Params } from './params.ts';
import type { PersistedDocuments } from './persisted.ts';
import {
  arbitraryDocument,
  beyondBucket,
  cannotTell,
  rateLimited,
  Refusal,
  tookTooLong,
  unauthenticated,
  unknownDocument,
} from './refusal.ts';
import type { Subscribed } from './streams.ts';

/**
 * Every check that HTTP adds to the engine's own, in one list. Each way into the server calls `admit` when the headers are
 * known, and `operate` or `follow` when the parameters are; there is no other way to the engine.
 */
export interface Gate {
  /** Who asks. Errors: Refusal 401, 429, 503. */
  admit(exchange: Exchange): Promise<Principal>;
  /** Counts what a caller is about to do beside operations, in cost points. Errors: Refusal 403, 429. */
  charge(exchange: Exchange, who: Principal, cost: number): void;
  /** Runs an operation. Errors: Refusal 400, 403, 429, 503. */
  operate(exchange: Exchange, who: Principal, params: Params): Promise<Answer>;
  /** Opens a stream of events. Errors: the same. */
  follow(exchange: Exchange, who: Principal, params: Params, signal: AbortSignal): Promise<Subscribed>;
}
/** Each request counts before anything is known of it; a wrong key counts more, so that guessing is slow. */
const points = { request: 1, wrongKey: 20 };

export function gateOf(config: Config, engine: Engine, persisted: PersistedDocuments): Gate {
  const keys = new Buckets(config.rate.key);
  const addresses = new Buckets(config.rate.address);
  const milliseconds = config.timeouts.operation + grace;
  const operations: Operations = { deadlines: new Deadlines(milliseconds), milliseconds };
  const spend = (who: Principal, address: string, cost: number): void => {
    const [buckets, caller] = who.anonymous ? [addresses, address] : [keys, who.id];
    if (cost > buckets.options.burst) throw beyondBucket(cost, buckets.options.burst);
    const seconds = buckets.spend(caller, cost);
    if (seconds > 0) throw rateLimited(seconds);
  };
  /** The document's text: sent, where the caller may send any, or registered. */
  const documentOf = ({ query, documentId, operationName }: Params, who: Principal, { notes }: Exchange): string => {
    if (operationName !== undefined) notes.operation = operationName.slice(0, 64);
    if (query === undefined) {
      const registered = persisted.get(documentId ?? '');
      if (registered === undefined) throw unknownDocument(documentId ?? '');
      return registered;
    }
    if (config.production && !who.has(arbitraryDocuments)) throw arbitraryDocument();
    return query;
  };

  return {
    admit: async ({ request, address, notes }) => {
      let who: Principal;
      try {
        who = await engine.access.authenticate(request.headers.authorization);
      } catch (error) {
        if (!(error instanceof FengsuiError)) throw error;
        const unknown = error.code === 'UNAVAILABLE';
        const seconds = addresses.spend(address, unknown ? points.request : points.wrongKey);
        throw seconds > 0 ? rateLimited(seconds) : unknown ? cannotTell(error) : unauthenticated(error);
      }
      notes.principal = who.id;
      spend(who, address, points.request);
      return who;
    },

    charge: ({ address }, who, cost) => spend(who, address, cost),

    operate: async (exchange, who, params) => {
      const query = documentOf(params, who, exchange);
      const { charge, refusal } = charging((cost) => spend(who, exchange.address, cost));
      const { requestId, method, notes } = exchange;
      const { operationName, variables } = params;
      const running = engine.execute({ query, operationName, variables, principal: who, requestId, readOnly: method !== 'POST', charge });
      const answer = await within(operations, running);
      const refused = refusal();
      if (refused !== undefined) throw refused;
      if (answer.code !== undefined) notes.code = answer.code;
      return answer;
    },

    follow: async (exchange, who, params, signal) => {
      const query = documentOf(params, who, exchange);
      const { charge, refusal } = charging((cost) => spend(who, exchange.address, cost));
      const { requestId, notes } = exchange;
      const { operationName, variables } = params;
      const pace = paced(who.anonymous ? addresses : keys, who.anonymous ? exchange.address : who.id, signal);
      const opening = engine.subscribe({ query, operationName, variables, principal: who, requestId, signal, charge, pace });
      const subscribed = await within(operations, opening);
      const refused = refusal();
      if (refused !== undefined) throw refused;
      if (!subscribed.ok && subscribed.answer.code !== undefined) notes.code = subscribed.answer.code;
      return subscribed;
    },
  };
}

/** The engine tells the cost of what it is about to run, and carries a refusal out as an error of its own; here it is kept as it was. */
function charging(spend: (cost: number) => void): {
  readonly charge: (cost: number) => void;
  readonly refusal: () => Refusal | undefined;
} {
  let refusal: Refusal | undefined;
  return {
    refusal: () => refusal,
    charge: (cost) => {
      try {
        spend(cost);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refusal = error;
        throw new FengsuiError(error.code, error.zh, error.en);
      }
    },
  };
}

/** An event is not refused, it waits: its stream falls behind in the log and reads on when there are points again. */
const paced =
  (buckets: Buckets, caller: string, signal: AbortSignal) =>
  async (cost: number): Promise<void> => {
    const points = Math.min(cost, buckets.options.burst);
    for (;;) {
      const seconds = buckets.spend(caller, points);
      if (seconds === 0 || signal.aborted) return;
      await pause(seconds * 1_000, undefined, { signal }).catch(() => undefined);
    }
  };

/** The database ends what takes too long, and its answer says more than a refusal here; this is for what else may hang. */
const grace = 500;
/** The answer, or a refusal when it takes longer. What runs on is the engine's to end. */
async function within<T>({ deadlines, milliseconds }: Operations, running: Promise<T>): Promise<T> {
  let met = (): void => undefined;
  const late = new Promise<never>((_resolve, reject) => {
    met = deadlines.set(() => reject(tookTooLong(milliseconds)));
  });
  try {
    return await Promise.race([running, late]);
  } finally {
    met();
  }
}
interface Operations {
  readonly deadlines: Deadlines;
  readonly milliseconds: number;
}
