import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { DialectName } from '../data/database.ts';
import { damaged, notABackup, otherSecret, otherVersion } from './backup-fault.ts';

export const manifestName = 'manifest.json';
const count = z.number().int().min(0);
const name = z.string().regex(/^\w+$/);
const manifestSchema = z.object({
  product: z.literal('fengsui'),
  format: z.literal(1),
  /** Of core, as it wrote the backup. */
  version: z.string(),
  dialect: z.enum(['sqlite', 'postgresql']),
  takenAt: z.string(),
  /** The ledger: what the data's schema is. */
  schema: z.array(z.object({ plugin: z.string(), id: z.string(), checksum: z.string() })),
  /** Where the log of events ends. */
  log: z.object({ events: count, head: count }),
  /** Where the chain of the audit ends, and how many rows stand behind it. */
  audit: z.object({ count, head: z.string(), unsealed: count }),
  /** On PostgreSQL: a file a table, and where its counters stand. */
  tables: z.array(z.object({ name, columns: z.array(name), rows: count })),
  sequences: z.array(z.object({ name: z.string(), value: count, called: z.boolean() })),
  files: z.array(
    z.object({
      path: z.string().regex(/^(?:database\.db|tables\/\w+\.copy|attachments(?:\/[\w-][\w.-]*)+)$/),
      bytes: count,
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});
/** What a backup holds and how each file of it is checked. It never holds the secret: without it no personal value can be opened. */
export type Manifest = z.infer<typeof manifestSchema>;
export type BackupFile = Manifest['files'][number];
export type TableFile = Manifest['tables'][number];

/** Tells a manifest of this secret from any other, without telling the secret. */
function sealed(text: string, secret: string): { readonly digest: string; readonly seal: string } {
  const key = Buffer.from(hkdfSync('sha256', secret, 'fengsui', 'backup manifest', 32));
  return { digest: createHash('sha256').update(text).digest('hex'), seal: createHmac('sha256', key).update(text).digest('hex') };
}

export const manifestText = (manifest: Manifest, secret: string): string =>
  `${JSON.stringify({ ...manifest, ...sealed(JSON.stringify(manifest), secret) }, null, 1)}\n`;

/** Errors: BackupFault when there is none, it was changed, or it was made under another secret or by a later version. */
export async function readManifest(folder: string, secret: string): Promise<Manifest> {
  const text = await readFile(join(folder, manifestName), 'utf8').catch(() => {
    throw notABackup(folder);
  });
  let given: Record<string, unknown>;
  try {
    given = JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw damaged(manifestName, 'JSON');
  }
  const { digest, seal, ...body } = given;
  if (body['product'] !== 'fengsui') throw notABackup(folder);
  const own = sealed(JSON.stringify(body), secret);
  if (own.digest !== digest) throw damaged(manifestName, 'sha256');
  if (typeof body['format'] === 'number' && body['format'] > 1)
    throw otherVersion({
      zh: `格式 ${body['format']} 由更新的版本写成；请用该版本恢复。`,
      en: `format ${body['format']} was written by a later one; restore with that.`,
    });
  if (own.seal !== seal) throw otherSecret();
  const read = manifestSchema.safeParse(body);
  if (!read.success) throw damaged(manifestName, read.error.issues.map(({ path }) => path.join('.')).join(', '));
  return read.data;
}

export const dialectOf = (url: string): DialectName => (/^postgres(ql)?:\/\//.test(url) ? 'postgresql' : 'sqlite');
