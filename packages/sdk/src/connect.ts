import type { TypedDocument, VariablesOf } from './document.ts';
import { live, type LiveOptions } from './live.ts';
import { mayRepeat, repeated } from './retry.ts';
import { type ConnectOptions, post, read } from './transport.ts';

/** What a page must show to be followed by the next. */
export interface Page<TNode> {
  readonly nodes: readonly TNode[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
}
/** A connection to one server. Every call throws FengsuiClientError and nothing else. */
export interface Client {
  /**
   * One operation, one answer. A query that got none is asked again; a command only with an `idempotencyKey` in its input, which makes
   * sure that it is done once.
   */
  run<TResult, TVariables>(document: TypedDocument<TResult, TVariables>, ...variables: VariablesOf<TVariables>): Promise<TResult>;
  /** Every row of a connection, page after page; the operation takes the cursor in `$after`. */
  pages<TResult, TVariables, TNode>(
    document: TypedDocument<TResult, TVariables>,
    variables: TVariables,
    page: (result: TResult) => Page<TNode>,
  ): AsyncGenerator<TNode, void, undefined>;
  /** Results of a subscription as they come. */
  live<TResult, TVariables>(
    document: TypedDocument<TResult, TVariables>,
    variables: TVariables,
    options?: LiveOptions<TResult>,
  ): AsyncGenerator<TResult, void, undefined>;
}

/** Connects to a server; nothing is sent before the first call. */
export function connect(options: ConnectOptions): Client {
  const call = async <TResult>(query: string, variables: unknown): Promise<TResult> =>
    // as: the document says what the server answers, and the server validated the document
    (await read(
      await post(
        options,
        query,
        variables ?? {},
        'application/graphql-response+json, application/json;q=0.9',
        AbortSignal.timeout(options.timeoutMs ?? 15_000),
      ),
    )) as TResult;
  return {
    run: (document, ...[variables]) => {
      const text = document.toString();
      return mayRepeat(text, variables) ? repeated(() => call(text, variables), options.retry) : call(text, variables);
    },
    async *pages(document, variables, page) {
      let after: string | null | undefined;
      for (;;) {
        const own = after === undefined || after === null ? variables : { ...variables, after };
        const { nodes, pageInfo } = page(await repeated(() => call(document.toString(), own), options.retry));
        yield* nodes;
        if (!pageInfo.hasNextPage) return;
        after = pageInfo.endCursor;
      }
    },
    live: (document, variables, liveOptions = {}) => live(options, document.toString(), variables as object, liveOptions),
  };
}
