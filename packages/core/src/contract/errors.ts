/** Stable codes of errors outside userErrors; a client may switch on them. */
export type ErrorCode =
  | 'BAD_REQUEST'
  | 'METHOD_NOT_ALLOWED'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'BAD_USER_INPUT'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'LIMIT_EXCEEDED'
  | 'RATE_LIMITED'
  | 'CURSOR_INVALID'
  | 'CURSOR_EXPIRED'
  | 'AREA_EXPIRED'
  | 'UNKNOWN_AREA'
  | 'UNAVAILABLE'
  | 'INTERNAL';

/** An error that may reach a caller: what was wrong, what was expected, what to do, in both languages. */
export class FengsuiError extends Error {
  readonly code: ErrorCode;
  readonly zh: string;
  readonly en: string;
  readonly path: readonly (string | number)[] | undefined;
  constructor(code: ErrorCode, zh: string, en: string, path?: readonly (string | number)[]) {
    super(`${zh} ${en}`);
    this.name = 'FengsuiError';
    this.code = code;
    this.zh = zh;
    this.en = en;
    this.path = path;
  }
}
