import type { Asked } from './compare.ts';
import { ask } from './load.ts';
import { rowsOf } from './targets/rows.ts';

/** What a command leaves: its row, the audit as it is kept and as it is read, the event, the answer under its key. */
const written = ['enterprise', 'fengsui_audit', 'audit_entry', 'fengsui_event', 'fengsui_idempotency'];

async function counts(url: string): Promise<readonly number[]> {
  const rows = rowsOf(url);
  try {
    const [found] = await rows.all(`SELECT ${written.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`).join(', ')}`, []);
    return written.map((table) => Number(found?.[table]));
  } finally {
    await rows.close();
  }
}

/** Gives each one command, and looks what it left in its database. Errors: one that leaves other rows; to write less is no speed. */
export async function sameRows(loads: readonly Asked[], url: string, settled: () => Promise<void> = async () => undefined): Promise<void> {
  for (const { target, next } of loads) {
    const before = await counts(url);
    await ask(target.url, target.headers, next());
    await settled();
    const after = await counts(url);
    const left = written.filter((_table, at) => after[at] !== (before[at] ?? 0) + 1);
    if (left.length > 0) throw new Error(`${target.name} did not leave one row more in ${left.join(', ')}`);
  }
}
