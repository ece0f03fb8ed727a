/** A typed client of a Fengsui server. Generated from its schema; it imports nothing of the server. */
export { connect, type Client, type Page } from './connect.ts';
export { FengsuiClientError, type FailureKind, type ServerError } from './error.ts';
export type { LiveOptions } from './live.ts';
export type { RetryOptions } from './retry.ts';
export type { ConnectOptions } from './transport.ts';
export type { TypedDocument } from './document.ts';
export * from './generated/graphql.ts';
