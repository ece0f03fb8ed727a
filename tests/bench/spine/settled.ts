import { setTimeout as pause } from 'node:timers/promises';
import { rowsOf } from './targets/rows.ts';

const audit = `SELECT EXISTS (SELECT 1 FROM fengsui_audit WHERE chain IS NULL) OR coalesce((SELECT max(position) FROM fengsui_audit), 0) > coalesce((SELECT max(position) FROM audit_entry), 0) AS "left"`;
const search = 'SELECT EXISTS (SELECT 1 FROM enterprise_search_due) AS "left"';

/** Waits until our server has done what it puts off behind its commands: the audit sealed and readable, the names in the index. */
export async function settled(url: string): Promise<void> {
  const rows = rowsOf(url);
  try {
    for (const text of url.startsWith('postgres') ? [audit] : [audit, search])
      while ((await rows.all(text, []))[0]?.['left']) await pause(100);
  } finally {
    await rows.close();
  }
}
