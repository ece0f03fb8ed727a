import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Client } from 'pg';

export interface Target {
  readonly name: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** CPU seconds of the server's process so far. */
  cpuSeconds(): number;
  /** Largest resident memory so far, megabytes. */
  peakMegabytes(): number;
  stop(): Promise<void>;
}

/** Starts a target as a process of its own; it prints one line of JSON when it listens: `{ url, headers }`. */
export async function startTarget(name: string, script: string, args: readonly string[]): Promise<Target> {
  const child = spawn(process.execPath, ['--no-warnings', script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const { url, headers = {} } = await firstLine(name, child);
  const status = (): string => readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return {
    name,
    url,
    headers,
    cpuSeconds: () => ticks(child.pid ?? 0).spent,
    peakMegabytes: () => Number(/VmHWM:\s+(\d+)/.exec(status())?.[1] ?? 0) / 1024,
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

async function firstLine(name: string, child: ChildProcess): Promise<{ readonly url: string; readonly headers?: Record<string, string> }> {
  if (child.stdout === null) throw new Error(`${name} has no output`);
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${name} ended before it listened`);
  });
  const line = (async () => {
    for await (const text of createInterface({ input: child.stdout as NodeJS.ReadableStream })) if (text.startsWith('{')) return text;
    throw new Error(`${name} said nothing`);
  })();
  const text = await Promise.race([line, ended]);
  ended.catch(() => undefined);
  return JSON.parse(text) as { readonly url: string; readonly headers?: Record<string, string> };
}

/** CPU seconds of a PostgreSQL server so far: its own, its living backends' and those of backends that ended. */
export function cpuOfPostgres(postmaster: number): number {
  const own = ticks(postmaster);
  let total = own.spent + own.ended;
  for (const pid of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const { parent, spent } = ticks(Number(pid));
      if (parent === postmaster) total += spent;
    } catch {
      // It ended meanwhile.
    }
  }
  return total;
}
/** The process that the backends of this database are children of. */
export async function postmasterOf(url: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ readonly pid: number }>('SELECT pg_backend_pid() AS pid');
  const { parent } = ticks(rows[0]?.pid ?? 0);
  await client.end();
  return parent;
}
/** Ticks of 10 ms, user and system, as seconds. */
function ticks(pid: number): { readonly parent: number; readonly spent: number; readonly ended: number } {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = text
    .slice(text.lastIndexOf(') ') + 2)
    .split(' ')
    .map(Number);
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15);
  return { parent: fields[1] ?? 0, spent: (user + system) / 100, ended: (endedUser + endedSystem) / 100 };
}
