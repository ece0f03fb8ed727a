import { readFileSync } from 'node:fs';
import { wrongConfig } from '../faults.ts';
import { z } from 'zod';
import type { Config, ConfigInput } from './config.ts';
import { configSchema } from './schema.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What of the environment goes where; the environment wins over the file, since it is the deployment's own. */
const variables: Readonly<Record<string, { readonly option: keyof ConfigInput; readonly read: (text: string) => unknown }>> = {
  FENGSUI_DATABASE: { option: 'database', read: String },
  FENGSUI_SECRET: { option: 'secret', read: String },
  FENGSUI_PERSISTED_DOCUMENTS: { option: 'persistedDocuments', read: String },
  FENGSUI_SHARE_READS: { option: 'shareReads', read: truth },
  FENGSUI_READ_RING: { option: 'readRing', read: truth },
  FENGSUI_AUDIT_CHECKPOINTS: { option: 'auditCheckpoints', read: String },
  FENGSUI_ATTACHMENTS: { option: 'attachments', read: String },
  FENGSUI_LOG: { option: 'log', read: String },
  FENGSUI_CORS_ORIGINS: {
    option: 'corsOrigins',
    read: (text) =>
      text
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== ''),
  },
  FENGSUI_TRUST_PROXY: { option: 'trustProxy', read: truth },
  FENGSUI_PRODUCTION: { option: 'production', read: truth },
  HOST: { option: 'host', read: String },
  PORT: { option: 'port', read: (text) => (/^\d+$/.test(text) ? Number(text) : text) },
};
/** The variables that are read, for whoever asks how to configure. */
export const variableNames: readonly string[] = Object.keys(variables);
function truth(text: string): unknown {
  if (/^(1|true|yes)$/i.test(text)) return true;
  return /^(0|false|no|)$/i.test(text) ? false : text;
}

/** The file's options and the environment's, checked together. Errors: OperatorFault with every fault at once. */
export function readConfig(file: ConfigInput, environment: Environment): Config {
  const faults: string[] = [...misspelt(environment)];
  const given: Record<string, unknown> = { production: environment['NODE_ENV'] === 'production', ...file };
  for (const [name, { option, read }] of Object.entries(variables)) {
    const text = valueOf(name, environment, faults);
    if (text !== undefined) given[option] = read(text);
  }
  const result = configSchema.safeParse(given);
  if (!result.success) for (const issue of result.error.issues) faults.push(faultText(issue, given, environment));
  if (faults.length > 0 || !result.success) throw wrongConfig(faults);
  return result.data;
}

/** A variable's value, or the content of the file that `NAME_FILE` points to: how secrets are mounted. */
function valueOf(name: string, environment: Environment, faults: string[]): string | undefined {
  const direct = environment[name];
  const path = environment[`${name}_FILE`];
  if (path === undefined) return direct;
  if (direct !== undefined) faults.push(`${name}: ${name} 与 ${name}_FILE 只能给一个；set ${name} or ${name}_FILE, not both`);
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    faults.push(`${name}_FILE: 不能读取文件 ${path}；the file ${path} cannot be read`);
    return undefined;
  }
}
const [zh, en] = [z.locales.zhCN().localeError, z.locales.en().localeError];
/** Nobody wants to read these in a terminal's history. */
const hidden = new Set<PropertyKey | undefined>(['secret', 'database', 'oidc']);
/** Where it stands, what was expected in both languages, and what was given. */
function faultText(issue: z.core.$ZodIssue, given: Readonly<Record<string, unknown>>, environment: Environment): string {
  const [option] = issue.path;
  const variable = Object.keys(variables).find((each) => variables[each]?.option === option);
  const fromThere = variable !== undefined && (environment[variable] !== undefined || environment[`${variable}_FILE`] !== undefined);
  const path = issue.path.map(String).join('.');
  const place = fromThere ? variable : variable === undefined ? path : `${path} (${variable})`;
  const value = hidden.has(option) || issue.path.length !== 1 ? undefined : given[String(option)];
  const shown = value === undefined ? '' : `（给出 given: ${JSON.stringify(value)}）`;
  // as: an issue that was told is one that was found, with its input again
  const raw = {
    ...issue,
    input: issue.path.reduce((at: unknown, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], given),
  } as never;
  const textOf = (told: ReturnType<typeof zh>): string => (typeof told === 'string' ? told : (told?.message ?? ''));
  // What the schema says itself is in both languages already.
  const text = issue.message === textOf(en(raw)) ? `${textOf(zh(raw))}；${issue.message}` : issue.message;
  return `${place || 'config'}: ${text}${shown}`;
}

/** A variable of ours that is misspelt would otherwise be passed over in silence. */
function misspelt(environment: Environment): readonly string[] {
  const known = Object.keys(variables).flatMap((name) => [name, `${name}_FILE`]);
  return Object.keys(environment)
    .filter((name) => name.startsWith('FENGSUI_') && !known.includes(name))
    .flatMap((name) => {
      const meant = known.find((each) => each.startsWith('FENGSUI_') && distance(name, each) <= 2);
      return meant === undefined ? [] : [`${name}: 没有这个变量，是否为 there is no such variable, did you mean ${meant}?`];
    });
}
/** Letters to put in, take out or change (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_none, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? 0;
}
