import type { OidcOptions, Plugin, Role } from '@fengsui/core';

/** Everything a deployment may set, with its default and the reason for it; `schema.ts` checks it. */
export interface Config {
  readonly plugins: readonly Plugin[];
  /** `file:PATH` or `postgresql://…`. Default `file:data/fengsui.db`: nothing to install. */
  readonly database: string;
  /** PostgreSQL connections. Default 8: 4 to 8 a process serve best. */
  readonly poolSize: number;
  /** Whether reads that wait for the same answer share one statement: an alarm brings the same question from every screen. Default true; an answer is never older than its question. */
  readonly shareReads: boolean;
  /** Default 127.0.0.1: a first start must not open a register to the network. */
  readonly host: string;
  /** Default 4000; 0 takes any that is free. */
  readonly port: number;
  /** At least 32 characters. Cursors and personal data are encrypted with keys derived from it; the same after a restart and on every instance. */
  readonly secret: string;
  /** The deployment's own roles, beside those of core and the plugins. */
  readonly roles: readonly Role[];
  /** An identity provider whose tokens are accepted beside keys. */
  readonly oidc?: OidcOptions | undefined;
  /** PostgreSQL's row-level security for reads too, behind the scope that is compiled into every statement. Default false: it costs a transaction a read. */
  readonly readRing: boolean;
  /** A file for checkpoints of the audit and for what was withdrawn, which a restore reads; keep it on another disk, where who may write the database may not. */
  readonly auditCheckpoints?: string | undefined;
  /** The folder where the files of attachments lie; every instance needs the same one. Default `data/attachments`. */
  readonly attachments: string;
  /** The largest attachment. Default 50 MiB: a minute of film from a telephone. */
  readonly attachmentBytes: number;
  /** Media types that an attachment may have, as told from its content. Default: photographs, films, sound, documents, plain text. */
  readonly attachmentTypes: readonly string[];
  /** Arbitrary documents then need a key that allows them, and GraphiQL is off. Default: NODE_ENV is `production`. */
  readonly production: boolean;
  /** Default: not in production. */
  readonly graphiql?: boolean | undefined;
  /** A JSON file `{ "sha256 of the document": "document" }`: what every key may run in production. */
  readonly persistedDocuments?: string | undefined;
  /** Origins whose pages may read answers, as `https://map.example.cn`. Default none: a browser then keeps other origins out. */
  readonly corsOrigins: readonly string[];
  /** Believe X-Forwarded-For. Default false: without a proxy that sets it anyone could choose the address their limit counts for. */
  readonly trustProxy: boolean;
  /** What one operation may ask. Default: the engine's. */
  readonly limits: Partial<OperationLimits>;
  /** A request's body. Default 1 MiB, many times a large operation; files go another way. */
  readonly bodyBytes: number;
  /** Leaky buckets in cost points: five of the dearest operations at once for a key, far less for an address without one. */
  readonly rate: { readonly key: Bucket; readonly address: Bucket };
  readonly timeouts: Timeouts;
  /** Lines of JSON on standard error. Default `info`. */
  readonly log: LogLevel;
}
export interface OperationLimits {
  readonly tokens: number;
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
  readonly repeats: number;
  readonly cost: number;
}
export interface Bucket {
  /** Cost points that may be spent at once. */
  readonly burst: number;
  /** Cost points that come back every second. */
  readonly perSecond: number;
}
/** Milliseconds. */
export interface Timeouts {
  /** One operation. Default 10,000. */
  readonly operation: number;
  /** A request's headers. Default 5,000: a slow client must not hold a socket. */
  readonly headers: number;
  /** A request with its body. Default 12,000. */
  readonly request: number;
  /** An attachment with all its bytes. Default 300,000: a slow mobile network. */
  readonly upload: number;
  /** A client that neither reads nor writes. Default 30,000. */
  readonly idle: number;
  /** From the signal to the last connection that is taken, while /health/ready says 503. Default 1,000: what is on its way arrives. */
  readonly drain: number;
  /** From the signal to the hard stop. Default 8,000. */
  readonly stop: number;
}
export type LogLevel = 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug';

/** What a configuration file may say: anything left out comes from the environment or its default. */
export type ConfigInput = Partial<Omit<Config, 'rate' | 'timeouts'>> & {
  readonly rate?: { readonly key?: Partial<Bucket>; readonly address?: Partial<Bucket> };
  readonly timeouts?: Partial<Timeouts>;
};
