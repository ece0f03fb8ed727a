import { randomUUID } from 'node:crypto';
import { execute, type FieldNode, getArgumentValues, type GraphQLField } from 'graphql';
import type { Access } from '../access/access.ts';
import type { Principal } from '../access/principal.ts';
import { whoAsks } from '../access/token.ts';
import { FengsuiError } from '../contract/errors.ts';
import { readEvents } from '../events/event-scope.ts';
import { follow } from '../events/follow.ts';
import type { LoggedEvent } from '../events/logged-event.ts';
import type { ChangesArgs, EventNode } from '../graphql/context.ts';
import type { PlannedOperation } from '../query/plan.ts';
import { coerce } from './coerce.ts';
import { type Answer, chooseOperation, formatted, publicError, refused, type Request } from './execute.ts';
import { eventCost } from './event-cost.ts';
import { filterOf } from './events.ts';
import type { ExecuteOptions } from './read-options.ts';
import { resolverContext } from './resolver-context.ts';

export interface SubscribeRequest extends Request {
  /** Ends the stream: the client went away, or the server stops. */
  readonly signal?: AbortSignal | undefined;
  /** Told what each event costs before it is given; what it returns is waited for, so that a reader of much does not take from the others. */
  readonly pace?: ((cost: number) => Promise<void>) | undefined;
}
/** What opening a stream counts for: it reads for long. */
export const streamCost = 100;
/** A stream of answers, each ready to send, or the one answer that says why not. */
export type Subscribed = { readonly ok: true; readonly results: AsyncIterable<string> } | { readonly ok: false; readonly answer: Answer };
export interface SubscribeOptions extends ExecuteOptions {
  readonly access: Pick<Access, 'onRevoked'>;
  /** Ends every stream: the engine stops. */
  readonly stopped: AbortSignal;
}

/** Opens a stream of events. Whoever reads pulls, so a slow reader holds a place in the log and no queue. */
export async function subscribeRequest(options: SubscribeOptions, request: SubscribeRequest): Promise<Subscribed> {
  const requestId = request.requestId ?? randomUUID();
  try {
    const { errors, operations } = options.read(request.query);
    if (errors.length > 0) return { ok: false, answer: refused(errors, requestId) };
    const planned = chooseOperation(operations, request.operationName);
    if (planned.operation.operation !== 'subscription')
      throw new FengsuiError(
        'BAD_REQUEST',
        '事件流只送达订阅；查询与命令请以 Accept: application/json 发送。',
        'Only a subscription is answered as a stream of events; send queries and commands with Accept: application/json.',
      );
    const variables = coerce(options.schema, planned, request.variables);
    const { definition, args } = rootOf(options, planned, variables);
    mayRead(request, definition);
    const each = eventCost(options, planned, variables, request.principal);
    request.charge?.(streamCost + each);
    const filter = { ...filterOf(options, args, request.principal), entity: definition.extensions['about'] as string | undefined };
    const { log } = options.events;
    const from = args.after === null || args.after === undefined ? undefined : await log.positionOf(args.after);
    const ended = endOf(options, request);
    const events = follow(options.events, from, filter, ended.signal);
    return { ok: true, results: answers(options, planned, variables, { ...request, requestId }, events, each, ended) };
  } catch (error) {
    return { ok: false, answer: refused([publicError(options, error, requestId)], requestId) };
  }
}

function mayRead({ principal }: Request, { name, extensions }: GraphQLField<unknown, unknown>): void {
  const missing = [readEvents, String(extensions['permission'])].find((permission) => !principal.has(permission));
  if (missing === undefined) return;
  if (principal.anonymous) throw whoAsks([name]);
  throw new FengsuiError(
    'FORBIDDEN',
    `缺少权限 ${missing}；请向管理员申请。`,
    `The permission ${missing} is missing; ask an administrator for it.`,
    [name],
  );
}

function rootOf(
  { schema }: ExecuteOptions,
  { operation }: PlannedOperation,
  variables: Readonly<Record<string, unknown>>,
): { readonly definition: GraphQLField<unknown, unknown>; readonly args: ChangesArgs } {
  // as: validation lets one field through, and core emits every subscription
  const node = operation.selectionSet.selections.find((each): each is FieldNode => each.kind === 'Field') as FieldNode;
  const definition = schema.getSubscriptionType()?.getFields()[node.name.value] as GraphQLField<unknown, unknown>;
  return { definition, args: getArgumentValues(definition, node, variables) };
}

/** One signal for every reason to end: the client, the engine, a withdrawn key or grant, a token that is over. */
function endOf(
  { access, stopped, pipeline }: SubscribeOptions,
  { principal, signal }: SubscribeRequest,
): { readonly signal: AbortSignal; readonly forget: () => void } {
  const own = new AbortController();
  const end = (): void => own.abort();
  const forgetRevoked = access.onRevoked((revoked) => {
    if (revoked === principal.id) end();
  });
  const forgetExpiry = atExpiry(principal, pipeline.now, end);
  for (const other of [signal, stopped]) {
    if (other?.aborted === true) end();
    other?.addEventListener('abort', end, { once: true });
  }
  return {
    signal: own.signal,
    forget: () => {
      forgetRevoked();
      forgetExpiry();
      for (const other of [signal, stopped]) other?.removeEventListener('abort', end);
    },
  };
}

/** A day: a timer that is set for longer than 24 of them goes off at once. */
const longestTimer = 86_400_000;
/** What was shown at authentication holds no longer than it says: a token's stream ends with the token. */
function atExpiry({ expiresAt }: Principal, now: () => Date, end: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    if (expiresAt === undefined) return;
    const left = expiresAt.getTime() - now().getTime();
    if (left <= 0) end();
    else timer = setTimeout(look, Math.min(left, longestTimer)).unref();
  };
  look();
  return () => clearTimeout(timer);
}

async function* answers(
  options: SubscribeOptions,
  planned: PlannedOperation,
  variables: Readonly<Record<string, unknown>>,
  request: SubscribeRequest & { readonly requestId: string },
  events: AsyncIterable<LoggedEvent>,
  cost: number,
  ended: ReturnType<typeof endOf>,
): AsyncGenerator<string, void, undefined> {
  const document = options.read(request.query).document;
  if (document === undefined) throw new Error('Only a document that was read is executed');
  try {
    for await (const event of events) {
      await request.pace?.(cost);
      if (ended.signal.aborted) return;
      const node: EventNode = { event, cursor: options.events.log.cursorOf(event.position) };
      const result = await execute({
        schema: options.schema,
        document,
        rootValue: node,
        operationName: request.operationName ?? null,
        variableValues: request.variables ?? {},
        contextValue: resolverContext(options, planned, variables, request.principal, request.requestId),
      });
      const errors = result.errors?.map((error) => formatted(publicError(options, error, request.requestId), request.requestId));
      yield JSON.stringify({ ...(errors === undefined ? {} : { errors }), data: result.data });
    }
  } finally {
    ended.forget();
  }
}
