import type { DatabaseHealth } from '@fengsui/core';

export interface Finding {
  readonly what: string;
  /** What is wrong and what to do: nothing starts, or serves rightly, with it. */
  readonly fault?: string;
  /** What will become wrong, and what to do. */
  readonly warning?: string;
}

const second = 1_000;
const day = 86_400 * second;
/** Leases and expiries of keys are compared with each machine's own clock. */
const clockApart = { warning: second, fault: 10 * second };
/** The sealer runs every second while a server does. */
const sealedWithin = 60 * second;
const backedUpWithin = 7 * day;

/** What a database's health means for whoever runs it, each with what to do. */
export function symptomsOf({ clockAhead, unsealed, backedUpAt, longTransactions, failing }: DatabaseHealth, now: Date): readonly Finding[] {
  const found: Finding[] = [];
  const apart = Math.abs(clockAhead);
  const clocks = `与数据库相差 ${apart / second} 秒；请在两台机器上启用时间同步 differs from the database's by ${apart / second} s: turn on time synchronisation on both machines`;
  if (apart >= clockApart.fault) found.push({ what: '时钟 clock', fault: clocks });
  else if (apart >= clockApart.warning) found.push({ what: '时钟 clock', warning: clocks });
  const waiting = unsealed.since === undefined ? 0 : now.getTime() - unsealed.since.getTime();
  if (waiting > sealedWithin)
    found.push({
      what: '审计封存 audit sealing',
      warning: `${unsealed.rows} 行已等待 ${ago(waiting)}；没有服务在运行，或封存失败，请查看日志 row(s) have waited for ${ago(waiting)}: no server runs, or its sealer fails; look into its log`,
    });
  const age = backedUpAt === undefined ? undefined : now.getTime() - backedUpAt.getTime();
  if (age === undefined) found.push({ what: '备份 backup', warning: '从未用 fengsui backup 备份 none was ever taken with fengsui backup' });
  else if (age > backedUpWithin)
    found.push({ what: '备份 backup', warning: `上次在 ${ago(age)} 前 the last one is ${ago(age)} old: run fengsui backup` });
  else found.push({ what: `备份 backup (${ago(age)})` });
  for (const { pid, seconds, application } of longTransactions)
    found.push({
      what: '长事务 long transaction',
      warning: `${application} (pid ${pid}) 已 ${seconds} 秒，订阅与日志读者都在等它 has run for ${seconds} s and all readers of the log wait for it; end it with: SELECT pg_terminate_backend(${pid})`,
    });
  for (const { id, failures, error } of failing)
    found.push({ what: `任务 worker ${id}`, warning: `连续失败 ${failures} 次 failed ${failures} time(s): ${error.slice(0, 200)}` });
  return found;
}

function ago(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2 * 1_440 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1_440)} d`;
}
