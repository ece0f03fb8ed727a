import { afterEach, describe, expect, it } from 'vitest';
import { dialects, testEngine, type TestEngine } from '@fengsui/core/testing';
import { statement } from '../../src/data/database.ts';
import { commandsWaitingAtMost } from '../../src/data/writes-in-line.ts';
import { someAreas } from '../events/register.ts';

describe.each(dialects)('commands that wait, on %s', (dialect) => {
  let engine: TestEngine;
  afterEach(() => engine.stop());
  const open = async (operationMilliseconds?: number): Promise<void> => {
    engine = await testEngine(dialect, [], { poolSize: 2, operationMilliseconds });
    await someAreas(engine);
  };
  /** Those under way at once: of two connections one is for look-ups, and on SQLite two batches fill. */
  const atOnce = { sqlite: 64, postgresql: 1 }[dialect];
  /** Commands that are under way, and as many as are told behind them, until `go` is called. */
  const occupied = (waiting: number): { readonly all: Promise<unknown[]>; readonly go: () => void } => {
    const { promise: gone, resolve: go } = Promise.withResolvers<void>();
    return { all: Promise.all(Array.from({ length: atOnce + waiting }, () => engine.database.write(() => gone, 'everywhere'))), go };
  };
  const register = async (name: string): Promise<unknown> => {
    const { data, errors } = await engine.query(
      'mutation R($name: String!) { registerEnterprise(input: { areaId: "area_430102", name: $name, industry: TRADE, idempotencyKey: $name }) { enterprise { name } userErrors { code } } }',
      { name },
    );
    const [error] = errors ?? [];
    if (error === undefined) return data;
    const { code, zh, en } = error.extensions as unknown as Readonly<Record<string, unknown>>;
    return [code, zh, en];
  };
  const registered = (name: string): unknown => ({ registerEnterprise: { enterprise: { name }, userErrors: [] } });
  const names = async (): Promise<unknown> =>
    ((await engine.query('{ enterprises { nodes { name } } }')).data as unknown as { enterprises: { nodes: unknown } }).enterprises.nodes;

  it('are so many at most: the next is told at once to come again and nothing of it is done; look-ups are answered meanwhile', async () => {
    await open();
    const { all, go } = occupied(commandsWaitingAtMost);
    expect(await register('甲')).toEqual([
      'UNAVAILABLE',
      '等待执行的命令过多，此项没有执行；请稍后用同一幂等键再试。',
      'Too many commands are waiting and this one was not begun; try again in a moment with the same idempotency key.',
    ]);
    expect(await names()).toEqual([]);
    // Core's own work passes by; on SQLite it waits for the one writer as ever.
    const own = engine.database.write((transaction) => transaction.rows(statement('SELECT 1 AS one'), []));
    if (dialect === 'postgresql') expect(await own).toEqual([{ one: 1 }]);
    go();
    await all;
    expect(await own).toEqual([{ one: 1 }]);
    expect(await register('甲')).toEqual(registered('甲'));
  });

  it('are served in their order; one that fails gives its turn to the next', async () => {
    await open();
    const { all, go } = occupied(0);
    const served: number[] = [];
    const numbered = Promise.all(
      Array.from({ length: atOnce + 20 }, (_none, nth) => engine.database.write(async () => void served.push(nth), 'everywhere')),
    );
    const failing = engine.database.write(() => Promise.reject(new Error('of its author')), 'everywhere').catch(String);
    const behind = register('甲');
    expect(await names()).toEqual([]);
    go();
    expect([await failing, await behind]).toEqual(['Error: of its author', registered('甲')]);
    await Promise.all([all, numbered]);
    expect(served).toEqual(Array.from({ length: atOnce + 20 }, (_none, nth) => nth));
  });

  it('are not begun any more when they have waited for longer than anything may take', async () => {
    await open(1_000);
    const { all, go } = occupied(0);
    const late = register('甲');
    setTimeout(go, 1_500);
    expect(await late).toEqual(['UNAVAILABLE', expect.stringContaining('超过 1 秒'), expect.stringContaining('than 1 s')]);
    await all;
    expect(await names()).toEqual([]);
    expect(await register('甲')).toEqual(registered('甲'));
  });
});
