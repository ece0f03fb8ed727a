import { randomUUID } from 'node:crypto';
import { execute, GraphQLError } from 'graphql';
import type { Principal } from '../access/principal.ts';
import { FengsuiError } from '../contract/errors.ts';
import { coerce } from './coerce.ts';
import { authorize, planFor, type PlannedOperation } from '../query/plan.ts';
import { authorizeMutation } from './authorize-mutation.ts';
import { pagedCost } from './event-cost.ts';
import { plainMutation } from './plain-mutation.ts';
import { type ExecuteOptions, readText } from './read-options.ts';
import { resolverContext } from './resolver-context.ts';
import type { ResolverContext } from '../graphql/context.ts';

export interface Request {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly principal: Principal;
  readonly requestId?: string | undefined;
  /** Reading only: a GET must change nothing. */
  readonly readOnly?: boolean;
  /** Told the operation's cost before it runs; what it throws (RATE_LIMITED) refuses the operation. */
  readonly charge?: (cost: number) => void;
}

/** The body of an answer, ready to send. `executed` is false when the request was refused before anything ran. */
export interface Answer {
  readonly text: string;
  readonly executed: boolean;
  readonly code?: string | undefined;
}

/** Runs one operation: read → coerce variables → plan → authorize → one statement → text; what has resolvers goes on through graphql-js. */
export async function executeRequest(options: ExecuteOptions, request: Request): Promise<Answer> {
  const requestId = request.requestId ?? randomUUID();
  try {
    const { errors, operations } = options.read(request.query);
    if (errors.length > 0) return refused(errors, requestId);
    const planned = chooseOperation(operations, request.operationName);
    const variables = coerce(options.schema, planned, request.variables);
    const asked: Asked = { planned, variables, request, requestId };
    if (planned.operation.operation === 'query') return await query(options, asked);
    if (planned.operation.operation === 'subscription')
      throw new FengsuiError(
        'BAD_REQUEST',
        '订阅以事件流送达；请以 Accept: text/event-stream 发送。',
        'A subscription is answered as a stream of events; send it with Accept: text/event-stream.',
      );
    if (request.readOnly === true)
      throw new FengsuiError(
        'METHOD_NOT_ALLOWED',
        '命令只能以 POST 发送；请改用 POST。',
        'Commands are sent by POST only; send it that way.',
      );
    // Apart from the call: what is not there to be told would not be asked either.
    const cost = authorizeMutation(options, planned, variables, request.principal);
    request.charge?.(cost);
    return await mutate(options, asked, cost);
  } catch (error) {
    return refused([publicError(options, error, requestId)], requestId);
  }
}

/** A request whose operation was found and whose variables were read. */
interface Asked {
  readonly planned: PlannedOperation;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly request: Request;
  readonly requestId: string;
}

async function query(options: ExecuteOptions, asked: Asked): Promise<Answer> {
  const { planned, variables, request } = asked;
  const plan = planFor(options.compiler, planned, variables, request.principal);
  authorize(plan, request.principal);
  const cost = plan.cost + (plan.mixed ? pagedCost(options, planned, variables, request.principal) : 0);
  if (cost > options.limits.cost) {
    throw new FengsuiError(
      'LIMIT_EXCEEDED',
      `查询最多触及 ${cost} 个对象，上限 ${options.limits.cost}；请减小 first 或拆分。`,
      `The operation may touch ${cost} objects, at most ${options.limits.cost} are allowed; ask for smaller pages or split it.`,
    );
  }
  request.charge?.(cost);
  const text = await readText(options, plan, variables, request.principal);
  if (!plan.mixed) return answered(text ?? '{}', plan.cost);
  return throughResolvers(options, asked, { rootValue: text === undefined ? {} : (JSON.parse(text) as object), cost });
}

async function mutate(options: ExecuteOptions, asked: Asked, cost: number): Promise<Answer> {
  const { planned, variables, request, requestId } = asked;
  const context = resolverContext(options, planned, variables, request.principal, requestId);
  const plain = plainMutation(options, planned, variables, request.principal, context);
  if (plain === undefined) return throughResolvers(options, asked, { context, cost });
  const data = await plain.data;
  if (data !== undefined) return answered(data, cost);
  return throughResolvers(options, asked, { context: { ...context, runCommand: () => plain.running }, cost });
}

/** What needs no resolver is put together as text. */
const answered = (data: string, cost: number): Answer => ({ text: `{"data":${data},"extensions":{"cost":${cost}}}`, executed: true });

interface Known {
  /** What was read already. */
  readonly rootValue?: object;
  /** What the operation was counted for. */
  readonly cost: number;
  readonly context?: ResolverContext;
}
async function throughResolvers(
  options: ExecuteOptions,
  { planned, variables, request, requestId }: Asked,
  { rootValue = {}, cost, context }: Known,
): Promise<Answer> {
  const document = options.read(request.query).document;
  if (document === undefined) throw new Error('Only a document that was read is executed');
  const result = await execute({
    schema: options.schema,
    document,
    rootValue,
    operationName: request.operationName ?? null,
    variableValues: request.variables ?? {},
    contextValue: context ?? resolverContext(options, planned, variables, request.principal, requestId),
  });
  const errors = result.errors?.map((error) => formatted(publicError(options, error, requestId), requestId));
  const body = { ...(errors === undefined ? {} : { errors }), data: result.data, extensions: { cost } };
  return { text: JSON.stringify(body), executed: true };
}

export function chooseOperation(operations: ReadonlyMap<string, PlannedOperation>, name: string | null | undefined): PlannedOperation {
  const [first, ...rest] = operations.values();
  if (name === null || name === undefined || name === '') {
    if (first !== undefined && rest.length === 0) return first;
    throw new FengsuiError(
      'BAD_REQUEST',
      '文档含多个操作；请用 operationName 指明。',
      'The document has several operations; name one with operationName.',
    );
  }
  const found = operations.get(name);
  const known = [...operations.keys()].map((each) => (each === '' ? '（未命名 unnamed）' : each)).join(', ');
  if (found === undefined)
    throw new FengsuiError(
      'BAD_REQUEST',
      `文档中没有操作 ${name}；有：${known}。`,
      `The document has no operation ${name}; it has ${known}.`,
    );
  return found;
}

/** What a caller may see of an error: ours as it is, a GraphQL error's own text, anything else as INTERNAL. */
export function publicError({ onError }: ExecuteOptions, error: unknown, requestId: string): GraphQLError {
  const original = error instanceof GraphQLError ? error.originalError : error;
  const location =
    error instanceof GraphQLError ? { nodes: error.nodes, source: error.source, positions: error.positions, path: error.path } : {};
  if (original instanceof FengsuiError)
    return new GraphQLError(original.message, {
      ...location,
      path: original.path ?? (location as { path?: readonly (string | number)[] }).path,
      extensions: { code: original.code, zh: original.zh, en: original.en },
    } as never);
  if (error instanceof GraphQLError && (original === undefined || original instanceof GraphQLError)) return error;
  onError(error, requestId);
  const [zh, en] = [
    '服务器内部错误，已记录；请凭请求号联系管理员。',
    'Internal error, recorded; give the request id to the administrator.',
  ];
  return new GraphQLError(`${zh} ${en}`, { ...location, extensions: { code: 'INTERNAL', zh, en } } as never);
}
export const formatted = (error: GraphQLError, requestId: string): object => {
  const { message, locations, path, extensions } = error.toJSON();
  return {
    message,
    ...(locations === undefined ? {} : { locations }),
    ...(path === undefined ? {} : { path }),
    extensions: { code: 'BAD_REQUEST', ...extensions, requestId },
  };
};
export function refused(errors: readonly GraphQLError[], requestId: string): Answer {
  return {
    text: JSON.stringify({ errors: errors.map((error) => formatted(error, requestId)) }),
    executed: false,
    code: String(errors[0]?.extensions['code'] ?? 'BAD_REQUEST'),
  };
}
