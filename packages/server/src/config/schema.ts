import type { OidcOptions, Plugin } from '@fengsui/core';
import { z } from 'zod';
import { usualMediaTypes } from '../files/media-type.ts';
import type { Config } from './config.ts';

const count = (smallest: number, largest: number): z.ZodInt => z.int().min(smallest).max(largest);
const milliseconds = (usual: number): z.ZodDefault<z.ZodInt> => count(100, 600_000).default(usual);
const bucket = (burst: number, perSecond: number): z.ZodPrefault<z.ZodType<Config['rate']['key']>> =>
  z.strictObject({ burst: count(1, 1e9).default(burst), perSecond: count(1, 1e9).default(perSecond) }).prefault({});
const isPlugin = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (value as { part?: unknown }).part === 'plugin';

const claim = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'] as const;
const oidc: z.ZodType<OidcOptions> = z.strictObject({
  issuer: z.string().min(1),
  jwksUrl: z.url(),
  audience: z.string().min(1),
  algorithms: z.array(z.enum(algorithms)).min(1),
  typ: z.string().min(1),
  roles: z.strictObject({ claim, names: z.record(z.string(), z.string()).optional() }),
  areas: z.union([z.literal('everywhere'), z.strictObject({ claim })]),
});
/** Checks a configuration and puts the defaults in; an option that does not exist is a fault, since it is a misspelt one. */
export const configSchema: z.ZodType<Config> = z.strictObject({
  plugins: z
    .custom<readonly Plugin[]>(
      (value) => Array.isArray(value) && value.every(isPlugin),
      '应为插件列表，各由 definePlugin 定义；expected a list of plugins, each made by definePlugin',
    )
    .default([]),
  database: z
    .string()
    .regex(
      /^(?:file:.+|postgres(?:ql)?:\/\/.+)$/,
      '应为 file:路径 或 postgresql://用户:口令@主机:端口/库名；expected file:PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME',
    )
    .default('file:data/fengsui.db'),
  poolSize: count(1, 100).default(8),
  shareReads: z.boolean().default(true),
  host: z.string().min(1).default('127.0.0.1'),
  port: count(0, 65_535).default(4000),
  secret: z
    .string(
      '应为至少 32 个字符，可用 openssl rand -base64 32 生成；expected text of at least 32 characters; make one with: openssl rand -base64 32',
    )
    .min(32, '至少 32 个字符，可用 openssl rand -base64 32 生成；expected at least 32 characters; make one with: openssl rand -base64 32'),
  roles: z
    .array(z.strictObject({ name: z.string().min(1), description: z.string().min(1), permissions: z.array(z.string().min(1)) }))
    .default([]),
  oidc: oidc.optional(),
  readRing: z.boolean().default(false),
  auditCheckpoints: z.string().min(1).optional(),
  attachments: z.string().min(1).default('data/attachments'),
  attachmentBytes: count(1, 10e9).default(52_428_800),
  attachmentTypes: z.array(z.string().regex(/^[a-z]+\/[a-z0-9.+-]+$/)).default([...usualMediaTypes]),
  production: z.boolean().default(false),
  graphiql: z.boolean().optional(),
  persistedDocuments: z.string().min(1).optional(),
  corsOrigins: z
    .array(
      z
        .string()
        .refine(
          (text) => URL.canParse(text) && new URL(text).origin === text,
          '应为来源，如 https://map.example.cn，不带路径；expected an origin such as https://map.example.cn, without a path',
        ),
    )
    .default([]),
  trustProxy: z.boolean().default(false),
  limits: z
    .strictObject({
      tokens: count(1, 1e6),
      depth: count(1, 1_000),
      aliases: count(0, 1e4),
      rootFields: count(1, 1e4),
      repeats: count(0, 1e4),
      cost: count(1, 1e9),
    })
    .partial()
    // as: an option that is present and undefined reads like an absent one
    .transform((given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Config['limits'])
    .prefault({}),
  bodyBytes: count(1_024, 100e6).default(1_048_576),
  rate: z.strictObject({ key: bucket(50_000, 10_000), address: bucket(1_000, 50) }).prefault({}),
  timeouts: z
    .strictObject({
      operation: milliseconds(10_000),
      headers: milliseconds(5_000),
      request: milliseconds(12_000),
      upload: milliseconds(300_000),
      idle: milliseconds(30_000),
      drain: count(0, 600_000).default(1_000),
      stop: milliseconds(8_000),
    })
    .prefault({}),
  log: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug']).default('info'),
});
