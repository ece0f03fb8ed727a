import { createHash, randomUUID } from 'node:crypto';
import { typeidUnboxed } from 'typeid-js';
import type { Row, Rows } from './rows.ts';

export interface CommandInput {
  readonly name: string;
  readonly key: string;
}
const area = '430102001';
/** Places in the audit, which nobody here seals. */
let position = 0;

/**
 * The command written by hand: the same rows in one transaction as `registerEnterprise` leaves with its idempotency key, the entry that
 * people read in the audit among them, and what it wrote read back.
 */
export async function writeEnterprise(rows: Rows, postgres: boolean, { name, key }: CommandInput): Promise<Row> {
  const now = postgres ? new Date().toISOString() : Date.now();
  const id = typeidUnboxed('');
  const body = createHash('sha256').update(name).digest('base64url');
  const answer = JSON.stringify({ enterprise: { key: id } });
  const after = { id, name, industry: 'TRADE', area };
  const changes = JSON.stringify([{ entity: 'Enterprise', key: id, area, op: 'create', after }]);
  const fields = JSON.stringify(Object.keys(after));
  const request = randomUUID();
  await rows.write([
    [
      'INSERT INTO fengsui_idempotency (principal, command, key, body, answer, at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
      ['bench', 'registerEnterprise', key, body, answer, now],
    ],
    ['SELECT code FROM area WHERE code = ?', [area]],
    [
      'INSERT INTO enterprise (id, name, industry, area_code, version, created_at, updated_at) VALUES (?, ?, ?, ?, 1, ?, ?)',
      [id, name, 'TRADE', area, now, now],
    ],
    [
      'INSERT INTO fengsui_audit (at, principal, request, command, area, changes) VALUES (?, ?, ?, ?, ?, ?)',
      [now, 'bench', request, 'registerEnterprise', area, changes],
    ],
    [
      "INSERT INTO audit_entry (id, position, actor, command, request_id, operation, subject_type, subject_id, fields, after, area_code, version, created_at, updated_at) VALUES (?, ?, ?, ?, ?, 'CREATE', 'Enterprise', ?, ?, ?, ?, 1, ?, ?)",
      [
        typeidUnboxed(''),
        (position += 1),
        'bench',
        'registerEnterprise',
        request,
        `enterprise_${id}`,
        fields,
        JSON.stringify(after),
        area,
        now,
        now,
      ],
    ],
    [
      'INSERT INTO fengsui_event (at, type, entity, key, area, principal, request, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      [now, 'enterprise.registered', 'Enterprise', id, area, 'bench', request, JSON.stringify({ name })],
    ],
  ]);
  const [row] = await rows.all('SELECT id, name FROM enterprise WHERE id = ?', [id]);
  return row ?? {};
}
