import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createEngine } from '@fengsui/core';
import { seedDemo } from '@fengsui/core/demo';
import { startPostgres } from '@fengsui/core/testing';
import config from '../../../fengsui.config.ts';

/**
 * `node tests/bench/start/run.ts [rounds]`: from the command `serve` to the first answer, on the demo's database that is there already.
 * Prints wall time and the process's CPU time of each start, the two databases by turns; the contract allows 2 s.
 */
const rounds = Number(process.argv[2] ?? 7);
const root = resolve(import.meta.dirname, '../../..');
const folder = await mkdtemp(join(tmpdir(), 'fengsui-start-'));
const secret = 'a secret of the benchmark, 32 letters or more';
const server = await startPostgres();
const databases = { sqlite: `file:${join(folder, 'start.db')}`, postgresql: server.url };

async function answered(database: string, port: number): Promise<{ readonly wall: number; readonly cpu: number }> {
  const before = performance.now();
  const child = spawn(process.execPath, [join(root, 'packages/server/src/cli/main.ts'), '-c', join(root, 'fengsui.config.ts'), 'serve'], {
    env: { ...process.env, PORT: String(port), FENGSUI_SECRET: secret, FENGSUI_DATABASE: database, FENGSUI_LOG: 'error' },
    cwd: folder,
    stdio: 'ignore',
  });
  const ended = new Promise((done) => child.once('exit', done));
  for (;;) {
    const response = await fetch(`http://127.0.0.1:${port}/graphql?query=%7B__typename%7D`).catch(() => undefined);
    if (response?.ok === true) break;
    if (performance.now() - before > 60_000) throw new Error('No answer within a minute');
    await pause(5);
  }
  const wall = performance.now() - before;
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  // Ticks of 10 ms.
  const cpu = (Number(fields[11]) + Number(fields[12])) * 10;
  child.kill('SIGTERM');
  await ended;
  return { wall, cpu };
}
const middle = (values: readonly number[]): number => Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);

try {
  for (const database of Object.values(databases)) {
    const engine = await createEngine({ plugins: config.plugins ?? [], database, secret });
    await seedDemo(engine);
    await engine.stop();
  }
  const measured = Object.keys(databases).map((name) => ({ name, wall: [] as number[], cpu: [] as number[] }));
  for (let round = 0; round < rounds; round += 1)
    for (const [at, { name, wall, cpu }] of measured.entries()) {
      const start = await answered(databases[name as keyof typeof databases], 4_300 + at);
      wall.push(start.wall);
      cpu.push(start.cpu);
    }
  for (const { name, wall, cpu } of measured)
    console.log(
      `${name.padEnd(12)} first answer ${middle(wall)} ms (${Math.round(Math.min(...wall))}–${Math.round(Math.max(...wall))}), CPU ${middle(cpu)} ms`,
    );
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
