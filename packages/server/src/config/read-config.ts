import { readFileSync } from 'node:fs';
import { wrongConfig } from '../faults.ts';
import type { Config, ConfigInput } from './config.ts';
import { configSchema } from './schema.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What of the environment goes where; the environment wins over the file, since it is the deployment's own. */
const variables: Readonly<Record<string, { readonly option: keyof ConfigInput; readonly read: (text: string) => unknown }>> = {
  FENGSUI_DATABASE: { option: 'database', read: String },
  FENGSUI_SECRET: { option: 'secret', read: String },
  FENGSUI_PERSISTED_DOCUMENTS: { option: 'persistedDocuments', read: String },
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
function truth(text: string): unknown {
  if (/^(1|true|yes)$/i.test(text)) return true;
  return /^(0|false|no|)$/i.test(text) ? false : text;
}

/** The file's options and the environment's, checked together. Errors: OperatorFault with every fault at once. */
export function readConfig(file: ConfigInput, environment: Environment): Config {
  const faults: string[] = [];
  const given: Record<string, unknown> = { production: environment['NODE_ENV'] === 'production', ...file };
  for (const [name, { option, read }] of Object.entries(variables)) {
    const text = valueOf(name, environment, faults);
    if (text !== undefined) given[option] = read(text);
  }
  const result = configSchema.safeParse(given);
  if (!result.success)
    for (const issue of result.error.issues)
      faults.push(`${issue.path.map(String).join('.') || 'config'}: ${issue.message}${where(issue.path[0])}`);
  if (faults.length > 0 || !result.success) throw wrongConfig(faults);
  return result.data;
}

/** A variable's value, or the content of the file that `NAME_FILE` points to: how secrets are mounted. */
function valueOf(name: string, environment: Environment, faults: string[]): string | undefined {
  const direct = environment[name];
  const path = environment[`${name}_FILE`];
  if (path === undefined) return direct;
  if (direct !== undefined) faults.push(`${name}: set ${name} or ${name}_FILE, not both`);
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    faults.push(`${name}_FILE: the file ${path} cannot be read`);
    return undefined;
  }
}
function where(option: PropertyKey | undefined): string {
  const name = Object.keys(variables).find((each) => variables[each]?.option === option);
  return name === undefined ? '' : ` (or set ${name})`;
}
