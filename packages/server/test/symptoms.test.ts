import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { createEngine, inspectDatabase, type DatabaseHealth } from '@fengsui/core';
import { dialects, temporaryDatabase } from '@fengsui/core/testing';
import { symptomsOf } from '../src/cli/commands/symptoms.ts';

const well: DatabaseHealth = {
  clockAhead: 0,
  unsealed: { rows: 0, since: undefined },
  backedUpAt: new Date('2026-01-01T00:00:00Z'),
  longTransactions: [],
  failing: [],
};
const at = new Date('2026-01-02T00:00:00Z');
const told = (change: Partial<DatabaseHealth>): string =>
  symptomsOf({ ...well, ...change }, at)
    .filter(({ fault, warning }) => fault !== undefined || warning !== undefined)
    .map(({ what, fault, warning }) => `${fault === undefined ? 'warn' : 'fault'} ${what}: ${fault ?? warning ?? ''}`)
    .join('\n');

describe('the symptoms of a database', () => {
  it.each<readonly [string, Partial<DatabaseHealth>, RegExp | '']>([
    ['none, where all is well', {}, ''],
    ['a clock that is half a second apart: none', { clockAhead: -500 }, ''],
    ['a clock that is 3 s apart', { clockAhead: -3_000 }, /^warn .*clock: .*3 s/],
    ['a clock that is a minute apart', { clockAhead: 60_000 }, /^fault .*clock: .*60 s/],
    ['rows of the last seconds that wait for the sealer: none', { unsealed: { rows: 9, since: new Date(at.getTime() - 2_000) } }, ''],
    ['rows that wait since an hour', { unsealed: { rows: 9, since: new Date(at.getTime() - 3_600_000) } }, /^warn .*sealing: 9 .*60 min/],
    ['no backup', { backedUpAt: undefined }, /^warn .*backup: .*fengsui backup/],
    [
      'a transaction that holds the log up',
      { longTransactions: [{ pid: 42, seconds: 90, application: 'psql' }] },
      /^warn .*long transaction: psql \(pid 42\) .*90 s.*pg_terminate_backend\(42\)/,
    ],
  ])('%s', (_what, change, said) => {
    if (said === '') expect(told(change)).toBe('');
    else expect(told(change)).toMatch(said);
  });
});

describe.each(dialects)('the health of a database, on %s', (dialect) => {
  it('is unknown before it is migrated, and then tells what waits and whose clock is where', async () => {
    const database = await temporaryDatabase(dialect);
    expect(await inspectDatabase(database.url)).toBeUndefined();
    const engine = await createEngine({ plugins: [], database: database.url, secret: 'a secret of the tests, 32 letters long' });
    await engine.access.createKey({ label: 'x', grants: [] });
    const before = await inspectDatabase(database.url);
    expect(before).toMatchObject({
      unsealed: { rows: 1, since: expect.any(Date) as Date },
      backedUpAt: undefined,
      longTransactions: [],
      failing: [],
    });
    expect(Math.abs(before?.clockAhead ?? Infinity)).toBeLessThan(1_000);
    if (dialect === 'postgresql') {
      const client = new Client({ connectionString: database.url, application_name: 'somebody else' });
      await client.connect();
      await client.query('BEGIN; SELECT pg_current_xact_id()');
      expect((await inspectDatabase(database.url, 0))?.longTransactions).toMatchObject([{ application: 'somebody else' }]);
      await client.end();
    }
    await engine.audit.seal();
    expect((await inspectDatabase(database.url))?.unsealed).toEqual({ rows: 0, since: undefined });
    await engine.stop();
    await database.drop();
  });
});
